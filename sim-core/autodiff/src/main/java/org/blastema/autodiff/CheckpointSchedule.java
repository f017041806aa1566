package org.blastema.autodiff;

import java.util.Arrays;

/**
 * Which states of a chain of steps to hold while it is reversed, so that steps whose entering state
 * is gone are run again from the nearest state before them.
 */
public sealed interface CheckpointSchedule {
  /**
   * The most states that may be held at once, the first one of the chain included. Besides them
   * there is the state that is just being worked on.
   */
  int states();

  /**
   * Where to hold a state on the way from one that is held to another one.
   *
   * @param at step that the held state enters
   * @param target step whose entering state is wanted, larger than {@code at}
   * @param free how many more states may be held, positive
   * @return number of steps to the next state to hold, at most {@code target - at}
   */
  int distance(int at, int target, int free);

  /**
   * The schedule with the least number of repeated steps for a number of states: binomial
   * checkpointing (Griewank and Walther, Algorithm 799: revolve, 2000).
   *
   * @param states number of states, positive
   */
  record Binomial(int states) implements CheckpointSchedule {
    /** Checks that there is a state to start from. */
    public Binomial {
      requirePositive(states, "a number of states of ");
    }

    @Override
    public int distance(int at, int target, int free) {
      return split(target - at + 1, free + 1);
    }

    /**
     * The longest chain that can be reversed if no step is repeated too often: {@code (states +
     * repeats)! / (states! repeats!)}, or {@link Long#MAX_VALUE} if that is larger.
     *
     * @param states number of states that may be held, the first one included
     * @param repeats how often each step may be run forward
     */
    public static long longestChain(int states, int repeats) {
      if (states < 0 || repeats < 0) {
        return 0;
      }
      long small = Math.min(states, repeats);
      long large = Math.max(states, repeats);
      long chain = 1;
      for (long k = 1; k <= small; k++) {
        if (chain > Long.MAX_VALUE / (large + k)) {
          return Long.MAX_VALUE;
        }
        chain = chain * (large + k) / k;
      }
      return chain;
    }

    /** How often the step that is run most is run forward, at least. */
    public static int repeats(int steps, int states) {
      requirePositive(steps, "a chain of ");
      requirePositive(states, "a number of states of ");
      if (states == 1) {
        return steps - 1;
      }
      int repeats = 0;
      while (longestChain(states, repeats) < steps) {
        repeats++;
      }
      return repeats;
    }

    /**
     * The least number of steps run forward to reverse a chain, starting from its first state.
     * Reversing a step, given its entering state, does not count.
     *
     * @param steps length of the chain, positive
     * @param states number of states that may be held, the first one included
     */
    public static long advances(int steps, int states) {
      long r = repeats(steps, states);
      if (states == 1) {
        return r * (r + 1) / 2;
      }
      return r * steps - longestChain(states + 1, (int) r - 1);
    }

    /**
     * Where to hold the next state: the first part then has the same number of states, the second
     * part one less, and neither is longer or shorter than the best number of repeats allows.
     */
    private static int split(int steps, int states) {
      int r = repeats(steps, states);
      long least = Math.max(1, longestChain(states, r - 2));
      return (int) Math.max(least, steps - longestChain(states - 1, r));
    }
  }

  /**
   * Nested loops: a chain of {@code lengths[0] * lengths[1] * ...} steps is split into {@code
   * lengths[0]} parts, each of them into {@code lengths[1]}, and so on. Holds the sum of the
   * lengths and runs every step at most once for each level, the first run included. A shorter
   * chain leaves the rest out.
   *
   * @param lengths parts at each level, from the outermost
   */
  record Multilevel(int... lengths) implements CheckpointSchedule {
    /** Copies and checks the lengths. */
    public Multilevel {
      lengths = lengths.clone();
      requirePositive(lengths.length, "a number of levels of ");
      for (int length : lengths) {
        requirePositive(length, "a level of length ");
      }
    }

    @Override
    public int[] lengths() {
      return lengths.clone();
    }

    @Override
    public int states() {
      return Arrays.stream(lengths).sum();
    }

    /** The longest chain. */
    public long steps() {
      long product = 1;
      for (int length : lengths) {
        product = Math.multiplyExact(product, (long) length);
      }
      return product;
    }

    /** No more steps than this are run forward for the longest chain, the first run included. */
    public long forwardSteps() {
      return lengths.length * steps();
    }

    @Override
    public int distance(int at, int target, int free) {
      long stride = steps();
      for (int length : lengths) {
        stride /= length;
        if (at % stride == 0 && at + stride <= target) {
          return (int) stride;
        }
      }
      throw new IllegalArgumentException("no way from " + at + " to " + target);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Multilevel that && Arrays.equals(lengths, that.lengths);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(lengths);
    }

    @Override
    public String toString() {
      return "Multilevel" + Arrays.toString(lengths);
    }
  }

  private static void requirePositive(int number, String what) {
    if (number < 1) {
      throw new IllegalArgumentException(what + number);
    }
  }
}
