package org.blastema.autodiff;

import java.util.Arrays;

/**
 * The accepted steps of a solve: when they began, their sizes, some of the states that they start
 * from, and after how many of them each sample was taken.
 */
final class OdeHistory {
  private final Checkpoints<double[]> states;
  private final boolean lengthIsKnown;
  private double[] times = new double[16];
  private double[] sizes = new double[16];
  private int count;

  /** Steps before each sample. */
  private final int[] samples;

  private int sampled;

  /**
   * No steps yet.
   *
   * @param bytes budget for the states
   * @param samples how many there will be
   * @param total number of steps, 0 if it is not known
   */
  OdeHistory(long bytes, int samples, int total) {
    this.states = Checkpoints.within(bytes, y -> (long) Double.BYTES * y.length);
    this.samples = new int[samples];
    this.lengthIsKnown = total > 0;
    if (lengthIsKnown) {
      times = new double[total];
      sizes = new double[total];
    }
  }

  /** Keeps a step; the array is not copied and not to be changed any more. */
  void add(double time, double size, double[] state) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
    }
    times[count] = time;
    sizes[count++] = size;
    if (lengthIsKnown) {
      states.offer(state, times.length);
    } else {
      states.offer(state);
    }
  }

  /** Notes that a sample is taken now. */
  void sample() {
    samples[sampled++] = count;
  }

  Checkpoints<double[]> states() {
    return states;
  }

  double time(int step) {
    return times[step];
  }

  double size(int step) {
    return sizes[step];
  }

  int stepsBefore(int sample) {
    return samples[sample];
  }
}
