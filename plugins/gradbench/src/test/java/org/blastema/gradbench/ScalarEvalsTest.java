package org.blastema.gradbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evals whose answers have a closed form. */
class ScalarEvalsTest {
  /** Rounding of sums of fewer than a hundred terms of order 1. */
  private static final double ROUNDING = 1e-13;

  @Test
  void squaresNumbers() {
    Eval hello = new HelloEval();
    assertThat(Asked.ask(hello, "square", "{'x': 3}")).containsExactly(9);
    assertThat(Asked.ask(hello, "double", "{'x': 3}")).containsExactly(6);
  }

  @Test
  void fitsPolynomialsToTheSign() {
    double[] x = Asked.random(2, 6);
    int n = 9;
    double value = 0;
    double[] gradient = new double[x.length];
    for (int i = 0; i < n; i++) {
      double t = -1 + 2.0 * i / (n - 1);
      double residual = Math.signum(t);
      for (int j = 0; j < x.length; j++) {
        residual -= x[j] * Math.pow(t, j);
      }
      value += residual * residual / 2;
      for (int j = 0; j < x.length; j++) {
        gradient[j] -= residual * Math.pow(t, j);
      }
    }
    String input = "{'x': %s, 'n': %d}".formatted(Asked.list(x), n);
    Eval llsq = new LeastSquaresEval();
    assertThat(Asked.ask(llsq, "primal", input))
        .containsExactly(new double[] {value}, within(ROUNDING));
    assertThat(Asked.ask(llsq, "gradient", input)).containsExactly(gradient, within(ROUNDING));
  }

  @Test
  void sumsExponentialsWithoutOverflow() {
    double[] x = {1000, 1001, 999, 1001};
    double sum = DoubleStream.of(x).map(v -> Math.exp(v - 1001)).sum();
    String input = "{'x': %s}".formatted(Asked.list(x));
    Eval lse = new LogSumExpEval();
    assertThat(Asked.ask(lse, "primal", input))
        .containsExactly(new double[] {1001 + Math.log(sum)}, within(1e-12));
    assertThat(Asked.ask(lse, "gradient", input))
        .containsExactly(
            DoubleStream.of(x).map(v -> Math.exp(v - 1001) / sum).toArray(), within(ROUNDING));
  }

  /** A triangular matrix with permuted rows has a determinant that is known. */
  @Test
  void expandsDeterminants() {
    int ell = 5;
    double[] a = new double[ell * ell];
    double[] noise = Asked.random(3, a.length);
    for (int i = 0; i < ell; i++) {
      for (int j = 0; j <= i; j++) {
        a[i * ell + j] = i == j ? i + 1 : noise[i * ell + j];
      }
    }
    swapRows(a, ell, 0, 3);
    Eval det = new DeterminantEval();
    String input = "{'A': %s, 'ell': %d}".formatted(Asked.list(a), ell);
    assertThat(Asked.ask(det, "primal", input)).containsExactly(new double[] {-120}, within(1e-11));
    double[] cofactors = Asked.ask(det, "gradient", input);
    for (int i = 0; i < ell; i++) { // A adj(A)^T is the determinant times the unit matrix
      for (int k = 0; k < ell; k++) {
        double product = 0;
        for (int j = 0; j < ell; j++) {
          product += a[i * ell + j] * cofactors[k * ell + j];
        }
        assertThat(product).isCloseTo(i == k ? -120 : 0, within(1e-11));
      }
    }
  }

  private static void swapRows(double[] a, int columns, int one, int other) {
    for (int j = 0; j < columns; j++) {
      double kept = a[one * columns + j];
      a[one * columns + j] = a[other * columns + j];
      a[other * columns + j] = kept;
    }
  }

  /** The method is exact for polynomials of degree 4: y_i(2) = x_0 ... x_i 2^(i+1) / (i+1)!. */
  @Test
  void integratesPolynomialsExactly() {
    double[] x = {0.3, -0.7, 1.2, 0.9};
    double[] y = new double[x.length];
    double last = 1;
    for (int i = 0; i < x.length; i++) {
      last *= x[i] * 2 / (i + 1);
      y[i] = last;
    }
    double end = last;
    String input = "{'x': %s, 's': 3}".formatted(Asked.list(x));
    Eval ode = new RungeKuttaEval();
    assertThat(Asked.ask(ode, "primal", input)).containsExactly(y, within(ROUNDING));
    assertThat(Asked.ask(ode, "gradient", input))
        .containsExactly(DoubleStream.of(x).map(v -> end / v).toArray(), within(ROUNDING));
  }

  /** Newton's direction leads from the centroid to the mean of its points. */
  @Test
  void movesCentroidsToMeans() {
    String input =
        "{'points': [[0, 1], [2, 0], [1, 5], [10, 10], [12, 11]], 'centroids': [[0, 0], [11, 9]]}";
    Eval kmeans = new KMeansEval();
    assertThat(Asked.ask(kmeans, "cost", input))
        .containsExactly(new double[] {1 + 4 + 26 + 2 + 5}, within(ROUNDING));
    assertThat(Asked.ask(kmeans, "dir", input))
        .containsExactly(new double[] {-1, -2, 0, -1.5}, within(ROUNDING));
    assertThat(((Numbers) Asked.output(kmeans, "dir", input)).extents()).containsExactly(2, 2);
  }

  /** Siskind and Pearlmutter's constant, as the suite gives it. */
  @ParameterizedTest
  @ValueSource(strings = {"ff", "fr", "rf", "rr"})
  void steersTheParticle(String function) {
    assertThat(Asked.ask(new ParticleEval(), function, "{'w': 0}"))
        .containsExactly(new double[] {0.2071918746486116}, within(1e-12));
  }

  /** The number of iterations decides the last digits, so all modes take the same path. */
  @ParameterizedTest
  @ValueSource(strings = {"ff", "fr", "rf", "rr"})
  void findsTheSaddle(String function) {
    double[] expected = IntStream.range(0, 4).mapToDouble(_ -> 8.246324826140356e-6).toArray();
    assertThat(Asked.ask(new SaddleEval(), function, "{'start': [1, 1]}"))
        .containsExactly(expected, within(1e-17));
  }

  @Test
  void knowsTheGammaFunctionAtHalves() {
    assertThat(MixtureEval.logGammaOfHalf(1)).isCloseTo(0.5 * Math.log(Math.PI), within(ROUNDING));
    assertThat(MixtureEval.logGammaOfHalf(2)).isZero();
    assertThat(MixtureEval.logGammaOfHalf(10)).isCloseTo(Math.log(24), within(ROUNDING));
    assertThat(MixtureEval.logGammaOfHalf(7))
        .isCloseTo(Math.log(15.0 / 8) + 0.5 * Math.log(Math.PI), within(ROUNDING));
  }
}
