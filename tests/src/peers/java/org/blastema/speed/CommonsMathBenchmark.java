package org.blastema.speed;

import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Commons Math: forward mode with four partial derivatives a pair. */
@State(Scope.Thread)
public class CommonsMathBenchmark {
  private final MorseAllPairs work = new MorseAllPairs(200);

  /** Compares with the loop by hand. */
  @Setup
  public void check() {
    Agreement.require(allPairs(), work.byHand());
  }

  /** Morse gradient. */
  @Benchmark
  @Measures(of = Work.MORSE_ALL_PAIRS, by = "Commons Math DerivativeStructure, 4 partials a pair")
  public double[] allPairs() {
    int n = work.cells();
    double[] x = work.positions();
    double[] result = new double[2 * n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        DerivativeStructure dx = variable(2, x[j]).subtract(variable(0, x[i]));
        DerivativeStructure dy = variable(3, x[n + j]).subtract(variable(1, x[n + i]));
        DerivativeStructure r = dx.multiply(dx).add(dy.multiply(dy)).sqrt();
        DerivativeStructure e = r.subtract(1).multiply(-MorseAllPairs.ALPHA).exp();
        DerivativeStructure energy = e.multiply(e.subtract(2));
        result[i] += energy.getPartialDerivative(1, 0, 0, 0);
        result[n + i] += energy.getPartialDerivative(0, 1, 0, 0);
        result[j] += energy.getPartialDerivative(0, 0, 1, 0);
        result[n + j] += energy.getPartialDerivative(0, 0, 0, 1);
      }
    }
    return result;
  }

  private static DerivativeStructure variable(int index, double value) {
    return new DerivativeStructure(4, 1, index, value);
  }
}
