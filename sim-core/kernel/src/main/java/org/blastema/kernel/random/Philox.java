package org.blastema.kernel.random;

/**
 * The counter-based generator Philox 4x32-10: a bijection of 128-bit counters for every 64-bit key,
 * good enough to serve as a source of independent random bits.
 *
 * <p>Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy
 * as 1, 2, 3", Proceedings of SC11 (2011), section 4.3.
 *
 * @param high the first two words of the output, the first one in the upper half
 * @param low the last two words of the output, the third one in the upper half
 */
record Philox(long high, long low) {
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final long WORD = 0xFFFFFFFFL;

  /** The output for a counter of four words and a key of two. */
  static Philox block(int c0, int c1, int c2, int c3, int k0, int k1) {
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & WORD);
      long product1 = MULTIPLIER_1 * (c2 & WORD);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    return new Philox(join(c0, c1), join(c2, c3));
  }

  private static long join(int upper, int lower) {
    return ((long) upper << 32) | (lower & WORD);
  }
}
