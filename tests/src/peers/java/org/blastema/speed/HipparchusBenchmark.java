package org.blastema.speed;

import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Hipparchus: forward mode with as many partial derivatives as a pair, a row or a term has numbers.
 * That they are so few is told by hand; over all numbers at once forward mode costs hundreds of
 * times more.
 */
public class HipparchusBenchmark {
  private static final String GRADIENT = "Hipparchus Gradient";

  /** All pairs of cells: four partial derivatives a pair. */
  @State(Scope.Thread)
  public static class AllPairs {
    private final MorseAllPairs work = new MorseAllPairs(200);

    /** Compares with the loop by hand. */
    @Setup
    public void check() {
      Agreement.require(gradient(work), work.byHand());
    }
  }

  /** Equations of growth: three partial derivatives a row. */
  @State(Scope.Thread)
  public static class Growth {
    @Param({"1", "1000"})
    int rows;

    private LogisticGrowth work;

    /** Compares with the loop by hand. */
    @Setup
    public void check() {
      work = new LogisticGrowth(rows);
      Agreement.require(gradient(work), work.byHand());
    }
  }

  /** Terms of the Rosenbrock function: all derivatives to second order by two numbers. */
  @State(Scope.Thread)
  public static class Terms {
    private final Rosenbrock work = new Rosenbrock(1000);
    private final DSFactory factory = new DSFactory(2, 2);

    /** Compares with the loop by hand. */
    @Setup
    public void check() {
      Agreement.require(product(work, factory), work.byHand());
    }
  }

  /** Morse gradient. */
  @Benchmark
  @Measures(of = Work.MORSE_ALL_PAIRS, by = GRADIENT + ", 4 partials a pair")
  public double[] allPairs(AllPairs state) {
    return gradient(state.work);
  }

  /** Runge-Kutta steps. */
  @Benchmark
  @Measures(of = Work.GROWTH, by = GRADIENT + ", 3 partials a row")
  public double[] growth(Growth state) {
    return gradient(state.work);
  }

  /** Second derivatives term by term. */
  @Benchmark
  @Measures(of = Work.ROSENBROCK, by = "Hipparchus DerivativeStructure, order 2, term by term")
  public double[] terms(Terms state) {
    return product(state.work, state.factory);
  }

  private static double[] gradient(MorseAllPairs work) {
    int n = work.cells();
    double[] x = work.positions();
    double[] result = new double[2 * n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        Gradient dx = Gradient.variable(4, 2, x[j]).subtract(Gradient.variable(4, 0, x[i]));
        Gradient dy = Gradient.variable(4, 3, x[n + j]).subtract(Gradient.variable(4, 1, x[n + i]));
        Gradient r = dx.multiply(dx).add(dy.multiply(dy)).sqrt();
        Gradient e = r.subtract(1).multiply(-MorseAllPairs.ALPHA).exp();
        Gradient energy = e.multiply(e.subtract(2));
        result[i] += energy.getPartialDerivative(0);
        result[n + i] += energy.getPartialDerivative(1);
        result[j] += energy.getPartialDerivative(2);
        result[n + j] += energy.getPartialDerivative(3);
      }
    }
    return result;
  }

  private static double[] gradient(LogisticGrowth work) {
    int rows = work.rows();
    double[] result = new double[3 * rows];
    double h = LogisticGrowth.DURATION / LogisticGrowth.STEPS;
    for (int i = 0; i < rows; i++) {
      Gradient y = Gradient.variable(3, 0, work.starts()[i]);
      Gradient r = Gradient.variable(3, 1, work.rates()[i]);
      Gradient capacity = Gradient.variable(3, 2, work.capacities()[i]);
      for (int k = 0; k < LogisticGrowth.STEPS; k++) {
        Gradient k1 = rate(y, r, capacity);
        Gradient k2 = rate(y.add(k1.multiply(0.5 * h)), r, capacity);
        Gradient k3 = rate(y.add(k2.multiply(0.5 * h)), r, capacity);
        Gradient k4 = rate(y.add(k3.multiply(h)), r, capacity);
        y = y.add(k1.add(k2.add(k3).multiply(2)).add(k4).multiply(h / 6));
      }
      for (int k = 0; k < 3; k++) {
        result[k * rows + i] = y.getPartialDerivative(k);
      }
    }
    return result;
  }

  private static Gradient rate(Gradient y, Gradient r, Gradient capacity) {
    return r.multiply(y).multiply(y.divide(capacity).negate().add(1));
  }

  private static double[] product(Rosenbrock work, DSFactory factory) {
    double[] x = work.at();
    double[] v = work.direction();
    double[] result = new double[x.length];
    for (int i = 0; i + 1 < x.length; i++) {
      DerivativeStructure a = factory.variable(0, x[i]);
      DerivativeStructure b = factory.variable(1, x[i + 1]);
      DerivativeStructure gap = b.subtract(a.multiply(a));
      DerivativeStructure off = a.subtract(1);
      DerivativeStructure term = gap.multiply(gap).multiply(100).add(off.multiply(off));
      double mixed = term.getPartialDerivative(1, 1);
      result[i] += term.getPartialDerivative(2, 0) * v[i] + mixed * v[i + 1];
      result[i + 1] += mixed * v[i] + term.getPartialDerivative(0, 2) * v[i + 1];
    }
    return result;
  }
}
