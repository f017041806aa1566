package org.blastema.autodiff.sparse;

import java.util.Arrays;
import org.blastema.autodiff.Formula;

/**
 * A Jacobian with many structural zeros: prepared once, evaluated at many points, each time from a
 * few directional derivatives. Every entry is a component of one of them, so there is no error
 * beyond theirs.
 *
 * <p>Objects are immutable and may be used by any number of threads, if the products may.
 */
public final class SparseJacobian {
  private final SparsityPattern pattern;
  private final Side forward;
  private final Side reverse;

  /** For every entry its place in the forward products, or -1 - its place in the reverse ones. */
  private final int[] places;

  /** The products of one kind. */
  private record Side(DerivativeProducts products, double[] seeds, int count) {
    static Side of(DerivativeProducts products, Coloring coloring) {
      return new Side(products, coloring.seeds(), coloring.count());
    }

    double[] at(double[] point) {
      return count == 0 ? new double[0] : products.at(point, seeds, count);
    }
  }

  private SparseJacobian(
      SparsityPattern pattern,
      Bicoloring coloring,
      DerivativeProducts forward,
      DerivativeProducts reverse) {
    this.pattern = pattern;
    this.forward = Side.of(forward, coloring.columns());
    this.reverse = Side.of(reverse, coloring.rows());
    this.places = places(pattern, coloring);
  }

  /**
   * The Jacobian of a formula, output columns x input columns over all ports in order. Forward and
   * reverse mode share the work such that the products are fewest.
   *
   * @param wrt the input ports to differentiate by; the columns of the others stay empty. All, if
   *     none is named
   * @throws IllegalArgumentException if there is no port of such a name
   */
  public static SparseJacobian of(Formula formula, String... wrt) {
    SparsityPattern pattern =
        SparsityDetection.jacobian(formula).keepColumns(WantedColumns.of(formula, wrt));
    Bicoloring coloring = Bicoloring.of(pattern);
    return new SparseJacobian(
        pattern,
        coloring,
        coloring.columns().count() == 0 ? null : DerivativeProducts.forward(formula),
        coloring.rows().count() == 0 ? null : DerivativeProducts.reverse(formula));
  }

  /**
   * A Jacobian from products with it.
   *
   * @param coloring of its columns
   * @throws IllegalArgumentException if the coloring does not fit the pattern
   */
  public static SparseJacobian byColumns(
      SparsityPattern pattern, Coloring coloring, DerivativeProducts forward) {
    return byBoth(pattern, new Bicoloring(none(pattern.rows()), coloring), forward, null);
  }

  /**
   * A Jacobian from products with its transpose.
   *
   * @param coloring of its rows
   * @throws IllegalArgumentException if the coloring does not fit the pattern
   */
  public static SparseJacobian byRows(
      SparsityPattern pattern, Coloring coloring, DerivativeProducts reverse) {
    return byBoth(pattern, new Bicoloring(coloring, none(pattern.columns())), null, reverse);
  }

  /**
   * A Jacobian from products with it and with its transpose.
   *
   * @throws IllegalArgumentException if the coloring does not fit the pattern
   */
  public static SparseJacobian byBoth(
      SparsityPattern pattern,
      Bicoloring coloring,
      DerivativeProducts forward,
      DerivativeProducts reverse) {
    return new SparseJacobian(pattern, coloring, forward, reverse);
  }

  private static Coloring none(int vertices) {
    int[] colors = new int[vertices];
    Arrays.fill(colors, -1);
    return Coloring.of(colors);
  }

  private static int[] places(SparsityPattern pattern, Bicoloring coloring) {
    int[] columns = coloring.columns().colors();
    int[] rows = coloring.rows().colors();
    if (columns.length != pattern.columns() || rows.length != pattern.rows()) {
      throw new IllegalArgumentException(
          "colors for " + rows.length + " x " + columns.length + ", a pattern of " + pattern);
    }
    SparsityPattern transposed = pattern.transposed();
    boolean[] inRow = alone(pattern, coloring.columns());
    boolean[] inColumn = alone(transposed, coloring.rows());
    int[] places = new int[pattern.entries()];
    for (int i = 0; i < pattern.rows(); i++) {
      for (int e = pattern.starts()[i]; e < pattern.starts()[i + 1]; e++) {
        int j = pattern.indices()[e];
        if (inRow[e]) {
          places[e] = i * coloring.columns().count() + columns[j];
        } else if (inColumn[transposed.position(j, i)]) {
          places[e] = -1 - (j * coloring.rows().count() + rows[i]);
        } else {
          throw new IllegalArgumentException(
              "the colors do not give entry (" + i + ", " + j + ") alone");
        }
      }
    }
    return places;
  }

  /** For every entry whether no other one of its row has a column of the same color. */
  private static boolean[] alone(SparsityPattern pattern, Coloring coloring) {
    boolean[] alone = new boolean[pattern.entries()];
    int[] met = new int[coloring.count()];
    for (int i = 0; i < pattern.rows(); i++) {
      for (int round = 0; round < 2; round++) {
        for (int e = pattern.starts()[i]; e < pattern.starts()[i + 1]; e++) {
          int color = coloring.colors()[pattern.indices()[e]];
          if (color >= 0 && round == 0) {
            met[color]++;
          } else if (color >= 0) {
            alone[e] = met[color] == 1;
          }
        }
      }
      for (int e = pattern.starts()[i]; e < pattern.starts()[i + 1]; e++) {
        int color = coloring.colors()[pattern.indices()[e]];
        if (color >= 0) {
          met[color] = 0;
        }
      }
    }
    return alone;
  }

  /** Where the Jacobian may differ from zero. */
  public SparsityPattern pattern() {
    return pattern;
  }

  /** Number of directional derivatives in forward mode that an evaluation takes. */
  public int forwardProducts() {
    return forward.count;
  }

  /** Number of derivatives in reverse mode that an evaluation takes. */
  public int reverseProducts() {
    return reverse.count;
  }

  /** The Jacobian at a point. */
  public SparseMatrix at(double... point) {
    double[] values = new double[pattern.entries()];
    evaluate(point, values);
    return new SparseMatrix(pattern, values);
  }

  /**
   * The Jacobian at a point.
   *
   * @param values where the entries go, in the order of the pattern
   * @throws IllegalArgumentException if there is not a place for each
   */
  public void evaluate(double[] point, double[] values) {
    if (values.length != pattern.entries()) {
      throw new IllegalArgumentException(
          values.length + " places for the entries of a Jacobian of " + pattern);
    }
    double[] forwardProducts = forward.at(point);
    double[] reverseProducts = reverse.at(point);
    for (int e = 0; e < places.length; e++) {
      int place = places[e];
      values[e] = place >= 0 ? forwardProducts[place] : reverseProducts[-1 - place];
    }
  }
}
