package org.blastema.kernel.random;

/**
 * Keyed random numbers from {@link Philox}: the seed is the key; rollout, macro-step, purpose, draw
 * and cell are the counter. Cheap to make, immutable, shared freely between threads.
 *
 * <p>Uniform and normal numbers of the same purpose, cell and draw are independent of each other.
 */
public final class PhiloxRandom implements KeyedRandom {
  /** Number of draws that one purpose of one cell has in a macro-step. */
  static final int DRAWS = 1 << 20;

  /** Number of places in a pipeline of steps. */
  static final int PLACES = 1 << 7;

  private static final int DRAW_BITS = 20;
  private static final int PLACE_BITS = 7;
  private static final int GAUSSIAN = 1 << (DRAW_BITS + PLACE_BITS);
  private static final int PURPOSE_SHIFT = DRAW_BITS + PLACE_BITS + 1;
  private static final double ULP = 0x1p-52;

  private final long seed;
  private final int rollout;
  private final int step;
  private final int place;

  private PhiloxRandom(long seed, int rollout, int step, int place) {
    this.seed = seed;
    this.rollout = rollout;
    this.step = step;
    this.place = place;
  }

  /**
   * The numbers of one macro-step.
   *
   * @param seed the run's seed
   * @param rollout which rollout
   * @param step which macro-step
   */
  public static PhiloxRandom of(long seed, int rollout, int step) {
    return new PhiloxRandom(seed, rollout, step, 0);
  }

  /**
   * The same macro-step's numbers for another place in the pipeline, so that two steps that draw
   * for the same purpose do not share them.
   *
   * @param place index of the step in its pipeline, 0 to 127
   */
  public PhiloxRandom at(int place) {
    if (place < 0 || place >= PLACES) {
      throw new IllegalArgumentException("place " + place + " of a pipeline of at most " + PLACES);
    }
    return new PhiloxRandom(seed, rollout, step, place);
  }

  /** A multiple of 2^-53 that is never 0 or 1; its distribution is symmetric about one half. */
  @Override
  public double uniform(Purpose purpose, int cell, int draw) {
    return open(block(purpose, cell, draw, 0).high());
  }

  /**
   * By the transformation of G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29
   * (1958) 610.
   */
  @Override
  public double gaussian(Purpose purpose, int cell, int draw) {
    Philox bits = block(purpose, cell, draw, GAUSSIAN);
    // StrictMath gives the same bits on every machine, which Math.log and Math.cos do not promise.
    double radius = StrictMath.sqrt(-2 * StrictMath.log(open(bits.high())));
    return radius * StrictMath.cos(2 * Math.PI * open(bits.low()));
  }

  @SuppressWarnings("EnumOrdinal") // the order of the purposes is part of every run's bits
  private Philox block(Purpose purpose, int cell, int draw, int kind) {
    if (draw < 0 || draw >= DRAWS) {
      throw new IllegalArgumentException("draw " + draw + " of at most " + DRAWS);
    }
    int word = (purpose.ordinal() << PURPOSE_SHIFT) | kind | (place << DRAW_BITS) | draw;
    return Philox.block(rollout, step, word, cell, (int) seed, (int) (seed >>> 32));
  }

  private static double open(long bits) {
    return ((bits >>> 12) + 0.5) * ULP;
  }
}
