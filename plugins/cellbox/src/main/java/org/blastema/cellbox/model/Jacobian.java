package org.blastema.cellbox.model;

import java.util.Arrays;

/**
 * Derivatives of the states of some conditions at some sample times by all weights and scales: the
 * adjoints of all nodes from sample to sample, and the chain of these pieces. Costs {@code n^3} a
 * stage instead of the {@code n^4} of tangents by all weights. The adjoints of all nodes in all
 * conditions lie side by side, so the innermost loops are long also for small networks.
 */
public final class Jacobian {
  private static final int LANES = 64;

  private final Solution solution;
  private final int n;
  private final int conditions;
  private final int lanes;
  private final boolean decays;
  private final double[][] bySource;
  private final double[][] adjoint;
  private final double[][] before;
  private final double[][] y;
  private final double[][] slope;
  private final double[][] value;
  private final double[][] kappa;
  private final double[][][] x;
  private final double[][][] v;
  private final double[][][] weights;
  private final double[][] scale;
  private final double[][] decay;

  /**
   * Of a solution of degree 1 with the perturbation inside of the envelope or scaled.
   *
   * @param decays whether derivatives by the decays follow those by the scales
   */
  public Jacobian(Solution solution, boolean decays) {
    this.solution = solution;
    this.decays = decays;
    this.n = solution.nodes();
    this.conditions = solution.state().length;
    this.lanes = n * conditions;
    this.bySource = solution.network().columns();
    int s = solution.stagesOfStep();
    adjoint = new double[n][lanes];
    before = new double[n][lanes];
    y = new double[n][lanes];
    slope = new double[n][lanes];
    value = new double[n][lanes];
    kappa = new double[n][lanes];
    x = new double[s][n][lanes];
    v = new double[s][n][lanes];
    weights = new double[n][n][lanes];
    scale = new double[n][lanes];
    decay = new double[n][lanes];
  }

  /** Number of derivatives of a node: weights row by row, scales, and decays if they are wanted. */
  public static int columns(int nodes, boolean decays) {
    return nodes * nodes + nodes + (decays ? nodes : 0);
  }

  /** How many conditions at a time take the least time for each. */
  public static int conditionsAtATime(int nodes) {
    return Math.max(1, LANES / nodes);
  }

  /**
   * Solves from sample to sample.
   *
   * @param grid steps from sample to sample
   * @param samples how many samples
   * @param states gets the states, conditions by samples by nodes
   * @param derivatives gets the derivatives, for every condition: row {@code sample n + node},
   *     columns as in {@link #columns}
   */
  public void solve(SampleGrid grid, int samples, double[][][] states, double[][][] derivatives) {
    solution.restart();
    double[] towards = new double[n];
    for (int m = 0; m < samples; m++) {
      int first = solution.remembered();
      solution.step(grid.length(m));
      solution.record(grid.count(m));
      sweep(first);
      for (int c = 0; c < conditions; c++) {
        System.arraycopy(solution.state()[c], 0, states[c][m], 0, n);
        for (int r = 0; r < n; r++) {
          double[] row = derivatives[c][m * n + r];
          unpack(r * conditions + c, row);
          if (m > 0) {
            for (int q = 0; q < n; q++) {
              towards[q] = adjoint[q][r * conditions + c];
            }
            Products.add(row, towards, derivatives[c], (m - 1) * n);
          }
        }
      }
    }
  }

  /** What a lane holds, in the order of {@link #columns}. */
  private void unpack(int lane, double[] row) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        row[i * n + j] = weights[i][j][lane];
      }
      row[n * n + i] = scale[i][lane];
      if (decays) {
        row[n * n + n + i] = decay[i][lane];
      }
    }
  }

  private void sweep(int first) {
    for (int i = 0; i < n; i++) {
      Arrays.fill(adjoint[i], 0);
      Arrays.fill(adjoint[i], i * conditions, (i + 1) * conditions, 1);
      Arrays.fill(scale[i], 0);
      Arrays.fill(decay[i], 0);
      for (int j = 0; j < n; j++) {
        Arrays.fill(weights[i][j], 0);
      }
    }
    int stages = solution.stagesOfStep();
    for (int at = solution.remembered(); at > first; at -= stages) {
      backOneStep(at - stages);
    }
  }

  /**
   * Repeats the numbers of all conditions, {@code conditions x n}, for the adjoints of all nodes.
   */
  private void repeat(double[][] numbers, double[][] into) {
    for (int i = 0; i < n; i++) {
      double[] row = into[i];
      for (int c = 0; c < conditions; c++) {
        row[c] = numbers[c][i];
      }
      for (int done = conditions; done < lanes; done *= 2) {
        System.arraycopy(row, 0, row, done, Math.min(done, lanes - done));
      }
    }
  }

  private void backOneStep(int base) {
    int stages = solution.stagesOfStep();
    double length = solution.length(base);
    boolean scaled = solution.variant().placement() == Variant.Placement.SCALED;
    for (int i = 0; i < n; i++) {
      System.arraycopy(adjoint[i], 0, before[i], 0, lanes);
    }
    for (int s = stages - 1; s >= 0; s--) {
      Solution.Stage stage = solution.remembered(base + s);
      repeat(stage.slope(), slope);
      repeat(stage.value(), value);
      repeat(stage.x(), x[s]);
      if (scaled) {
        for (int i = 0; i < n; i++) {
          for (int l = 0; l < lanes; l++) {
            value[i][l] += solution.input(l % conditions)[i];
          }
        }
      }
      for (int i = 0; i < n; i++) {
        solution.stageAdjoint(s, length, i, adjoint[i], y[i], slope[i], kappa[i], v[s][i]);
        addProduct(scale[i], kappa[i], value[i]);
        if (decays) {
          subtractProduct(decay[i], kappa[i], x[s][i]);
        }
      }
      Products.multiply(y, bySource, v[s], n);
      for (int i = 0; i < n; i++) {
        finishStage(solution.network().decay()[i], kappa[i], y[i], before[i]);
      }
    }
    for (int i = 0; i < n; i++) {
      System.arraycopy(before[i], 0, adjoint[i], 0, lanes);
    }
    addWeights(stages);
  }

  private void addWeights(int stages) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double[] sum = weights[i][j];
        if (stages == 4) {
          addProducts(sum, v[0][i], x[0][j], v[1][i], x[1][j], v[2][i], x[2][j], v[3][i], x[3][j]);
        } else {
          for (int s = 0; s < stages; s++) {
            addProduct(sum, v[s][i], x[s][j]);
          }
        }
      }
    }
  }

  private static void finishStage(double decay, double[] kappa, double[] y, double[] before) {
    for (int l = 0; l < y.length; l++) {
      double through = y[l] - decay * kappa[l];
      y[l] = through;
      before[l] += through;
    }
  }

  private static void addProduct(double[] out, double[] a, double[] b) {
    for (int l = 0; l < out.length; l++) {
      out[l] += a[l] * b[l];
    }
  }

  private static void subtractProduct(double[] out, double[] a, double[] b) {
    for (int l = 0; l < out.length; l++) {
      out[l] -= a[l] * b[l];
    }
  }

  private static void addProducts(
      double[] out,
      double[] a0,
      double[] b0,
      double[] a1,
      double[] b1,
      double[] a2,
      double[] b2,
      double[] a3,
      double[] b3) {
    for (int l = 0; l < out.length; l++) {
      out[l] = (((out[l] + a0[l] * b0[l]) + a1[l] * b1[l]) + a2[l] * b2[l]) + a3[l] * b3[l];
    }
  }
}
