package org.blastema.plugintest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.blastema.autodiff.GradCheck;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Recording;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.Stop;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;
import org.blastema.runner.experiment.Experiment;

/**
 * The derivatives of one step alone, its choices held: by the state it begins with and by its
 * parameters, of a sum of all fields with random weights plus the log-probability of its choices.
 */
final class StepCheck {
  private static final int DIRECTIONS = 4;

  private final Experiment experiment;
  private final Step step;
  private final Model model;

  StepCheck(Experiment experiment, Step step) {
    this.experiment = experiment;
    this.step = step;
    Model whole = experiment.model();
    this.model =
        new Model(
            whole.space(),
            whole.dt(),
            List.of(new Model.NamedStep("step", step)),
            whole.schema().fields());
  }

  void require(CellState of, double tolerance) {
    CellState entering = transplanted(of);
    Trajectory plain = rollout(ParameterValues.initial()).run(entering, once(entering));
    List<List<Object>> choices = plain.choices();
    double[][] weights = weights(plain.last());
    Reward goal = (before, after) -> weighted(after, weights);
    List<String> fields = model.schema().fields().stream().map(FieldSpec::name).toList();
    Recording recording =
        new Recording(
            new LinkedHashSet<>(step.parameters()),
            fields,
            History.FULL,
            Recording.ALL_TAPES,
            goal);
    Trajectory.Gradient gradient =
        rollout(ParameterValues.initial())
            .replay(entering, choices, recording)
            .gradient(new double[] {1}, new double[] {1});
    List<GradCheck.Claim> claims = new ArrayList<>();
    byState(entering, choices, weights, gradient, claims);
    byParameters(entering, choices, weights, gradient, claims);
    GradCheck.of(step.getClass().getSimpleName(), claims).assertPasses(tolerance);
  }

  private void byState(
      CellState entering,
      List<List<Object>> choices,
      double[][] weights,
      Trajectory.Gradient gradient,
      List<GradCheck.Claim> claims) {
    Random random = new Random(2);
    double[][] adjoints =
        model.schema().fields().stream()
            .map(f -> gradient.byInitialField().get(f.name()))
            .toArray(double[][]::new);
    for (int d = 0; d < DIRECTIONS; d++) {
      Displacement direction = Displacement.random(entering, random);
      claims.add(
          new GradCheck.Claim(
              "by the state, direction " + d,
              direction.slope(adjoints),
              h -> goal(direction.of(entering, h), ParameterValues.initial(), choices, weights)));
    }
  }

  private void byParameters(
      CellState entering,
      List<List<Object>> choices,
      double[][] weights,
      Trajectory.Gradient gradient,
      List<GradCheck.Claim> claims) {
    Random random = new Random(3);
    for (Parameter parameter : step.parameters()) {
      double[] at = parameter.values();
      double[] direction = new double[at.length];
      double slope = 0;
      for (int k = 0; k < at.length; k++) {
        direction[k] = (at[k] == 0 ? 1 : Math.abs(at[k])) * random.nextDouble(-1, 1);
        slope += direction[k] * gradient.byParameter().get(parameter)[k];
      }
      claims.add(
          new GradCheck.Claim(
              "by " + parameter.path(),
              slope,
              h -> {
                double[] moved = at.clone();
                for (int k = 0; k < moved.length; k++) {
                  moved[k] += h * direction[k];
                }
                ParameterValues values =
                    ParameterValues.initial().with(List.of(parameter), List.of(moved));
                return goal(entering, values, choices, weights);
              }));
    }
  }

  private double goal(
      CellState entering, ParameterValues values, List<List<Object>> choices, double[][] weights) {
    Trajectory trajectory = rollout(values).replay(entering, choices, null);
    return weighted(trajectory.last(), weights).item() + trajectory.logProbabilities()[0];
  }

  private static Stop once(CellState state) {
    return Stop.afterSteps(state.step() + 1);
  }

  private Rollout rollout(ParameterValues values) {
    return new Rollout(model, values, experiment.seed(), 0);
  }

  /** The same cells under the schema of the step alone. */
  private CellState transplanted(CellState of) {
    int n = of.count();
    int[] ids = new int[n];
    int[] parents = new int[n];
    double[] births = new double[n];
    for (int i = 0; i < n; i++) {
      ids[i] = of.id(i);
      parents[i] = of.parent(i);
      births[i] = of.birth(i);
    }
    Var[] columns =
        model.schema().fields().stream()
            .map(f -> of.get(f.name()).stopGradient())
            .toArray(Var[]::new);
    return CellState.restored(
        model.schema(),
        of.step(),
        of.time(),
        ids,
        parents,
        births,
        of.types(),
        of.nextId(),
        columns);
  }

  private static double[][] weights(CellState leaving) {
    Random random = new Random(4);
    return leaving.columns().stream()
        .map(c -> random.doubles(c.size(), -1, 1).toArray())
        .toArray(double[][]::new);
  }

  private static Var weighted(CellState state, double[][] weights) {
    Var total = Var.constant(0);
    for (int k = 0; k < weights.length; k++) {
      Var column = state.columns().get(k);
      total = total.plus(column.times(Var.of(column.rows(), column.columns(), weights[k])).sum());
    }
    return total;
  }
}
