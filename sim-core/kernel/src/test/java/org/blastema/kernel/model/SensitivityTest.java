package org.blastema.kernel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;

class SensitivityTest {
  private static final FieldSpec POSITION = FieldSpec.position(2);
  private static final FieldSpec RADIUS = FieldSpec.radius();
  private static final double[] WEIGHTS = {0.5, 0, 1, 2};

  /** What depends on the state before and after, on positions and radii. */
  private static final Reward REWARD =
      (before, after) ->
          after
              .position()
              .square()
              .sum()
              .times(after.radius().sum())
              .minus(before.position().column(0).tanh().sum().times(3));

  /** Positions and radii that act on each other. */
  private static final class Coupled implements Step {
    @Override
    public StepKind kind() {
      return StepKind.DYNAMIC;
    }

    @Override
    public List<FieldSpec> reads() {
      return List.of(POSITION, RADIUS);
    }

    @Override
    public List<FieldSpec> writes() {
      return List.of(POSITION, RADIUS);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public void apply(StepContext context) {
      Var x = context.get(POSITION);
      Var r = context.get(RADIUS);
      Var sum = x.sumColumns();
      context.set(RADIUS, r.plus(x.column(0).square().times(0.1)));
      context.set(POSITION, x.plus(x.times(r.sum()).tanh().times(0.2)).plus(sum.sum().times(0.05)));
    }
  }

  /** Lets a cell that chance names divide. */
  private static final class Splitting implements StochasticStep<Integer> {
    @Override
    public StepKind kind() {
      return StepKind.EVENT;
    }

    @Override
    public List<FieldSpec> reads() {
      return List.of(POSITION);
    }

    @Override
    public List<FieldSpec> writes() {
      return List.of(POSITION);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Integer sample(StepContext context) {
      return context.state().step() % context.state().count();
    }

    @Override
    public void replay(StepContext context, Integer mother) {
      context.state(context.state().divide(mother));
    }
  }

  private static final Model MODEL =
      new Model(
          new FreeSpace(2),
          1,
          List.of(
              new Model.NamedStep("coupled", new Coupled()),
              new Model.NamedStep("splitting", new Splitting())),
          List.of());

  private static CellState founders() {
    StateSchema schema = MODEL.schema();
    return CellState.founders(schema, new int[2])
        .with("position", Var.of(2, 2, new double[] {0.1, -0.4, 0.3, 0.2}))
        .with("radius", Var.column(0.5, 0.4));
  }

  private static Trajectory trajectory() {
    return new Rollout(MODEL, ParameterValues.initial(), 1, 0)
        .run(founders(), Stop.afterSteps(WEIGHTS.length));
  }

  /** The weighted rewards when state {@code s} is another one and all choices are kept. */
  private static double goal(Trajectory whole, int s, CellState other) {
    double sum = 0;
    if (s > 0) {
      sum += WEIGHTS[s - 1] * REWARD.transition(whole.states().get(s - 1), other).item();
    }
    List<List<Object>> later = whole.choices().subList(s, whole.length());
    double[] rewards =
        new Rollout(MODEL, ParameterValues.initial(), 1, 0)
            .replay(other, new ArrayList<>(later), null)
            .rewards(REWARD);
    for (int t = 0; t < rewards.length; t++) {
      sum += WEIGHTS[s + t] * rewards[t];
    }
    return sum;
  }

  @Test
  void every_state_has_the_derivative_that_changing_it_shows() {
    Trajectory whole = trajectory();
    List<Map<String, double[]>> sensitivity = whole.sensitivity(REWARD, WEIGHTS);
    assertThat(sensitivity).hasSize(WEIGHTS.length + 1);
    // Rounding of about 1e-15 over h, and h squared times a third derivative of about 10.
    double h = 1e-5;
    for (int s = 0; s <= WEIGHTS.length; s++) {
      CellState state = whole.states().get(s);
      for (String field : List.of("position", "radius")) {
        Var column = state.get(field);
        double[] found = sensitivity.get(s).get(field);
        assertThat(found).hasSize(column.size());
        for (int k = 0; k < found.length; k++) {
          double up = goal(whole, s, state.with(field, shifted(column, k, h)));
          double down = goal(whole, s, state.with(field, shifted(column, k, -h)));
          assertThat(found[k])
              .as("state %d, %s[%d]", s, field, k)
              .isCloseTo((up - down) / (2 * h), within(1e-7 * (1 + Math.abs(found[k]))));
        }
      }
    }
  }

  private static Var shifted(Var column, int k, double by) {
    double[] data = column.data().clone();
    data[k] += by;
    return Var.of(column.rows(), column.columns(), data);
  }

  @Test
  void the_last_state_needs_no_derivative_of_the_model() {
    Trajectory whole = trajectory();
    Map<String, double[]> last = whole.lastSensitivity(REWARD, WEIGHTS[3]);
    Map<String, double[]> among = whole.sensitivity(REWARD, WEIGHTS).get(WEIGHTS.length);
    assertThat(last.keySet()).isEqualTo(among.keySet());
    last.forEach((field, values) -> assertThat(values).isEqualTo(among.get(field)));
  }
}
