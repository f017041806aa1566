package org.blastema.speed;

import static org.blastema.speed.Measures.COMPILED;
import static org.blastema.speed.Measures.INTERPRETED;
import static org.blastema.speed.Measures.LOOP;
import static org.blastema.speed.Measures.NO_KERNELS;
import static org.blastema.speed.Measures.NO_PROGRAMS;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A second derivative times a vector. */
@State(Scope.Thread)
public class RosenbrockBenchmark {
  private final Rosenbrock work = new Rosenbrock(1000);

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.ROSENBROCK, by = COMPILED)
  public double[] formula() {
    return work.byArrayFormula();
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.ROSENBROCK, by = INTERPRETED)
  public double[] interpreted() {
    return work.byArrayFormula();
  }

  /** By hand, number by number. */
  @Benchmark
  @Measures(of = Work.ROSENBROCK, by = LOOP)
  public double[] loop() {
    return work.byHand();
  }
}
