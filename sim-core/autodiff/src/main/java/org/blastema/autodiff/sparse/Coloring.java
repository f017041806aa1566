package org.blastema.autodiff.sparse;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Groups of columns or rows of a matrix, a color for each, such that the entries can be taken out
 * of the products of the matrix with one vector a color: ones where the color is, zeros elsewhere.
 *
 * <p>Colorings are greedy: finding the fewest colors is NP-hard in all cases. Without an order, all
 * orders are tried and the first with the fewest colors is kept. What has no entry has no color.
 *
 * @param colors for every column or row its color from 0, or -1 if it takes part in no product
 * @param count number of colors
 */
public record Coloring(int[] colors, int count) {
  /** Checks that the colors are below their number. */
  public Coloring {
    for (int color : colors) {
      if (color < -1 || color >= count) {
        throw new IllegalArgumentException("color " + color + " of " + count);
      }
    }
  }

  /** A coloring that counts its colors itself. */
  static Coloring of(int[] colors) {
    return new Coloring(colors, Arrays.stream(colors).max().orElse(-1) + 1);
  }

  /** Columns that share a row differ, so that the products contain the entries as they are. */
  public static Coloring columns(SparsityPattern pattern) {
    return fewest(order -> columns(pattern, order), pattern.longestRow());
  }

  /**
   * Columns that share a row differ (Curtis, Powell and Reid, On the estimation of sparse Jacobian
   * matrices, 1974; as a coloring of the graph of columns: Coleman and More, 1983).
   */
  public static Coloring columns(SparsityPattern pattern, ColoringOrder order) {
    ColumnConflicts graph = new ColumnConflicts(pattern);
    return FirstFit.color(graph, VertexOrder.of(order, graph)).onlyFor(pattern.transposed());
  }

  /** Rows that share a column differ: for products with the transposed matrix. */
  public static Coloring rows(SparsityPattern pattern) {
    return columns(pattern.transposed());
  }

  /** Rows that share a column differ: for products with the transposed matrix. */
  public static Coloring rows(SparsityPattern pattern, ColoringOrder order) {
    return columns(pattern.transposed(), order);
  }

  /**
   * For symmetric matrices: every entry is in the products as it is, at least on one side of the
   * diagonal.
   *
   * @throws IllegalArgumentException if the pattern is not symmetric
   */
  public static Coloring star(SparsityPattern pattern) {
    return fewest(order -> star(pattern, order), 1);
  }

  /**
   * Neighbors differ, and every path on four vertices has at least three colors (Coleman and More,
   * Estimation of sparse Hessian matrices and graph coloring problems, 1984; the algorithm:
   * Gebremedhin, Tarafdar, Manne and Pothen, New acyclic and star coloring algorithms, SIAM J. Sci.
   * Comput. 2007).
   *
   * @throws IllegalArgumentException if the pattern is not symmetric
   */
  public static Coloring star(SparsityPattern pattern, ColoringOrder order) {
    AdjacencyGraph graph = new AdjacencyGraph(pattern);
    return new StarColoring(graph).color(VertexOrder.of(order, graph)).onlyFor(pattern);
  }

  /**
   * For symmetric matrices: the entries follow from the products one after the other, each from one
   * product and entries before it. Where the matrix is small, fewer colors than any order takes are
   * searched for.
   *
   * @throws IllegalArgumentException if the pattern is not symmetric
   */
  public static Coloring acyclic(SparsityPattern pattern) {
    Coloring best = fewest(order -> acyclic(pattern, order), 1);
    AdjacencyGraph graph = new AdjacencyGraph(pattern);
    while (true) {
      Optional<Coloring> fewer = AcyclicSearch.find(graph, best.count - 1);
      if (fewer.isEmpty()) {
        return best;
      }
      best = fewer.get().onlyFor(pattern);
    }
  }

  /**
   * Neighbors differ, and every cycle has at least three colors (Coleman and Cai, The cyclic
   * coloring problem and estimation of sparse Hessian matrices, 1986; the algorithm: Gebremedhin,
   * Tarafdar, Manne and Pothen, 2007).
   *
   * @throws IllegalArgumentException if the pattern is not symmetric
   */
  public static Coloring acyclic(SparsityPattern pattern, ColoringOrder order) {
    AdjacencyGraph graph = new AdjacencyGraph(pattern);
    return new AcyclicColoring(graph).color(VertexOrder.of(order, graph)).onlyFor(pattern);
  }

  private static Coloring fewest(Function<ColoringOrder, Coloring> coloring, int bound) {
    Coloring best = null;
    for (ColoringOrder order : ColoringOrder.values()) {
      Coloring candidate = coloring.apply(order);
      if (best == null || candidate.count < best.count) {
        best = candidate;
      }
      if (best.count <= bound) {
        break;
      }
    }
    return best;
  }

  /** Without colors for what has no entries; these have the first color, as nothing forbids it. */
  private Coloring onlyFor(SparsityPattern vertices) {
    int[] some = colors.clone();
    for (int v = 0; v < some.length; v++) {
      if (vertices.entries(v) == 0) {
        some[v] = -1;
      }
    }
    return of(some);
  }

  /**
   * The vectors to multiply with, one row each: column-major, {@link #count} rows and as many
   * columns as there are colored columns or rows.
   */
  public double[] seeds() {
    double[] seeds = new double[count * colors.length];
    for (int v = 0; v < colors.length; v++) {
      if (colors[v] >= 0) {
        seeds[v * count + colors[v]] = 1;
      }
    }
    return seeds;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Coloring that
        && count == that.count
        && Arrays.equals(colors, that.colors);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(colors);
  }

  @Override
  public String toString() {
    return count + " colors " + Arrays.toString(colors);
  }
}
