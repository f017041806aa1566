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

/** All pairs: energy and gradient on a tape, gradient as a formula, loops by hand. */
@State(Scope.Thread)
public class MorseAllPairsBenchmark {
  private final MorseAllPairs work = new MorseAllPairs(200);

  /** As formulas. */
  @Benchmark
  @Measures(of = Work.MORSE_ALL_PAIRS, by = COMPILED)
  public double[] formula() {
    return work.byFormula();
  }

  /** On a tape. */
  @Benchmark
  @Measures(of = Work.MORSE_ALL_PAIRS, by = COMPILED + ", energy too, on a tape")
  public double[] tape() {
    return work.byTape();
  }

  /** As formulas that are not compiled. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {NO_KERNELS, NO_PROGRAMS})
  @Measures(of = Work.MORSE_ALL_PAIRS, by = INTERPRETED)
  public double[] interpreted() {
    return work.byFormula();
  }

  /** By hand, on vector lanes. */
  @Benchmark
  @Measures(of = Work.MORSE_ALL_PAIRS, by = LANES)
  public double[] lanes() {
    return work.byHandOnLanes();
  }

  /** By hand, number by number. */
  @Benchmark
  @Measures(of = Work.MORSE_ALL_PAIRS, by = LOOP)
  public double[] loop() {
    return work.byHand();
  }
}
