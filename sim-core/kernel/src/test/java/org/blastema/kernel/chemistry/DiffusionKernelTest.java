package org.blastema.kernel.chemistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffusionKernelTest {
  private static final Formula K0 =
      Formula.trace(
          "K0", List.of(Port.scalar("x")), in -> new Expr[] {ModifiedBessel.k0(in.scalar("x"))});
  private static final Formula K1 =
      Formula.trace(
          "K1", List.of(Port.scalar("x")), in -> new Expr[] {ModifiedBessel.k1(in.scalar("x"))});

  /**
   * {@code exp(x) K_n(x)} by the integral over t of exp(-x (cosh t - 1)) cosh(n t), trapezoidal
   * rule.
   */
  private static double integral(double x, int order) {
    double step = Math.min(0.02, 0.05 / Math.sqrt(x));
    double sum = 0.5;
    for (double t = step; ; t += step) {
      double half = Math.sinh(t / 2);
      double term = Math.exp(-2 * x * half * half) * Math.cosh(order * t);
      sum += term;
      if (term < 1e-18 * sum) {
        return sum * step;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        1e-6, 1e-3, 0.05, 0.3, 0.9999, 1.5, 1.9999999, 2, 2.0000001, 2.7, 4, 7.5, 20, 100, 700, 2000
      })
  void besselFunctionsAreExact(double x) {
    double k0 = integral(x, 0);
    double k1 = integral(x, 1);
    assertThat(K0.evaluate(x)[0]).isCloseTo(k0, within(3e-14 * k0));
    assertThat(K1.evaluate(x)[0]).isCloseTo(k1, within(3e-14 * k1));
  }

  /** K0' = -K1 and K1' = -K0 - K1/x, hence with the factor exp(x) another K each. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 1.5, 1.9999999, 2.0000001, 2.7, 7.5, 100})
  void besselFunctionsAreDifferentiatedExactly(double x) {
    double k0 = integral(x, 0);
    double k1 = integral(x, 1);
    assertThat(K0.derivative("x").evaluate(x)[0]).isCloseTo(k0 - k1, within(1e-12 * k1));
    assertThat(K1.derivative("x").evaluate(x)[0])
        .isCloseTo(k1 - k0 - k1 / x, within(1e-12 * k1 * (1 + 1 / x)));
  }

  private static double concentration(
      FiniteSizeKernel kernel, double r, double a, double d, double k) {
    return kernel.strength().evaluate(a, d, k)[0] * kernel.shape().evaluate(r, a, d, k)[0];
  }

  private static double slope(FiniteSizeKernel kernel, double r, double a, double d, double k) {
    return kernel.strength().evaluate(a, d, k)[0]
        * kernel.shape().derivative("r").evaluate(r, a, d, k)[0];
  }

  private static double curvature(FiniteSizeKernel kernel, double r, double a, double d, double k) {
    return kernel.strength().evaluate(a, d, k)[0]
        * kernel.shape().derivative("r").derivative("r").evaluate(r, a, d, k)[0];
  }

  /** D (c'' + (n - 1) c' / r) = K c outside of the source. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void kernelsSolveTheSteadyDiffusionEquation(int n) {
    FiniteSizeKernel kernel = new FiniteSizeKernel(n);
    for (double r : new double[] {0.5, 1.3, 4}) {
      double c = concentration(kernel, r, 0.4, 1.2, 0.7);
      double laplacian =
          curvature(kernel, r, 0.4, 1.2, 0.7) + (n - 1) / r * slope(kernel, r, 0.4, 1.2, 0.7);
      assertThat(1.2 * laplacian).isCloseTo(0.7 * c, within(1e-11 * c));
    }
  }

  /** The flux -D c' through the source's surface adds up to 1. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void sourcesSecreteAtRateOne(int n) {
    FiniteSizeKernel kernel = new FiniteSizeKernel(n);
    double a = 0.4;
    double surface = n == 1 ? 2 : n == 2 ? 2 * Math.PI * a : 4 * Math.PI * a * a;
    double flux = -1.2 * slope(kernel, a * (1 + 1e-15), a, 1.2, 0.7) * surface;
    assertThat(flux).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void concentrationInsideTheSourceIsThatAtItsSurface(int n) {
    FiniteSizeKernel kernel = new FiniteSizeKernel(n);
    double atSurface = concentration(kernel, 0.4, 0.4, 1.2, 0.7);
    assertThat(concentration(kernel, 0, 0.4, 1.2, 0.7)).isEqualTo(atSurface);
    assertThat(concentration(kernel, 0.2, 0.4, 1.2, 0.7)).isEqualTo(atSurface);
  }

  /** Without decay, diffusion in space falls like 1/r from 1 / (4 pi D a). */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 2, 30})
  void spaceHasASteadyStateWithoutDecay(double r) {
    assertThat(concentration(new FiniteSizeKernel(3), r, 0.4, 1.2, 0))
        .isCloseTo(1 / (4 * Math.PI * 1.2 * r), within(1e-16));
  }
}
