package org.blastema.kernel;

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
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/** Runs steps one macro-step at a time in a real model and differentiates them. */
public final class StepBench {
  private final Model model;
  private final List<String> warnings = new ArrayList<>();

  /**
   * A bench with a macro-step of length {@code dt} that applies the steps in order. What they read
   * may also come from the founders.
   */
  public StepBench(int dimensions, double dt, Step... steps) {
    this(new FreeSpace(dimensions), dt, steps);
  }

  /** The same in any space. */
  public StepBench(Space space, double dt, Step... steps) {
    List<Model.NamedStep> named = new ArrayList<>();
    List<FieldSpec> founded = new ArrayList<>();
    for (int k = 0; k < steps.length; k++) {
      named.add(new Model.NamedStep("step-" + k, steps[k]));
      founded.addAll(steps[k].reads());
    }
    model = new Model(space, dt, named, founded);
  }

  /** Founders of type 0 at positions {@code [cell][dimension]}. */
  public CellState state(double[][] x, double... radius) {
    return state(new int[x.length], x, radius);
  }

  /** Founders of given types; a single radius is that of all. */
  public CellState state(int[] types, double[][] x, double... radius) {
    double[] radii = radius.length == x.length ? radius.clone() : new double[x.length];
    if (radius.length == 1) {
      Arrays.fill(radii, radius[0]);
    }
    return CellState.founders(model.schema(), types)
        .with("position", Var.ofRows(x))
        .with("radius", Var.column(radii));
  }

  /** The state after one macro-step. */
  public CellState run(CellState state) {
    return run(state, 1);
  }

  /** The state after one macro-step with another value of a parameter. */
  public CellState run(CellState state, Parameter parameter, double[] value) {
    ParameterValues values = ParameterValues.initial().with(List.of(parameter), List.of(value));
    return rollout(values).run(state, Stop.afterSteps(state.step() + 1)).last();
  }

  /** The state after some macro-steps. */
  public CellState run(CellState state, int steps) {
    return rollout(ParameterValues.initial())
        .run(state, Stop.afterSteps(state.step() + steps))
        .last();
  }

  /** One macro-step with given choices of the stochastic steps. */
  public Trajectory replay(CellState state, Object... choices) {
    return rollout(ParameterValues.initial()).replay(state, List.of(List.of(choices)), null);
  }

  /** What the stochastic steps choose, by seed. */
  public List<Object> choices(CellState state, long seed) {
    return new Rollout(model, ParameterValues.initial(), seed, 0)
        .run(state, Stop.afterSteps(state.step() + 1))
        .choices()
        .get(0);
  }

  /** What the steps have warned of. */
  public List<String> warnings() {
    return warnings;
  }

  private Rollout rollout(ParameterValues values) {
    return new Rollout(model, values, 1, 0).warningsTo(warnings::add);
  }

  /**
   * A scalar of the state after one macro-step, plus a multiple of the log-probability of the
   * choices.
   */
  public record Goal(Function<CellState, Var> ofState, double scoreWeight) {
    double value(Trajectory trajectory) {
      return ofState.apply(trajectory.last()).item()
          + scoreWeight * trajectory.logProbabilities()[0];
    }
  }

  /** The gradient of a goal by one parameter (if not null) or one field, choices held fixed. */
  public double[] gradient(
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
  public double[] differences(
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
