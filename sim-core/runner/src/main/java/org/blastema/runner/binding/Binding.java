package org.blastema.runner.binding;

import org.blastema.plugin.InvalidConfiguration;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Problem;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.TreePath;

/**
 * What all who take part in binding one tree share.
 *
 * @param keywords the scenario language
 * @param units the units of plain numbers
 * @param root the whole tree
 * @param problems where problems go
 */
record Binding(Keywords keywords, Units units, MapNode root, Problems problems) {

  /** Adds the problem that a value is of the wrong sort. */
  void wrongType(Node node, String expected) {
    problems.add(
        node.place(),
        "expected " + expected + " for " + name(node.path()) + ", not " + node.inWords());
  }

  /** Adds a component's complaint at the place of the entry that it names. */
  static void addLocated(
      InvalidConfiguration complaint, String basePath, Node root, Problems problems) {
    String path = TreePath.resolve(basePath, complaint.entry());
    Place place = TreePath.place(root, path);
    String message = (path.isEmpty() ? "" : path + ": ") + complaint.getMessage();
    if (complaint.word().isEmpty()) {
      problems.add(Problem.at(place, message));
    } else {
      problems.addUnknown(place, message, complaint.word(), complaint.knownWords());
    }
  }

  /** What a path is called in sentences. */
  static String name(String path) {
    return path.isEmpty() ? "the scenario" : path;
  }
}
