package org.blastema.losses;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;

/**
 * The gyration tensor of a tissue: the population covariance of the cells' centers. Its invariants
 * describe size and shape whatever the orientation.
 *
 * <p>Source: D. N. Theodorou and U. W. Suter, Macromolecules 18 (1985) 1206.
 */
final class Gyration {
  private Gyration() {}

  /** The tensor, {@code dimensions x dimensions}, in length^2. */
  static Var tensor(CellState state) {
    Var x = state.position();
    Var centered = x.minus(x.sumRows().divide(x.rows()));
    return centered.transpose().matmul(centered).divide(x.rows());
  }

  /** Its trace: the mean square distance of the cells from their center. */
  static Var trace(CellState state) {
    Var x = state.position();
    return x.minus(x.sumRows().divide(x.rows())).square().sum().divide(x.rows());
  }

  /**
   * Its eigenvalues, the largest first, {@code dimensions x 1}. Where some are equal, each has the
   * derivative along the eigenvector that the decomposition picks.
   */
  static Var eigenvalues(CellState state) {
    Var tensor = tensor(state);
    int d = tensor.rows();
    EigenDecomposition decomposition =
        new EigenDecomposition(MatrixUtils.createRealMatrix(tensor.toRows()));
    int[] order =
        IntStream.range(0, d)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -decomposition.getRealEigenvalue(k)))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = Arrays.stream(order).mapToDouble(decomposition::getRealEigenvalue).toArray();
    return Tape.primitive(
        "eigenvalues of the gyration tensor",
        new Var[] {tensor},
        d,
        1,
        values,
        (output, inputs) -> {
          for (int k = 0; k < d; k++) {
            double[] v = decomposition.getEigenvector(order[k]).toArray();
            for (int a = 0; a < d; a++) {
              for (int b = 0; b < d; b++) {
                inputs[0][b * d + a] += output[k] * v[a] * v[b];
              }
            }
          }
        });
  }

  private static Var entry(Var column, int k) {
    return column.gatherRows(k);
  }

  /** Root mean square distance of the cells from their center. */
  static final class Radius implements Measure {
    @Override
    public Var of(CellState state) {
      return trace(state).sqrt();
    }

    @Override
    public String unit() {
      return "length";
    }
  }

  /** Longest over shortest principal axis: square root of the ratio of the extreme eigenvalues. */
  static final class PrincipalAxisRatio implements Measure {
    @Override
    public Var of(CellState state) {
      Var values = eigenvalues(state);
      return entry(values, 0).divide(entry(values, values.rows() - 1)).sqrt();
    }
  }

  /** Longest over second longest principal axis. */
  static final class AspectRatio implements Measure {
    @Override
    public Var of(CellState state) {
      Var values = eigenvalues(state);
      return entry(values, 0).divide(entry(values, 1)).sqrt();
    }
  }

  /** The largest eigenvalue minus the mean of the others. */
  static final class Asphericity implements Measure {
    @Override
    public Var of(CellState state) {
      Var values = eigenvalues(state);
      Var others = values.rowRange(1, values.rows()).mean();
      return entry(values, 0).minus(others);
    }

    @Override
    public String unit() {
      return "length^2";
    }
  }

  /**
   * Relative shape anisotropy {@code (d sum l^2 / (sum l)^2 - 1) / (d - 1)}: 0 for a ball, 1 for a
   * line. Needs no eigenvalues, so it is smooth where they meet.
   */
  static final class Anisotropy implements Measure {
    @Override
    public Var of(CellState state) {
      Var tensor = tensor(state);
      int d = tensor.rows();
      Var squares = tensor.square().sum();
      return squares.divide(trace(state).square()).times(d).minus(1).divide(d - 1);
    }
  }

  /**
   * Area or volume of the cells over that of the ball whose points have the same gyration radius:
   * {@code sum r^d / (rg sqrt((d + 2) / d))^d}.
   */
  static final class Compactness implements Measure {
    @Override
    public Var of(CellState state) {
      int d = state.position().columns();
      Var ball = trace(state).times((d + 2.0) / d).pow(d / 2.0);
      return state.radius().pow(d).sum().divide(ball);
    }
  }
}
