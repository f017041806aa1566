package org.blastema.speed;

import static org.blastema.speed.Measures.COMPILED;
import static org.blastema.speed.Measures.INTERPRETED;
import static org.blastema.speed.Measures.LANES;
import static org.blastema.speed.Measures.LOOP;
import static org.blastema.speed.Measures.NO_KERNELS;
import static org.blastema.speed.Measures.NO_PROGRAMS;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A chain of operations on rows: as a formula and by hand. */
@State(Scope.Thread)
public class ChainBenchmark {
  private final Chain work = new Chain(100_000);

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.CHAIN, by = COMPILED)
  public double[] formula() {
    return work.formula();
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.CHAIN, by = INTERPRETED)
  public double[] interpreted() {
    return work.formula();
  }

  /** By hand, on vector lanes. */
  @Benchmark
  @Measures(of = Work.CHAIN, by = LANES)
  public double[] lanes() {
    return work.byHandOnLanes();
  }

  /** By hand, number by number. */
  @Benchmark
  @Measures(of = Work.CHAIN, by = LOOP)
  public double[] loop() {
    return work.byHand();
  }
}
