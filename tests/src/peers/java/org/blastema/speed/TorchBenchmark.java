package org.blastema.speed;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * PyTorch, called by the Deep Java Library, in double precision on one thread. The numbers are
 * handed over and the gradient is fetched every time.
 */
public class TorchBenchmark {
  private static final String TORCH = "DJL with PyTorch, float64";

  /** A function of one array. */
  private interface Value {
    NDArray of(NDArray x);
  }

  /** All pairs of cells as matrices of distances. */
  @State(Scope.Thread)
  public static class AllPairs {
    private final MorseAllPairs work = new MorseAllPairs(200);
    private NDManager manager;
    private NDArray diagonal;
    private NDArray weight;

    /** Compares with the loop by hand. */
    @Setup
    public void check() {
      manager = NDManager.newBaseManager();
      diagonal = manager.eye(work.cells()).toType(DataType.FLOAT64, false);
      weight = diagonal.neg().add(1.0).mul(0.5);
      Agreement.require(gradient(), work.byHand());
    }

    /** Frees native memory. */
    @TearDown
    public void close() {
      manager.close();
    }

    private double[] gradient() {
      int n = work.cells();
      return TorchBenchmark.gradient(manager, work.positions(), new Shape(2, n), this::energy);
    }

    private NDArray energy(NDArray x) {
      NDArray d = x.expandDims(2).sub(x.expandDims(1));
      NDArray r = d.square().sum(new int[] {0}).add(diagonal).sqrt();
      NDArray e = r.sub(1.0).mul(-MorseAllPairs.ALPHA).exp();
      return e.mul(e.sub(2.0)).mul(weight).sum();
    }
  }

  /** Log-sum-exp. */
  @State(Scope.Thread)
  public static class LogSumExp {
    private final double[] x = Objectives.gaussian(1, 320_000);
    private NDManager manager;

    /** Compares with the loop by hand. */
    @Setup
    public void check() {
      manager = NDManager.newBaseManager();
      Agreement.require(gradient(), ObjectivesByHand.logSumExpGradient(x));
    }

    /** Frees native memory. */
    @TearDown
    public void close() {
      manager.close();
    }

    private double[] gradient() {
      return TorchBenchmark.gradient(
          manager,
          x,
          new Shape(x.length),
          at -> {
            NDArray largest = at.max().stopGradient();
            return at.sub(largest).exp().sum().log().add(largest);
          });
    }
  }

  /** Morse gradient. */
  @Benchmark
  @Measures(of = Work.MORSE_ALL_PAIRS, by = TORCH)
  public double[] allPairs(AllPairs state) {
    return state.gradient();
  }

  /** Gradient of log-sum-exp. */
  @Benchmark
  @Measures(of = Work.LOG_SUM_EXP_GRADIENT, by = TORCH)
  public double[] logSumExp(LogSumExp state) {
    return state.gradient();
  }

  private static double[] gradient(NDManager manager, double[] at, Shape shape, Value value) {
    try (NDManager own = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray x = own.create(at, shape);
      x.setRequiresGradient(true);
      collector.backward(value.of(x));
      return x.getGradient().toDoubleArray();
    }
  }
}
