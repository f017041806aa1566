package org.blastema.kernel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;
import org.junit.jupiter.api.Test;

class CovarianceAdaptationTest {
  private static CovarianceAdaptation strategy(int population, double sigma) {
    return new CovarianceAdaptation(new CovarianceAdaptation.Configuration(population, sigma));
  }

  /** The mean after some generations. */
  private static double[] evolve(
      CovarianceAdaptation strategy,
      double[] from,
      int first,
      int generations,
      ToDoubleFunction<double[]> reward) {
    double[] mean = from.clone();
    for (int g = first; g < first + generations; g++) {
      double[][] points = strategy.points(mean, PhiloxRandom.of(11, g, -2));
      double[] rewards = Arrays.stream(points).mapToDouble(reward).toArray();
      double[] step =
          strategy.estimate(mean, reward.applyAsDouble(mean), points, rewards).gradient();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += step[i];
      }
    }
    return mean;
  }

  private static double[] ones(int n) {
    double[] x = new double[n];
    Arrays.fill(x, 1);
    return x;
  }

  private static double sphere(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum -= v * v;
    }
    return sum;
  }

  /** Axes of lengths 1 to 1000, along the diagonals of pairs of coordinates. */
  private static double ellipsoid(double[] x) {
    int n = x.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double y = (x[i] + (i % 2 == 0 ? 1 : -1) * x[i ^ 1]) / Math.sqrt(2);
      sum -= Math.pow(1e6, i / (n - 1.0)) * y * y;
    }
    return sum;
  }

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double bend = x[i + 1] - x[i] * x[i];
      sum -= 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
  }

  @Test
  void the_ellipsoid_is_solved_as_fast_as_only_a_learned_covariance_can() {
    // isotropic steps need about 1e6 times as many points as on a sphere
    CovarianceAdaptation strategy = strategy(0, 0.5);
    double[] x = evolve(strategy, ones(6), 0, 400, CovarianceAdaptationTest::ellipsoid);
    assertThat(ellipsoid(x)).isGreaterThan(-1e-10);
    // the covariance becomes the inverse of the curvature, up to what a few points can tell
    double[][] points = strategy.points(x, PhiloxRandom.of(1, 0, -2));
    double condition =
        strategy.estimate(
                x, 0, points, Arrays.stream(points).mapToDouble(p -> ellipsoid(p)).toArray())
            .measures()[1];
    assertThat(condition).isBetween(1e5, 1e7);
  }

  @Test
  void a_bent_valley_is_followed_to_its_end() {
    double[] x =
        evolve(strategy(0, 0.3), new double[5], 0, 500, CovarianceAdaptationTest::rosenbrock);
    assertThat(x).containsExactly(ones(5), within(1e-5));
  }

  @Test
  void only_the_order_of_rewards_counts() {
    double[] plain = evolve(strategy(8, 0.3), ones(4), 0, 30, CovarianceAdaptationTest::ellipsoid);
    double[] bent = evolve(strategy(8, 0.3), ones(4), 0, 30, x -> 5 - 4 * Math.sqrt(-ellipsoid(x)));
    assertThat(bent).isEqualTo(plain);
  }

  @Test
  void the_step_size_grows_on_a_slope_and_shrinks_at_a_peak() {
    CovarianceAdaptation slope = strategy(0, 0.1);
    evolve(slope, ones(5), 0, 30, x -> x[0] + x[3]);
    assertThat(slope.memory()[1]).isGreaterThan(10);
    CovarianceAdaptation peak = strategy(0, 0.1);
    evolve(peak, new double[5], 0, 60, CovarianceAdaptationTest::sphere);
    assertThat(peak.memory()[1]).isLessThan(0.01);
  }

  @Test
  void it_goes_on_with_the_same_bits_after_a_stop() {
    CovarianceAdaptation whole = strategy(0, 0.3);
    double[] x = evolve(whole, ones(4), 0, 20, CovarianceAdaptationTest::rosenbrock);
    CovarianceAdaptation first = strategy(0, 0.3);
    double[] half = evolve(first, ones(4), 0, 9, CovarianceAdaptationTest::rosenbrock);
    CovarianceAdaptation second = strategy(0, 0.3);
    second.restore(first.memory());
    assertThat(evolve(second, half, 9, 11, CovarianceAdaptationTest::rosenbrock)).isEqualTo(x);
    assertThat(second.memory()).isEqualTo(whole.memory());
    CovarianceAdaptation unborn = strategy(0, 0.3);
    unborn.restore(strategy(0, 0.3).memory());
    assertThat(evolve(unborn, ones(4), 0, 20, CovarianceAdaptationTest::rosenbrock)).isEqualTo(x);
  }

  @Test
  void equal_rewards_are_said_to_teach_nothing() {
    CovarianceAdaptation strategy = strategy(6, 0.3);
    double[][] points = strategy.points(ones(2), PhiloxRandom.of(1, 0, -2));
    assertThat(strategy.estimate(ones(2), 1, points, new double[6]).warnings()).hasSize(1);
  }

  @Test
  void a_covariance_that_degenerates_stops_the_training() {
    CovarianceAdaptation strategy = strategy(6, 0.3);
    // generation, step size, two paths of two numbers, a covariance of rank one
    strategy.restore(new double[] {3, 0.1, 0, 0, 0, 0, 1, 0, 0, 1e-20});
    assertThatThrownBy(() -> strategy.points(ones(2), PhiloxRandom.of(1, 0, -2)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("the covariance of cma-es degenerated");
  }

  @Test
  void another_optimizer_or_too_few_points_are_refused() {
    BuildContext context =
        new BuildContext() {
          @Override
          public long seed() {
            return 0;
          }

          @Override
          public <X> Optional<X> find(Class<X> type) {
            OptimizerFactory adam = (epochs, count) -> null;
            return Optional.of(type.cast(adam));
          }

          @Override
          public java.nio.file.Path file(String name) {
            throw new UnsupportedOperationException();
          }
        };
    assertThatThrownBy(() ->
            CovarianceAdaptation.create(new CovarianceAdaptation.Configuration(0, 0.3), context))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("cma-es gives the step itself: it needs gradient-descent");
    assertThatThrownBy(() ->
            CovarianceAdaptation.create(new CovarianceAdaptation.Configuration(3, 0.3), context))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("must be 0 or at least 4");
  }

  @Test
  void eigenvalues_and_vectors_are_those_of_another_algorithm() {
    double[][] a = {
      {4, 1, -2, 0.5}, {1, 3, 0, 1e-3}, {-2, 0, 5, 1}, {0.5, 1e-3, 1, 1e-2},
    };
    SymmetricEigen eigen = SymmetricEigen.of(a);
    double[] expected = new EigenDecomposition(new Array2DRowRealMatrix(a)).getRealEigenvalues();
    Arrays.sort(expected);
    double[] values = eigen.values().clone();
    Arrays.sort(values);
    // a few roundings of the norm, 7
    assertThat(values).containsExactly(expected, within(1e-13));
    for (int k = 0; k < 4; k++) {
      for (int i = 0; i < 4; i++) {
        double product = 0;
        for (int j = 0; j < 4; j++) {
          product += a[i][j] * eigen.vectors()[j][k];
        }
        assertThat(product).isCloseTo(eigen.values()[k] * eigen.vectors()[i][k], within(1e-13));
      }
    }
  }

  @Test
  void gradient_descent_takes_the_gradient_times_the_rate() {
    Schedule halving = new Schedules.Drop(1, 0.5);
    Optimizer plain = new GradientDescent.Factory(2, halving).create(10, 2);
    assertThat(plain.change(0, new double[2], new double[] {3, -1})).containsExactly(-6, 2);
    assertThat(plain.change(1, new double[2], new double[] {3, -1})).containsExactly(-3, 1);
    assertThat(plain.memory()).isEmpty();
  }
}
