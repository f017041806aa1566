package org.blastema.speed;

import java.util.Random;
import org.blastema.gradbench.Objective;
import org.blastema.gradbench.Objective.Input;

/** Programs over arrays from GradBench, with the array formulas of Blastema's tool for it. */
final class Objectives {
  private Objectives() {}

  /** Arguments for the logarithm of a sum of exponentials. */
  static Input logSumExp(int count) {
    return new Input().set("x", gaussian(1, count), count);
  }

  /** Arguments for the least squares fit of a polynomial with m coefficients to n points. */
  static Input leastSquares(int n, int m) {
    return new Input().set("x", gaussian(2, m), m).set("n", n);
  }

  /** Arguments for the Gaussian mixture with k components for n points in d dimensions. */
  static Input mixture(int n, int d, int k) {
    int packed = d * (d - 1) / 2;
    return new Input()
        .set("n", n)
        .set("d", d)
        .set("k", k)
        .set("m", 0)
        .set("gamma", 1)
        .set("x", gaussian(3, n * d), n, d)
        .set("alpha", gaussian(4, k), k)
        .set("mu", gaussian(5, k * d), k, d)
        .set("q", scaled(0.1, gaussian(6, k * d)), k, d)
        .set("l", scaled(0.1, gaussian(7, k * packed)), k, packed);
  }

  /** Arguments for the recurrent network: l layers of b bits, c characters. */
  static Input recurrent(int l, int b, int c) {
    double[] text = new double[c * b];
    Random random = new Random(8);
    for (int k = 0; k < text.length; k++) {
      text[k] = random.nextInt(2);
    }
    return new Input()
        .set("main_params", gaussian(9, 8 * l * b), 2 * l, 4 * b)
        .set("extra_params", gaussian(10, 3 * b), 3, b)
        .set("state", gaussian(11, 2 * l * b), 2 * l, b)
        .set("sequence", text, c, b);
  }

  /** Numbers of a normal distribution, the same every time. */
  static double[] gaussian(int seed, int count) {
    Random random = new Random(seed);
    double[] numbers = new double[count];
    for (int k = 0; k < count; k++) {
      numbers[k] = random.nextGaussian();
    }
    return numbers;
  }

  private static double[] scaled(double factor, double... numbers) {
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] *= factor;
    }
    return numbers;
  }

  /** Runs a function and gives what it computed. */
  static double[] run(Objective objective) {
    objective.run();
    return objective.found();
  }
}
