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

/** Log-sum-exp and its gradient: as array formulas and by hand. */
@State(Scope.Thread)
public class LogSumExpBenchmark {
  private final Input input = Objectives.logSumExp(320_000);
  private final Objective value = Objective.of("lse", "primal", input);
  private final Objective gradient = Objective.of("lse", "gradient", input);
  private final double[] x = Objectives.gaussian(1, 320_000);

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.LOG_SUM_EXP, by = COMPILED)
  public double[] value() {
    return Objectives.run(value);
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.LOG_SUM_EXP, by = INTERPRETED)
  public double[] interpretedValue() {
    return Objectives.run(value);
  }

  /** By hand, on vector lanes. */
  @Benchmark
  @Measures(of = Work.LOG_SUM_EXP, by = LANES)
  public double valueOnLanes() {
    return ObjectivesByHand.logSumExp(x);
  }

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.LOG_SUM_EXP_GRADIENT, by = COMPILED)
  public double[] gradient() {
    return Objectives.run(gradient);
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.LOG_SUM_EXP_GRADIENT, by = INTERPRETED)
  public double[] interpretedGradient() {
    return Objectives.run(gradient);
  }

  /** By hand, on vector lanes. */
  @Benchmark
  @Measures(of = Work.LOG_SUM_EXP_GRADIENT, by = LANES)
  public double[] gradientOnLanes() {
    return ObjectivesByHand.logSumExpGradient(x);
  }
}
