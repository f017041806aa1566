package org.blastema.speed;

import static org.blastema.speed.Measures.COMPILED;
import static org.blastema.speed.Measures.INTERPRETED;
import static org.blastema.speed.Measures.LOOP;
import static org.blastema.speed.Measures.NO_KERNELS;
import static org.blastema.speed.Measures.NO_PROGRAMS;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Derivatives of solved differential equations. */
@State(Scope.Thread)
public class GrowthBenchmark {
  @Param({"1", "1000"})
  int rows;

  private LogisticGrowth work;

  /** Draws the parameters. */
  @Setup
  public void prepare() {
    work = new LogisticGrowth(rows);
  }

  /** As an array formula. */
  @Benchmark
  @Measures(of = Work.GROWTH, by = COMPILED + ", array formula")
  public double[] array() {
    return work.byArrayFormula();
  }

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.GROWTH, by = COMPILED)
  public double[] sensitivities() {
    return work.sensitivities();
  }

  /** By the adjoint of the steps. */
  @Benchmark
  @Measures(of = Work.GROWTH, by = COMPILED + ", adjoint of the steps")
  public double[] adjoint() {
    return work.adjoint();
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.GROWTH, by = INTERPRETED)
  public double[] interpreted() {
    return work.sensitivities();
  }

  /** By hand, number by number. */
  @Benchmark
  @Measures(of = Work.GROWTH, by = LOOP)
  public double[] loop() {
    return work.byHand();
  }
}
