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

/** A recurrent network and its gradient as array formulas. */
@State(Scope.Thread)
public class RecurrentBenchmark {
  private final Input input = Objectives.recurrent(2, 14, 1024);
  private final Objective value = Objective.of("lstm", "objective", input);
  private final Objective gradient = Objective.of("lstm", "jacobian", input);

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.RECURRENT, by = COMPILED)
  public double[] value() {
    return Objectives.run(value);
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.RECURRENT, by = INTERPRETED)
  public double[] interpretedValue() {
    return Objectives.run(value);
  }

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.RECURRENT_GRADIENT, by = COMPILED)
  public double[] gradient() {
    return Objectives.run(gradient);
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.RECURRENT_GRADIENT, by = INTERPRETED)
  public double[] interpretedGradient() {
    return Objectives.run(gradient);
  }
}
