package org.blastema.kernel.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;

/**
 * A value learned along with the parameters: what return is to be expected from a state, as a
 * linear function of some of its features, by least squares over earlier epochs. What that leaves
 * unexplained is compared with the other rollouts of the batch, as leave-one-out does. Unbiased:
 * the function is older than the epoch, and the state older than the choice.
 *
 * <p>Source: R. J. Williams, Machine Learning 8 (1992) 229, section 6 (baselines); E. Greensmith,
 * P. L. Bartlett and J. Baxter, Journal of Machine Learning Research 5 (2004) 1471 (value functions
 * as control variates).
 */
final class LearnedValue implements Baseline {
  /** Share of each diagonal entry of the normal equations that is added to it. */
  private static final double RIDGE = 1e-8;

  /** Always among the features: 1, the macro-step, the number of cells. */
  private static final int BUILT_IN = 3;

  /**
   * Configuration.
   *
   * @param features what the value depends on
   * @param keep share of what was learned that is kept from epoch to epoch
   */
  @Describe(
      "The return that the state before a choice lets expect, learned in earlier epochs, and what"
          + " the batch's other rollouts had beyond that; unbiased.")
  record Configuration(
      @Describe(
              "Measures that the value depends on, besides the step and the number of cells; that"
                  + " of the goal is a good one.")
          @Default("[]")
          List<Part<Metric>> features,
      @Describe("Share of what was learned that is kept from epoch to epoch.")
          @Default("0.9")
          @Range(min = 0, max = 1)
          double keep) {}

  private final List<Metric> features;
  private final double keep;
  private final int size;

  /** Normal equations: products of features with each other, then with returns. */
  private final double[][] products;

  LearnedValue(List<Metric> features, double keep) {
    this.features = features;
    this.keep = keep;
    this.size = BUILT_IN + features.size();
    this.products = new double[size][size + 1];
  }

  @Override
  public double[][] of(double[][] returns, List<Trajectory> batch) {
    double[] coefficients = solution();
    double[][][] seen = new double[returns.length][][];
    double[][] left = new double[returns.length][];
    double[][] values = new double[returns.length][];
    for (int b = 0; b < returns.length; b++) {
      seen[b] = features(batch.get(b), returns[b].length);
      left[b] = new double[returns[b].length];
      values[b] = new double[returns[b].length];
      for (int t = 0; t < left[b].length; t++) {
        for (int k = 0; k < size; k++) {
          values[b][t] += coefficients[k] * seen[b][t][k];
        }
        left[b][t] = returns[b][t] - values[b][t];
      }
    }
    double[][] others = Baselines.leaveOneOut(left);
    for (int b = 0; b < values.length; b++) {
      for (int t = 0; t < values[b].length; t++) {
        values[b][t] += others[b][t];
      }
    }
    learn(seen, returns);
    return values;
  }

  /** Features of the states that the last macro-steps of a rollout begin with. */
  private double[][] features(Trajectory rollout, int steps) {
    List<CellState> states = rollout.states();
    double[][] found = new double[steps][];
    for (int t = 0; t < steps; t++) {
      int at = rollout.length() - steps + t;
      List<CellState> history = states.subList(0, at + 1);
      List<Double> row =
          new ArrayList<>(List.of(1.0, (double) at, (double) states.get(at).count()));
      for (Metric feature : features) {
        double value = feature.of(history);
        row.add(Double.isFinite(value) ? value : 0);
      }
      found[t] = row.stream().mapToDouble(Double::doubleValue).toArray();
    }
    return found;
  }

  private double[] solution() {
    RealMatrix matrix = new Array2DRowRealMatrix(size, size);
    ArrayRealVector right = new ArrayRealVector(size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        matrix.setEntry(i, j, products[i][j]);
      }
      // a feature that was never seen, or is always 0, gets the coefficient 0
      double own = products[i][i];
      matrix.setEntry(i, i, own == 0 ? 1 : own * (1 + RIDGE));
      right.setEntry(i, products[i][size]);
    }
    return new CholeskyDecomposition(matrix, 1e-9, 0).getSolver().solve(right).toArray();
  }

  private void learn(double[][][] seen, double[][] returns) {
    for (double[] row : products) {
      for (int j = 0; j <= size; j++) {
        row[j] *= keep;
      }
    }
    for (int b = 0; b < seen.length; b++) {
      for (int t = 0; t < seen[b].length; t++) {
        double[] x = seen[b][t];
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < size; j++) {
            products[i][j] += x[i] * x[j];
          }
          products[i][size] += x[i] * returns[b][t];
        }
      }
    }
  }

  @Override
  public double[] memory() {
    return Arrays.stream(products).flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public void restore(double[] memory) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= size; j++) {
        products[i][j] = memory.length == 0 ? 0 : memory[i * (size + 1) + j];
      }
    }
  }
}
