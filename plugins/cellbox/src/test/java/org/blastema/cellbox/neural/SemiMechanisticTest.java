package org.blastema.cellbox.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.OdeGradient;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Var;
import org.blastema.cellbox.data.Draws;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.ReferenceNetwork;
import org.blastema.cellbox.data.SyntheticDesign;
import org.blastema.cellbox.model.Gradient;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Variant;
import org.junit.jupiter.api.Test;

class SemiMechanisticTest {
  private static final ReferenceNetwork RING =
      new ReferenceNetwork(List.of("a", "b", "c"), new double[] {0, 0, -1, 1, 0, 0, 0, 1, 0});
  private static final SyntheticDesign DESIGN =
      new SyntheticDesign(0.7, 0.01, 6, 3, 2, 8, 4, 4, true);

  private final NeuralEquation equation = new NeuralEquation(3);

  private double[] theta() {
    double[] theta = equation.start(new Draws(4, 0));
    Draws draws = new Draws(5, 0);
    Arrays.setAll(theta, k -> theta[k] + 0.2 * draws.gaussian());
    return theta;
  }

  /** The rate by plain loops. */
  @Test
  void the_network_is_that_of_its_formula() {
    double[] theta = theta();
    double[] x = {0.3, -0.7, 1.1};
    double[] u = {0, -0.4, 0.2};
    double[] h = x.clone();
    int at = 0;
    for (int l = 0; l < NeuralEquation.LAYERS; l++) {
      double[] next = new double[3];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          next[i] += theta[at + j * 3 + i] * h[j];
        }
        next[i] += theta[at + 9 + i];
        if (l < NeuralEquation.LAYERS - 1) {
          double v = next[i];
          next[i] = 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)));
        }
      }
      h = next;
      at += 12;
    }
    Var rate = equation.rate(Var.row(x), Var.row(u), Var.row(theta));
    for (int i = 0; i < 3; i++) {
      assertThat(rate.get(0, i))
          .isCloseTo(theta[at + i] * Math.tanh(h[i] + u[i]) - x[i], within(1e-13));
    }
  }

  /** Central differences: off by h^2 times a third derivative, and by rounding over h. */
  @Test
  void the_gradient_of_data_controls_and_end_states() {
    Experiments data = DESIGN.draw(RING, 1);
    SemiMechanisticLoss loss =
        new SemiMechanisticLoss(equation, OdeSolver.rungeKutta4(12), 0.7, 0.3);
    double[] theta = theta();
    double[] gradient = new double[theta.length];
    loss.at(data, theta, gradient);
    double h = 1e-4;
    for (int k = 0; k < theta.length; k++) {
      double kept = theta[k];
      theta[k] = kept + h;
      double up = loss.at(data, theta, null);
      theta[k] = kept - h;
      double down = loss.at(data, theta, null);
      theta[k] = kept;
      assertThat(gradient[k]).isCloseTo((up - down) / (2 * h), within(1e-6));
    }
  }

  @Test
  void all_ways_to_differentiate_agree() {
    Experiments data = DESIGN.draw(RING, 2);
    double[] theta = theta();
    OdeSolver solver = OdeSolver.tsitouras(1e-10, 1e-11, 0.1);
    double[] expected = new double[theta.length];
    new SemiMechanisticLoss(equation, solver, 1, 1).at(data, theta, expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (OdeGradient way :
        List.of(OdeGradient.forwardSensitivities(), OdeGradient.continuousAdjoint(1e-9))) {
      double[] found = new double[theta.length];
      new SemiMechanisticLoss(equation, solver.withGradient(way), 1, 1).at(data, theta, found);
      assertThat(found).containsExactly(expected, within(1e-6 * largest));
    }
  }

  /** For CellBox itself, f(0, 0) = 0: the penalty has nothing to say. */
  @Test
  void controls_of_the_neural_variant_move_without_the_penalty() throws InterruptedException {
    Experiments data = DESIGN.draw(RING, 3);
    OdeSolver solver = OdeSolver.rungeKutta4(12);
    NeuralFit.Options options = new NeuralFit.Options(0.01, 4, 60);
    double[] free =
        NeuralFit.fit(
                new SemiMechanisticLoss(equation, solver, 0, 0), data, DESIGN.split(), options, 1)
            .theta();
    double[] held =
        NeuralFit.fit(
                new SemiMechanisticLoss(equation, solver, 10, 0), data, DESIGN.split(), options, 1)
            .theta();
    assertThat(motion(held)).isLessThan(motion(free));
    assertThat(motion(held)).isPositive();
  }

  private double motion(double[] theta) {
    Var control = Var.zeros(1, 3);
    return equation.rate(control, control, Var.row(theta)).square().mean().item();
  }

  private static final Network NETWORK =
      Network.of(3, new double[] {0.2, 0, -1, 1, 0, 0.4, 0, 1, 0}, 0.8);

  private static Protocol protocol(double... durations) {
    double[][] inputs = {{-0.8, 0, 0}, {0, 0.5, -0.3}};
    Protocol.Segment[] segments = new Protocol.Segment[durations.length];
    Arrays.setAll(segments, k -> new Protocol.Segment(durations[k], inputs[k % 2]));
    return new Protocol(List.of(segments));
  }

  private static double[] end(Protocol protocol) {
    return protocol.end(NETWORK, Variant.STANDARD, new double[] {0.1, 0, -0.2}, 0.01);
  }

  /** Fourth order, steps of 1/100: off by some 1e-9. */
  @Test
  void flows_compose_and_do_not_commute() {
    double[] input = {-0.8, 0, 0};
    Protocol whole = new Protocol(List.of(new Protocol.Segment(3, input)));
    Protocol parts =
        new Protocol(
            List.of(new Protocol.Segment(1.234, input), new Protocol.Segment(1.766, input)));
    assertThat(end(parts)).containsExactly(end(whole), within(1e-8));
    Protocol one = protocol(2, 1);
    Protocol swapped = new Protocol(one.segments().reversed());
    double difference = 0;
    for (int i = 0; i < 3; i++) {
      difference = Math.max(difference, Math.abs(end(one)[i] - end(swapped)[i]));
    }
    assertThat(difference).isGreaterThan(0.05);
  }

  @Test
  void the_adjoint_goes_back_through_all_segments() {
    Protocol protocol = protocol(1.3, 0.7, 0.5);
    double[] start = {0.1, 0, -0.2};
    double[] adjoint = {1, -0.5, 0.3};
    double[] carried = adjoint.clone();
    Gradient sums = new Gradient(3);
    protocol.pull(NETWORK, Variant.STANDARD, start, 0.1, carried, sums);
    double h = 1e-4;
    for (int k = 0; k < 9; k++) {
      double kept = NETWORK.weights()[k];
      NETWORK.weights()[k] = kept + h;
      double up = dot(adjoint, protocol.end(NETWORK, Variant.STANDARD, start, 0.1));
      NETWORK.weights()[k] = kept - h;
      double down = dot(adjoint, protocol.end(NETWORK, Variant.STANDARD, start, 0.1));
      NETWORK.weights()[k] = kept;
      assertThat(sums.values().weights()[k]).isCloseTo((up - down) / (2 * h), within(1e-7));
    }
    for (int i = 0; i < 3; i++) {
      double[] up = start.clone();
      up[i] += h;
      double[] down = start.clone();
      down[i] -= h;
      double slope =
          (dot(adjoint, protocol.end(NETWORK, Variant.STANDARD, up, 0.1))
                  - dot(adjoint, protocol.end(NETWORK, Variant.STANDARD, down, 0.1)))
              / (2 * h);
      assertThat(carried[i]).isCloseTo(slope, within(1e-7));
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Ten thousand draws: the sample variance is off by sqrt(2 / 10^4), so 5 % is 3.5 of these. */
  @Test
  void contrasts_have_the_error_of_the_formula() {
    Contrast contrast = new Contrast(0.5, 0.3);
    Draws draws = new Draws(9, 0);
    for (boolean same : new boolean[] {true, false}) {
      double squares = 0;
      for (int k = 0; k < 10_000; k++) {
        double own = 0.3 * draws.gaussian();
        double other = same ? own : 0.3 * draws.gaussian();
        double perturbed = own + 0.5 * draws.gaussian() / Math.sqrt(4);
        double control = other + 0.5 * draws.gaussian() / Math.sqrt(7);
        squares += (perturbed - control) * (perturbed - control) / 10_000;
      }
      double expected = contrast.variance(4, 7, same);
      assertThat(squares).isCloseTo(expected, within(0.05 * expected));
    }
  }

  /** Of 24 cells for 4 perturbations and their controls, all divisions compared. */
  @Test
  void the_best_share_of_controls_is_the_square_root_of_the_perturbations() {
    Contrast contrast = new Contrast(1, 0);
    double best = Double.POSITIVE_INFINITY;
    double ratio = 0;
    for (int perturbed = 1; perturbed <= 5; perturbed++) {
      int controls = 24 - 4 * perturbed;
      double variance = contrast.variance(perturbed, controls, true);
      if (variance < best) {
        best = variance;
        ratio = controls / (double) perturbed;
      }
    }
    assertThat(ratio).isEqualTo(Contrast.controlsPerPerturbed(4));
  }

  @Test
  void matched_controls_take_the_shift_of_their_batch_away() {
    Experiments data = DESIGN.draw(RING, 4);
    Experiments matched = new BatchedData(4, 0.5, 1e-9, 3, true).measure(data, 1);
    Experiments unmatched = new BatchedData(4, 0.5, 1e-9, 3, false).measure(data, 1);
    assertThat(matched.responses()[5][1]).containsExactly(data.responses()[5][1], within(1e-7));
    double shift = unmatched.responses()[5][1][0] - data.responses()[5][1][0];
    assertThat(Math.abs(shift)).isGreaterThan(1e-3);
    assertThat(unmatched.responses()[9][2][0] - data.responses()[9][2][0])
        .as("same batch, same shift")
        .isCloseTo(shift, within(1e-7));
  }
}
