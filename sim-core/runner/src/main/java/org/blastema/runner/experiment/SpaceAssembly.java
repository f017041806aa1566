package org.blastema.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.blastema.kernel.mechanics.Mechanics;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.space.Box;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.space.Sides;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.Snapshot;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Part;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.tree.InvalidInput;

/** Makes the space of a scenario, and sees to it that its cells stay inside. */
final class SpaceAssembly {
  private static final List<String> AXES = List.of("x", "y", "z");

  private final LoadedScenario loaded;
  private final ScenarioContext context;

  SpaceAssembly(LoadedScenario loaded, ScenarioContext context) {
    this.loaded = loaded;
    this.context = context;
  }

  /**
   * The space.
   *
   * @throws InvalidConfiguration if it has sides along an axis that there is not
   */
  Space space() {
    int dimensions = loaded.scenario().space().dimensions();
    Map<String, Part<Sides>> written = loaded.scenario().space().sides();
    List<String> axes = AXES.subList(0, dimensions);
    for (String axis : written.keySet()) {
      if (!axes.contains(axis)) {
        throw InvalidConfiguration.unknownWord("/space.sides." + axis, "axis", axis, axes);
      }
    }
    if (written.isEmpty()) {
      return new FreeSpace(dimensions);
    }
    List<Sides> sides = new ArrayList<>();
    for (String axis : axes) {
      sides.add(written.containsKey(axis) ? written.get(axis).build(context) : new Sides.Open());
    }
    return new Box(sides);
  }

  /** Walls act through a mechanics step, so there must be one. */
  static void requireMechanics(Space space, List<Model.NamedStep> steps, LoadedScenario loaded) {
    if (space.walled() && steps.stream().noneMatch(n -> n.step() instanceof Mechanics)) {
      throw InvalidInput.at(
          loaded.place("space.sides"),
          "nothing keeps the cells between the walls: it needs a mechanics step, such as 'descent'"
              + " or 'relaxation'");
    }
    Set<Parameter> used =
        steps.stream().flatMap(n -> n.step().parameters().stream()).collect(Collectors.toSet());
    for (Parameter p : space.parameters()) {
      if (p.trained() && !used.contains(p)) {
        throw InvalidInput.at(
            loaded.place(p.path()), p.path() + ": no step uses it, so it cannot be trained");
      }
    }
  }

  /** No founder cell may begin beyond a wall, which would throw it back with a huge force. */
  static void requireInside(Space space, CellState founders, LoadedScenario loaded) {
    double[] positions = Snapshot.of(founders).fields().get("position");
    for (int d = 0; d < space.dimensions(); d++) {
      if (space.sides().get(d) instanceof Sides.Walls walls) {
        double from = walls.from().map(p -> p.values()[0]).orElse(Double.NEGATIVE_INFINITY);
        double to = walls.to().map(p -> p.values()[0]).orElse(Double.POSITIVE_INFINITY);
        for (int i = 0; i < founders.count(); i++) {
          double at = positions[d * founders.count() + i];
          if (at < from || at > to) {
            throw InvalidInput.at(
                loaded.place("initial"),
                "founder cell %d lies at %s = %s, beyond the wall at %s"
                    .formatted(i, AXES.get(d), at, at < from ? from : to));
          }
        }
      }
    }
  }
}
