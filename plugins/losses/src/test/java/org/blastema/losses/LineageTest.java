package org.blastema.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.model.Stop;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;

/** A pedigree that is known. */
class LineageTest {
  /**
   * Two founders. At times 0, 0.5 and 1 founder 0 divides (daughters 2, 3, 4), at 1.5 daughter 2
   * divides (5), at 2 daughter 2 dies.
   */
  private static final class Pedigree implements Step {
    @Override
    public StepKind kind() {
      return StepKind.EVENT;
    }

    @Override
    public List<FieldSpec> reads() {
      return List.of();
    }

    @Override
    public List<FieldSpec> writes() {
      return List.of();
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public void apply(StepContext context) {
      CellState state = context.state();
      context.state(
          switch (state.step()) {
            case 0, 1, 2 -> state.divide(0);
            case 3 -> state.divide(2);
            default -> state.remove(_ -> "death", 2);
          });
    }
  }

  private static CellState grown() {
    Model model =
        new Model(
            new FreeSpace(2),
            0.5,
            List.of(
                new Model.NamedStep("pedigree", new Pedigree()),
                new Model.NamedStep("lineage", new Lineage())),
            List.of());
    return new Rollout(model, ParameterValues.initial(), 1, 0)
        .run(CellState.founders(model.schema(), new int[2]), Stop.afterSteps(5))
        .last();
  }

  private static double[] field(CellState state, FieldSpec field) {
    return state.get(field).toArray();
  }

  @Test
  void a_pedigree_is_written_down() {
    CellState state = grown();
    // rows are the cells 0, 1, 3, 4, 5
    assertThat(field(state, Lineage.CLONE)).containsExactly(0, 1, 0, 0, 0);
    assertThat(field(state, Lineage.GENERATION)).containsExactly(3, 0, 2, 3, 2);
    assertThat(field(state, Lineage.CYCLE_START)).containsExactly(1, 0, 0.5, 1, 1.5);
    assertThat(field(state, Lineage.CYCLE_LENGTH)).containsExactly(0.5, 0, 0.5, 0.5, 1.5);
  }

  /** Cell 0 divides at 0.1 and 0.2 (daughters 1 and 2), and daughter 1 at 0.4 (3). */
  private static final class Burst implements Step {
    @Override
    public StepKind kind() {
      return StepKind.EVENT;
    }

    @Override
    public List<FieldSpec> reads() {
      return List.of();
    }

    @Override
    public List<FieldSpec> writes() {
      return List.of();
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public void apply(StepContext context) {
      if (context.state().step() == 0) {
        context.state(context.state().divide(0, 0.1).divide(0, 0.2).divide(1, 0.4));
      }
    }
  }

  @Test
  void several_divisions_in_one_step_are_written_down() {
    Model model =
        new Model(
            new FreeSpace(2),
            0.5,
            List.of(
                new Model.NamedStep("burst", new Burst()),
                new Model.NamedStep("lineage", new Lineage())),
            List.of());
    CellState state =
        new Rollout(model, ParameterValues.initial(), 1, 0)
            .run(CellState.founders(model.schema(), new int[1]), Stop.afterSteps(3))
            .last();
    assertThat(field(state, Lineage.CLONE)).containsExactly(0, 0, 0, 0);
    assertThat(field(state, Lineage.GENERATION)).containsExactly(2, 2, 2, 2);
    assertThat(field(state, Lineage.CYCLE_START)).containsExactly(0.2, 0.4, 0.2, 0.4);
    assertThat(field(state, Lineage.CYCLE_LENGTH))
        .containsExactly(new double[] {0.1, 0.3, 0.1, 0.3}, within(1e-15));
  }

  @Test
  void statistics_of_a_pedigree() {
    CellState state = grown();
    assertThat(new LineageMeasures.MeanGeneration().of(state).item()).isEqualTo(2);
    // clones of four cells and one
    double entropy = -0.8 * StrictMath.log(0.8) - 0.2 * StrictMath.log(0.2);
    assertThat(new LineageMeasures.CloneDiversity().of(state).item())
        .isCloseTo(StrictMath.exp(entropy), within(1e-14));
    // cycles of 0.5, 0.5, 0.5, 1.5: mean 0.75, deviation sqrt(0.1875)
    assertThat(new LineageMeasures.CycleVariation().of(state).item())
        .isCloseTo(Math.sqrt(0.1875) / 0.75, within(1e-15));
  }

  @Test
  void before_the_first_division_cycles_do_not_vary() {
    Model model =
        new Model(
            new FreeSpace(2), 1, List.of(new Model.NamedStep("lineage", new Lineage())), List.of());
    CellState founders =
        CellState.founders(model.schema(), new int[3]).with("clone", Var.column(0, 1, 2));
    assertThat(new LineageMeasures.CycleVariation().of(founders).item()).isZero();
    assertThat(new LineageMeasures.CloneDiversity().of(founders).item())
        .isCloseTo(3, within(1e-14));
  }
}
