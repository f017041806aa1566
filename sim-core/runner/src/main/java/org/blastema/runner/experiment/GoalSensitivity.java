package org.blastema.runner.experiment;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.blastema.kernel.goal.Objective;
import org.blastema.kernel.model.Trajectory;

/**
 * How the goal of a training depends on every cell of a tissue at every moment: the derivative of
 * the summed rewards by the cell's numbers, at the choices that chance made. What a cell does to
 * those choices, for example to who divides, is not in it.
 *
 * @param fields fields that the goal depends on, in the order of the schema, positions always
 * @param byState for every state, by field, component after component; no entry where it is zero
 * @param known index of the first state for which it is known: the last one where a step of the
 *     model has no derivative
 */
record GoalSensitivity(Set<String> fields, List<Map<String, double[]>> byState, int known) {

  /** The sensitivity of no goal. */
  static final GoalSensitivity NONE = new GoalSensitivity(Set.of(), List.of(), 0);

  /**
   * Differentiates the goal of an experiment.
   *
   * @param warnings told if only the last state's is known
   */
  static GoalSensitivity of(
      Experiment experiment, Trajectory trajectory, Consumer<String> warnings) {
    Experiment.Goal goal = experiment.goal().orElseThrow();
    Objective objective = goal.objective().atEnd(experiment.epochs());
    double[] weights = new double[trajectory.length()];
    int first = goal.estimator().create().firstStep();
    Arrays.fill(weights, Math.min(first, weights.length), weights.length, 1);
    List<Map<String, double[]>> found;
    int known = 0;
    try {
      found = trajectory.sensitivity(objective, weights);
    } catch (RuntimeException e) { // what was trained must not be lost for it
      known = trajectory.length();
      found = List.of(ofLast(trajectory, objective));
      warnings.accept(
          "the sensitivity of the goal is known for the last tissue alone: " + e.getMessage());
    }
    Set<String> fields = new LinkedHashSet<>(Set.of("position"));
    for (var field : experiment.model().schema().fields()) {
      if (field.grid().isPresent()) {
        continue;
      }
      for (Map<String, double[]> each : found) {
        double[] values = each.get(field.name());
        if (values != null && Arrays.stream(values).anyMatch(v -> v != 0)) {
          fields.add(field.name());
        }
      }
    }
    return new GoalSensitivity(fields, found, known);
  }

  private static Map<String, double[]> ofLast(Trajectory trajectory, Objective objective) {
    try {
      return trajectory.lastSensitivity(objective, 1);
    } catch (RuntimeException e) {
      return Map.of();
    }
  }

  /**
   * The derivative by a component of a field in a state; NaN where it is not known.
   *
   * @param state index of the state in its history
   * @param cells number of cells in it
   */
  double[] component(int state, String field, int component, int cells) {
    double[] values = new double[cells];
    if (state < known) {
      Arrays.fill(values, Double.NaN);
      return values;
    }
    double[] all = byState.get(state - known).get(field);
    if (all != null) {
      System.arraycopy(all, component * cells, values, 0, cells);
    }
    return values;
  }
}
