package org.blastema.cellbox.model;

/**
 * Equal steps from sample to sample, the least number of them that are not too long.
 *
 * @param times of the samples, ascending and positive
 * @param longest longest step
 */
public record SampleGrid(double[] times, double longest) {
  /** Checks the times. */
  public SampleGrid {
    double before = 0;
    for (double time : times) {
      if (!(time > before)) {
        throw new IllegalArgumentException("a sample at time " + time + " after " + before);
      }
      before = time;
    }
  }

  private double gap(int sample) {
    return sample == 0 ? times[0] : times[sample] - times[sample - 1];
  }

  /** Number of steps to a sample from the one before it. */
  public int count(int sample) {
    return Math.max(1, (int) Math.ceil(gap(sample) / longest - 1e-9));
  }

  /** Length of these steps. */
  public double length(int sample) {
    return gap(sample) / count(sample);
  }
}
