package org.blastema.runner.binding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.YamlText;

/** Writes parameter values by path, in the form that {@link Overrides#parameters} reads. */
public final class ParameterFile {
  private ParameterFile() {}

  /**
   * The text of a parameter file: a number for a scalar, a list of rows for everything else, in
   * full double precision.
   *
   * @param values tables by parameter path, each a non-empty array of rows
   */
  public static String text(SequencedMap<String, double[][]> values) {
    MapNode map = MapNode.empty(Place.in("parameters"), "");
    for (var e : values.entrySet()) {
      map = map.with(e.getKey(), table(e.getValue()));
    }
    return YamlText.of(map);
  }

  private static Node table(double[][] rows) {
    if (rows.length == 1 && rows[0].length == 1) {
      return ConfigurationTree.number(rows[0][0], "");
    }
    List<Node> items = new ArrayList<>();
    for (double[] row : rows) {
      items.add(ConfigurationTree.row(Arrays.stream(row).boxed().toList()));
    }
    return ConfigurationTree.list(items);
  }
}
