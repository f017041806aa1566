package org.blastema.kernel.training;

/** Sums of rewards and their standardization. */
public final class Returns {
  private Returns() {}

  /**
   * Reward-to-go: {@code G_t = r_t + discount * G_(t+1)} (Sutton and Barto, Reinforcement Learning,
   * eq. 3.9).
   */
  public static double[] toGo(double[] rewards, double discount) {
    double[] g = new double[rewards.length];
    double next = 0;
    for (int t = g.length - 1; t >= 0; t--) {
      next = rewards[t] + discount * next;
      g[t] = next;
    }
    return g;
  }

  /** All numbers minus their mean, divided by their population standard deviation plus 1e-8. */
  public static double[][] standardized(double[][] values) {
    double sum = 0;
    int count = 0;
    for (double[] row : values) {
      for (double v : row) {
        sum += v;
        count++;
      }
    }
    double mean = sum / count;
    double squares = 0;
    for (double[] row : values) {
      for (double v : row) {
        squares += (v - mean) * (v - mean);
      }
    }
    double deviation = Math.sqrt(squares / count);
    double[][] result = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      result[i] = new double[values[i].length];
      for (int t = 0; t < result[i].length; t++) {
        result[i][t] = (values[i][t] - mean) / (deviation + 1e-8);
      }
    }
    return result;
  }
}
