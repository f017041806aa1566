package org.blastema.kernel.training;

import java.util.Arrays;
import java.util.List;
import org.blastema.kernel.model.Trajectory;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/** The built-in baselines. */
public final class Baselines {
  private Baselines() {}

  /** No baseline: the raw returns. */
  @Describe("No baseline: raw returns weight the scores.")
  public record None() implements BaselineFactory {
    @Override
    public Baseline create() {
      return new Baseline() {
        @Override
        public double[][] of(double[][] returns, List<Trajectory> batch) {
          return Arrays.stream(returns).map(r -> new double[r.length]).toArray(double[][]::new);
        }

        @Override
        public double[] memory() {
          return new double[0];
        }

        @Override
        public void restore(double[] memory) {}
      };
    }
  }

  /**
   * The mean return of the other rollouts from the same macro-step on (Kool, van Hoof and Welling
   * 2019).
   */
  @Describe(
      "The mean return of the batch's other rollouts from the same step on; unbiased, nothing to tune.")
  public record LeaveOneOut() implements BaselineFactory {
    @Override
    public Baseline create() {
      return new Baseline() {
        @Override
        public double[][] of(double[][] returns, List<Trajectory> batch) {
          return leaveOneOut(returns);
        }

        @Override
        public double[] memory() {
          return new double[0];
        }

        @Override
        public void restore(double[] memory) {}
      };
    }
  }

  static double[][] leaveOneOut(double[][] returns) {
    double[][] baseline = new double[returns.length][];
    for (int i = 0; i < returns.length; i++) {
      baseline[i] = new double[returns[i].length];
      for (int t = 0; t < baseline[i].length; t++) {
        double sum = 0;
        int others = 0;
        for (int j = 0; j < returns.length; j++) {
          if (j != i && t < returns[j].length) {
            sum += returns[j][t];
            others++;
          }
        }
        baseline[i][t] = others == 0 ? 0 : sum / others;
      }
    }
    return baseline;
  }

  /**
   * An exponential moving average, over the epochs before, of the mean return from every macro-step
   * on.
   */
  @Describe("A moving average, over earlier epochs, of the mean return from the same step on.")
  public record MovingAverage(
      @Describe("Share of the average that is kept from epoch to epoch.")
          @Default("0.9")
          @Range(min = 0, max = 1)
          double keep)
      implements BaselineFactory {
    @Override
    public Baseline create() {
      return new Average(keep);
    }
  }

  private static final class Average implements Baseline {
    private final double keep;
    private double[] average = new double[0];

    Average(double keep) {
      this.keep = keep;
    }

    @Override
    public double[][] of(double[][] returns, List<Trajectory> batch) {
      int length = Arrays.stream(returns).mapToInt(r -> r.length).max().orElse(0);
      int known = average.length;
      average = Arrays.copyOf(average, Math.max(known, length));
      double[] before = average.clone();
      for (int t = 0; t < length; t++) {
        double sum = 0;
        int count = 0;
        for (double[] r : returns) {
          if (t < r.length) {
            sum += r[t];
            count++;
          }
        }
        double now = sum / count;
        average[t] = t < known ? keep * average[t] + (1 - keep) * now : now;
      }
      return Arrays.stream(returns)
          .map(r -> Arrays.copyOf(before, r.length))
          .toArray(double[][]::new);
    }

    @Override
    public double[] memory() {
      return average.clone();
    }

    @Override
    public void restore(double[] memory) {
      average = memory.clone();
    }
  }
}
