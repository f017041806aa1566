package org.blastema.speed;

import static org.blastema.speed.Measures.COMPILED;
import static org.blastema.speed.Measures.INTERPRETED;
import static org.blastema.speed.Measures.NO_KERNELS;
import static org.blastema.speed.Measures.NO_PROGRAMS;

import org.blastema.gradbench.Objective;
import org.blastema.gradbench.Objective.Input;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A Gaussian mixture and its gradient as array formulas. */
@State(Scope.Thread)
public class MixtureBenchmark {
  private final Input input = Objectives.mixture(1000, 10, 25);
  private final Objective value = Objective.of("gmm", "objective", input);
  private final Objective gradient = Objective.of("gmm", "jacobian", input);

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.MIXTURE, by = COMPILED)
  public double[] value() {
    return Objectives.run(value);
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.MIXTURE, by = INTERPRETED)
  public double[] interpretedValue() {
    return Objectives.run(value);
  }

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.MIXTURE_GRADIENT, by = COMPILED)
  public double[] gradient() {
    return Objectives.run(gradient);
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.MIXTURE_GRADIENT, by = INTERPRETED)
  public double[] interpretedGradient() {
    return Objectives.run(gradient);
  }
}
