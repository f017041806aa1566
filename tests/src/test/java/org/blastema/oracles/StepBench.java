package org.blastema.oracles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
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
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/** Runs steps one macro-step at a time in a real model and differentiates them. */
final class StepBench {
  private final Model model;

  /**
   * A bench with a macro-step of length {@code dt} that applies the steps in order. What they read
   * may also come from the founders.
   */
  StepBench(int dimensions, double dt, Step... steps) {
    List<Model.NamedStep> named = new ArrayList<>();
    List<FieldSpec> founded = new ArrayList<>();
    for (int k = 0; k < steps.length; k++) {
      named.add(new Model.NamedStep("step-" + k, steps[k]));
      founded.addAll(steps[k].reads());
    }
    model = new Model(new FreeSpace(dimensions), dt, named, founded);
  }

  /** Founders at positions {@code [cell][dimension]}; a single radius is that of all. */
  CellState state(double[][] x, double... radius) {
    double[] radii = radius.length == x.length ? radius.clone() : new double[x.length];
    if (radius.length == 1) {
      Arrays.fill(radii, radius[0]);
    }
    return CellState.founders(model.schema(), new int[x.length])
        .with("position", Var.ofRows(x))
        .with("radius", Var.column(radii));
  }

  /** The state after one macro-step. */
  CellState run(CellState state) {
    return run(state, 1);
  }

  /** The state after some macro-steps. */
  CellState run(CellState state, int steps) {
    return rollout(ParameterValues.initial())
        .run(state, Stop.afterSteps(state.step() + steps))
        .last();
  }

  /** One macro-step with given choices of the stochastic steps. */
  Trajectory replay(CellState state, Object... choices) {
    return rollout(ParameterValues.initial()).replay(state, List.of(List.of(choices)), null);
  }

  private Rollout rollout(ParameterValues values) {
    return new Rollout(model, values, 1, 0);
  }

  /**
   * A scalar of the state after one macro-step, plus a multiple of the log-probability of the
   * choices.
   */
  record Goal(Function<CellState, Var> ofState, double scoreWeight) {
    double value(Trajectory trajectory) {
      return ofState.apply(trajectory.last()).item()
          + scoreWeight * trajectory.logProbabilities()[0];
    }
  }

  /** The gradient of a goal by one parameter (if not null) or one field, choices held fixed. */
  double[] gradient(
      CellState state, Goal goal, Parameter parameter, String field, Object... choices) {
    Reward reward = (before, after) -> goal.ofState().apply(after);
    Recording recording =
        new Recording(
            parameter == null ? new LinkedHashSet<>() : new LinkedHashSet<>(List.of(parameter)),
            field == null ? List.of() : List.of(field),
            History.FULL,
            Recording.ALL_TAPES,
            reward);
    Rollout rollout = rollout(ParameterValues.initial());
    Trajectory trajectory =
        choices.length == 0
            ? rollout.run(state, Stop.afterSteps(state.step() + 1), recording)
            : rollout.replay(state, List.of(List.of(choices)), recording);
    Trajectory.Gradient gradient =
        trajectory.gradient(new double[] {goal.scoreWeight()}, new double[] {1});
    return parameter == null
        ? gradient.byInitialField().get(field)
        : gradient.byParameter().get(parameter);
  }

  /** The same by central differences of step {@code h}. */
  double[] differences(
      CellState state, Goal goal, Parameter parameter, String field, double h, Object... choices) {
    double[] at = parameter == null ? state.get(field).toArray() : parameter.values();
    double[] result = new double[at.length];
    for (int k = 0; k < at.length; k++) {
      double up = shifted(state, goal, parameter, field, k, h, choices);
      double down = shifted(state, goal, parameter, field, k, -h, choices);
      result[k] = (up - down) / (2 * h);
    }
    return result;
  }

  private double shifted(
      CellState state,
      Goal goal,
      Parameter parameter,
      String field,
      int k,
      double h,
      Object[] choices) {
    double[] moved = parameter == null ? state.get(field).toArray() : parameter.values().clone();
    moved[k] += h;
    ParameterValues values =
        parameter == null
            ? ParameterValues.initial()
            : ParameterValues.initial().with(List.of(parameter), List.of(moved));
    CellState from =
        parameter == null
            ? state.with(field, Var.of(state.count(), state.get(field).columns(), moved))
            : state;
    Trajectory trajectory =
        choices.length == 0
            ? rollout(values).run(from, Stop.afterSteps(from.step() + 1))
            : rollout(values).replay(from, List.of(List.of(choices)), null);
    return goal.value(trajectory);
  }
}
