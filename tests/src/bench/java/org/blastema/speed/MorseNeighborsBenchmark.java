package org.blastema.speed;

import static org.blastema.speed.Measures.COMPILED;
import static org.blastema.speed.Measures.INTERPRETED;
import static org.blastema.speed.Measures.LANES;
import static org.blastema.speed.Measures.NO_KERNELS;
import static org.blastema.speed.Measures.NO_PROGRAMS;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Pairs of neighbors: as a formula and by hand. */
@State(Scope.Thread)
public class MorseNeighborsBenchmark {
  @Param({"1000", "10000"})
  int cells;

  private MorseNeighbors work;

  /** Places the cells. */
  @Setup
  public void prepare() {
    work = new MorseNeighbors(cells);
  }

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.MORSE_NEIGHBORS, by = COMPILED)
  public double[] formula() {
    return work.formula();
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.MORSE_NEIGHBORS, by = INTERPRETED)
  public double[] interpreted() {
    return work.formula();
  }

  /** By hand, on vector lanes. */
  @Benchmark
  @Measures(of = Work.MORSE_NEIGHBORS, by = LANES)
  public double[] lanes() {
    return work.byHand();
  }
}
