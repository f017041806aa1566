package org.blastema.cellbox.model;

/**
 * Derivatives of the states of one condition at some sample times by all weights and scales: the
 * adjoints of all nodes from sample to sample, and the chain of these pieces. Costs {@code n^3} a
 * stage instead of the {@code n^4} of tangents by all weights.
 */
public final class Jacobian {
  private final Solution solution;
  private final int n;
  private final boolean decays;
  private final double[][] adjoint;
  private final double[][] before;
  private final double[][] y;
  private final double[][][] kappa;
  private final double[][][] v;
  private final double[][][] weights;
  private final double[][] scale;
  private final double[][] decay;

  /**
   * Of a solution with one condition, degree 1 and the perturbation inside of the envelope or
   * scaled.
   *
   * @param decays whether derivatives by the decays follow those by the scales
   */
  public Jacobian(Solution solution, boolean decays) {
    this.solution = solution;
    this.decays = decays;
    this.n = solution.nodes();
    int s = solution.stagesOfStep();
    adjoint = new double[n][n];
    before = new double[n][n];
    y = new double[n][n];
    kappa = new double[s][n][n];
    v = new double[s][n][n];
    weights = new double[n][n][n];
    scale = new double[n][n];
    decay = new double[n][n];
  }

  /** Number of derivatives of a node: weights row by row, scales, and decays if they are wanted. */
  public static int columns(int nodes, boolean decays) {
    return nodes * nodes + nodes + (decays ? nodes : 0);
  }

  /**
   * Solves from sample to sample.
   *
   * @param grid steps from sample to sample
   * @param samples how many samples
   * @param states gets the states, samples by nodes
   * @param derivatives gets the derivatives: row {@code sample n + node}, columns as in {@link
   *     #columns}
   */
  public void solve(SampleGrid grid, int samples, double[][] states, double[][] derivatives) {
    solution.restart();
    for (int m = 0; m < samples; m++) {
      int first = solution.remembered();
      solution.step(grid.length(m));
      solution.record(grid.count(m));
      System.arraycopy(solution.state()[0], 0, states[m], 0, n);
      sweep(first);
      for (int r = 0; r < n; r++) {
        double[] row = derivatives[m * n + r];
        for (int i = 0; i < n; i++) {
          System.arraycopy(weights[r][i], 0, row, i * n, n);
        }
        System.arraycopy(scale[r], 0, row, n * n, n);
        if (decays) {
          System.arraycopy(decay[r], 0, row, n * n + n, n);
        }
        if (m > 0) {
          for (int q = 0; q < n; q++) {
            Products.add(row, adjoint[r][q], derivatives[(m - 1) * n + q]);
          }
        }
      }
    }
  }

  private void sweep(int first) {
    for (int r = 0; r < n; r++) {
      java.util.Arrays.fill(adjoint[r], 0);
      adjoint[r][r] = 1;
      java.util.Arrays.fill(scale[r], 0);
      java.util.Arrays.fill(decay[r], 0);
      for (int i = 0; i < n; i++) {
        java.util.Arrays.fill(weights[r][i], 0);
      }
    }
    int stages = solution.stagesOfStep();
    for (int at = solution.remembered(); at > first; at -= stages) {
      backOneStep(at - stages);
    }
  }

  private void backOneStep(int base) {
    int stages = solution.stagesOfStep();
    double length = solution.length(base);
    for (int r = 0; r < n; r++) {
      System.arraycopy(adjoint[r], 0, before[r], 0, n);
    }
    for (int s = stages - 1; s >= 0; s--) {
      Solution.Stage stage = solution.remembered(base + s);
      for (int r = 0; r < n; r++) {
        solution.stageAdjoint(s, length, adjoint[r], y[r], stage.slope()[0], kappa[s][r], v[s][r]);
      }
      solution.influences().back(y, v[s], n);
      for (int r = 0; r < n; r++) {
        solution.finishAdjoint(y[r], kappa[s][r], v[s][r]);
        Products.add(before[r], 1, y[r]);
      }
    }
    for (int r = 0; r < n; r++) {
      System.arraycopy(before[r], 0, adjoint[r], 0, n);
    }
    boolean scaled = solution.variant().placement() == Variant.Placement.SCALED;
    for (int s = 0; s < stages; s++) {
      Solution.Stage stage = solution.remembered(base + s);
      double[] x = stage.x()[0];
      double[] value = stage.value()[0];
      for (int r = 0; r < n; r++) {
        double[] k = kappa[s][r];
        double[] vr = v[s][r];
        for (int i = 0; i < n; i++) {
          scale[r][i] += k[i] * (scaled ? value[i] + solution.input(0)[i] : value[i]);
          Products.add(weights[r][i], vr[i], x);
        }
        if (decays) {
          for (int i = 0; i < n; i++) {
            decay[r][i] -= k[i] * x[i];
          }
        }
      }
    }
  }
}
