package org.blastema.speed;

import static org.blastema.speed.Measures.COMPILED;
import static org.blastema.speed.Measures.INTERPRETED;
import static org.blastema.speed.Measures.LANES;
import static org.blastema.speed.Measures.NO_KERNELS;
import static org.blastema.speed.Measures.NO_PROGRAMS;

import org.blastema.gradbench.Objective;
import org.blastema.gradbench.Objective.Input;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Least squares and its gradient: as array formulas, the value by hand too. */
@State(Scope.Thread)
public class LeastSquaresBenchmark {
  private final Input input = Objectives.leastSquares(16_392, 128);
  private final Objective value = Objective.of("llsq", "primal", input);
  private final Objective gradient = Objective.of("llsq", "gradient", input);
  private final double[] x = Objectives.gaussian(2, 128);

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.LEAST_SQUARES, by = COMPILED)
  public double[] value() {
    return Objectives.run(value);
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.LEAST_SQUARES, by = INTERPRETED)
  public double[] interpretedValue() {
    return Objectives.run(value);
  }

  /** By hand, on vector lanes. */
  @Benchmark
  @Measures(of = Work.LEAST_SQUARES, by = LANES)
  public double valueOnLanes() {
    return ObjectivesByHand.leastSquares(x, 16_392);
  }

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.LEAST_SQUARES_GRADIENT, by = COMPILED)
  public double[] gradient() {
    return Objectives.run(gradient);
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.LEAST_SQUARES_GRADIENT, by = INTERPRETED)
  public double[] interpretedGradient() {
    return Objectives.run(gradient);
  }
}
