package org.blastema.cellbox.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.OdeGradient;
import org.blastema.autodiff.OdeSolver;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.ReferenceNetwork;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.data.SyntheticDesign;
import org.blastema.cellbox.model.AtRest;
import org.blastema.cellbox.model.EqualSteps;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Scheme;
import org.blastema.cellbox.model.Variant;
import org.blastema.cellbox.model.WithFormula;
import org.junit.jupiter.api.Test;

class StagedFitTest {
  private static final ReferenceNetwork RING =
      new ReferenceNetwork(List.of("a", "b", "c"), new double[] {0, 0, -1, 1, 0, 0, 0, 1, 0});
  private static final SyntheticDesign DESIGN =
      new SyntheticDesign(1, 0.01, 20, 5, 2, 8, 3, 3, true);
  private static final Scheme STEPS = new EqualSteps(FixedSteps.HEUN, 0.4);

  private static StagedFit.Options options(
      boolean positive, int timePoints, int restarts, StagedFit.Stage... stages) {
    return new StagedFit.Options(
        List.of(stages),
        4,
        timePoints,
        0.01,
        0.3,
        0.5,
        positive,
        positive,
        20,
        true,
        false,
        restarts);
  }

  private static StagedFit fit(Experiments data, Scheme scheme, StagedFit.Options options) {
    boolean[] allowed = new boolean[9];
    Arrays.fill(allowed, true);
    allowed[5] = false;
    return new StagedFit(data, DESIGN.split(), options, scheme, Variant.STANDARD, allowed);
  }

  private static Experiments atRest() {
    Experiments d = DESIGN.draw(RING, 1);
    double[][][] last = new double[d.count()][][];
    Arrays.setAll(last, c -> new double[][] {d.responses()[c][4]});
    return new Experiments(d.nodes(), d.conditions(), d.inputs(), new double[0], last, null);
  }

  /** Central differences: off by h^2 times a third derivative, and by rounding over h. */
  @Test
  void the_gradient_of_data_and_penalties() {
    StagedFit.Stage stage = new StagedFit.Stage(0.1, 0.02, 0.03, 12, 10, 10);
    for (boolean positive : new boolean[] {true, false}) {
      assertDifferences(fit(DESIGN.draw(RING, 1), STEPS, options(positive, 0, 1, stage)), stage);
    }
    assertDifferences(fit(atRest(), STEPS, options(true, 0, 1, stage)), stage);
  }

  @Test
  void the_gradient_of_states_of_rest() {
    StagedFit.Stage stage = new StagedFit.Stage(0.1, 0, 0.03, 12, 10, 10);
    StagedFit.Options small =
        new StagedFit.Options(List.of(stage), 4, 0, 0, 0.1, 0.5, true, false, 20, true, false, 1);
    assertDifferences(fit(atRest(), new AtRest(), small), stage);
  }

  private static void assertDifferences(StagedFit fit, StagedFit.Stage stage) {
    int[] conditions = {0, 3, 6};
    double[] theta = fit.start(1, 0);
    double[] gradient = new double[theta.length];
    fit.loss(stage, theta, conditions, gradient);
    double h = 1e-4;
    for (int k = 0; k < theta.length; k++) {
      double kept = theta[k];
      theta[k] = kept + h;
      double up = fit.loss(stage, theta, conditions, null);
      theta[k] = kept - h;
      double down = fit.loss(stage, theta, conditions, null);
      theta[k] = kept;
      assertThat(gradient[k]).isCloseTo((up - down) / (2 * h), within(1e-6));
    }
  }

  @Test
  void stages_find_a_ring_with_batches_of_conditions_and_of_time_points()
      throws InterruptedException {
    StagedFit.Options options =
        options(
            false,
            2,
            2,
            new StagedFit.Stage(0.02, 0, 0, 8, 100, 300),
            new StagedFit.Stage(0.01, 1e-4, 0, 20, 200, 900));
    StagedFit.Result result =
        fit(DESIGN.draw(RING, 1), STEPS, options).fit(1, (iteration, loss) -> {});
    assertThat(result.iterations()).isBetween(400, 1200);
    assertThat(result.lastLoss()).isLessThan(result.firstLoss() / 20);
    assertThat(Scores.pearson(result.network().weights(), RING.weights())).isGreaterThan(0.9);
    assertThat(result.network().weight(1, 2)).as("an edge that is not allowed").isZero();
  }

  /** The second start is drawn whether or not the first one counts. */
  @Test
  void of_several_starts_the_one_with_the_least_validation_error_counts()
      throws InterruptedException {
    StagedFit.Stage stage = new StagedFit.Stage(0.01, 0, 0, 20, 5, 30);
    Experiments data = DESIGN.draw(RING, 2);
    StagedFit.Result one = fit(data, STEPS, options(true, 0, 1, stage)).fit(1, (k, loss) -> {});
    StagedFit.Result four = fit(data, STEPS, options(true, 0, 4, stage)).fit(1, (k, loss) -> {});
    assertThat(four.validation()).isLessThanOrEqualTo(one.validation());
    StagedFit.Result again = fit(data, STEPS, options(true, 0, 4, stage)).fit(1, (k, loss) -> {});
    assertThat(again.network().weights()).isEqualTo(four.network().weights());
  }

  /** The published recipe with another solver and another derivative of it takes the same way. */
  @Test
  void the_recipe_takes_the_same_way_with_any_accurate_gradient() throws InterruptedException {
    Experiments data = DESIGN.draw(RING, 3);
    Split split = DESIGN.split();
    FirstOrderFit.Options options = new FirstOrderFit.Options(1e-2, 1e-6, 3, 0, 5, 1, 5, 2, 3);
    Scheme fine = new EqualSteps(FixedSteps.RUNGE_KUTTA_4, 0.05);
    Scheme adaptive =
        new WithFormula(
            OdeSolver.tsitouras(1e-10, 1e-12, 0.1)
                .withGradient(OdeGradient.forwardSensitivities()));
    double[] one =
        new FirstOrderFit(data, split, options, fine, 1).fit((epoch, loss) -> {}).weights();
    double[] two =
        new FirstOrderFit(data, split, options, adaptive, 1).fit((epoch, loss) -> {}).weights();
    assertThat(one).containsExactly(two, within(1e-4));
  }
}
