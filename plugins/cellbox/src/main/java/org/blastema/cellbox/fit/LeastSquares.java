package org.blastema.cellbox.fit;

import java.util.List;
import java.util.stream.IntStream;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Jacobian;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.SampleGrid;
import org.blastema.cellbox.model.Solution;
import org.blastema.cellbox.model.Variant;

/** The sum of squared differences between solutions and data, and its normal equations. */
final class LeastSquares {
  /** Pieces of work whose sums are added in order, so that threads do not matter. */
  private static final int MOST_PIECES = 8;

  private final Experiments data;
  private final Variant variant;
  private final FixedSteps method;
  private final SampleGrid grid;
  private final Workers workers;

  /**
   * Normal equations {@code J^T J}, {@code J^T r} with r the data less the solution.
   *
   * @param matrix upper triangle
   * @param right right side
   * @param squares sum of squares of r
   */
  record Normal(double[][] matrix, double[] right, double squares) {}

  /**
   * A problem.
   *
   * @param longest longest step
   */
  LeastSquares(
      Experiments data, Variant variant, FixedSteps method, double longest, Workers workers) {
    this.data = data;
    this.variant = variant;
    this.method = method;
    this.workers = workers;
    this.grid = new SampleGrid(data.times(), longest);
  }

  Experiments data() {
    return data;
  }

  int numbers(int samples) {
    return data.count() * samples * data.nodes().size();
  }

  private Solution solution(Network network, int... conditions) {
    return new Solution(
        network,
        variant,
        method,
        grid.length(0),
        data.held(),
        Ensemble.pick(data.inputs(), conditions));
  }

  /** Whole blocks of conditions, as far as there are enough of them. */
  private int pieces() {
    int block = Jacobian.conditionsAtATime(data.nodes().size());
    return Math.max(1, Math.min(MOST_PIECES, (data.count() + block - 1) / block));
  }

  /** The first condition of a piece of work. */
  private int first(int piece) {
    return (int) ((long) data.count() * piece / pieces());
  }

  /** The sum of squares over the first samples. */
  double squares(Network network, int samples) throws InterruptedException {
    List<Double> parts =
        workers.map(
            pieces(),
            piece -> {
              int[] some = IntStream.range(first(piece), first(piece + 1)).toArray();
              Solution solution = solution(network, some);
              double sum = 0;
              for (int m = 0; m < samples; m++) {
                advance(solution, m);
                for (int b = 0; b < some.length; b++) {
                  int c = some[b];
                  sum += data.repeats(c, m) * squares(data.responses()[c][m], solution.state()[b]);
                }
              }
              return sum;
            });
    return parts.stream().mapToDouble(p -> p).reduce(0, Double::sum);
  }

  private void advance(Solution solution, int sample) {
    solution.step(grid.length(sample));
    solution.advance(grid.count(sample));
  }

  private static double squares(double[] y, double[] x) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double r = y[i] - x[i];
      sum += r * r;
    }
    return sum;
  }

  /** The normal equations of the first samples. */
  Normal normal(Coordinates at, double[] theta, int samples) throws InterruptedException {
    Network network = at.network(theta);
    List<Normal> parts = workers.map(pieces(), piece -> part(at, network, samples, piece));
    double[][] matrix = parts.getFirst().matrix;
    double[] right = parts.getFirst().right;
    double squares = parts.getFirst().squares;
    for (Normal part : parts.subList(1, parts.size())) {
      for (int p = 0; p < right.length; p++) {
        double[] into = matrix[p];
        double[] from = part.matrix[p];
        for (int q = 0; q < into.length; q++) {
          into[q] += from[q];
        }
        right[p] += part.right[p];
      }
      squares += part.squares;
    }
    return new Normal(matrix, right, squares);
  }

  private Normal part(Coordinates at, Network network, int samples, int piece) {
    int n = at.nodes();
    int count = at.count();
    int block = Jacobian.conditionsAtATime(n);
    double[][] matrix = new double[count][count];
    double[] right = new double[count];
    double squares = 0;
    double[][][] states = new double[block][samples][n];
    double[][][] full = new double[block][samples * n][Jacobian.columns(n, at.decays())];
    double[][] rows = new double[samples * n][count];
    int end = first(piece + 1);
    for (int from = first(piece); from < end; from += block) {
      int[] some = IntStream.range(from, Math.min(end, from + block)).toArray();
      new Jacobian(solution(network, some), at.decays()).solve(grid, samples, states, full);
      for (int b = 0; b < some.length; b++) {
        int c = some[b];
        for (int k = 0; k < rows.length; k++) {
          double weight = Math.sqrt(data.repeats(c, k / n));
          double residual = weight * (data.responses()[c][k / n][k % n] - states[b][k / n][k % n]);
          squares += residual * residual;
          double[] row = full[b][k];
          double[] into = rows[k];
          for (int p = 0; p < count; p++) {
            into[p] = weight * row[at.places()[p]];
            right[p] += into[p] * residual;
          }
        }
        addSquare(matrix, rows);
      }
    }
    return new Normal(matrix, right, squares);
  }

  /** {@code matrix += rows^T rows}, upper triangle. */
  private static void addSquare(double[][] matrix, double[][] rows) {
    int count = matrix.length;
    int k = 0;
    for (; k + 3 < rows.length; k += 4) {
      double[] a = rows[k];
      double[] b = rows[k + 1];
      double[] c = rows[k + 2];
      double[] d = rows[k + 3];
      for (int p = 0; p < count; p++) {
        add(matrix[p], p, a[p], a, b[p], b, c[p], c, d[p], d);
      }
    }
    for (; k < rows.length; k++) {
      double[] a = rows[k];
      for (int p = 0; p < count; p++) {
        double f = a[p];
        double[] into = matrix[p];
        for (int q = p; q < count; q++) {
          into[q] += f * a[q];
        }
      }
    }
  }

  private static void add(
      double[] into,
      int from,
      double fa,
      double[] a,
      double fb,
      double[] b,
      double fc,
      double[] c,
      double fd,
      double[] d) {
    for (int q = from; q < into.length; q++) {
      into[q] = (((into[q] + fa * a[q]) + fb * b[q]) + fc * c[q]) + fd * d[q];
    }
  }
}
