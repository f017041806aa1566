package org.blastema.cellbox.model;

/** Products of the weights {@code W[target][source]} with states and adjoints, rows at a time. */
interface Influences {
  /** {@code out = x W^T}: what all nodes do to each. */
  void forward(double[][] out, double[][] x, int rows);

  /** {@code out = v W}. */
  void back(double[][] out, double[][] v, int rows);

  /** {@code into += v^T x}, where there may be edges. */
  void addOuter(double[][] into, double[][] v, double[][] x, int rows);

  /** Of all pairs of nodes. */
  static Influences dense(Network network) {
    return new Dense(network.rows(), network.columns());
  }

  /**
   * Of all pairs.
   *
   * @param byTarget W row by row
   * @param bySource W column by column
   */
  record Dense(double[][] byTarget, double[][] bySource) implements Influences {
    @Override
    public void forward(double[][] out, double[][] x, int rows) {
      Products.multiply(out, x, bySource, rows);
    }

    @Override
    public void back(double[][] out, double[][] v, int rows) {
      Products.multiply(out, v, byTarget, rows);
    }

    @Override
    public void addOuter(double[][] into, double[][] v, double[][] x, int rows) {
      Products.addOuter(into, v, x, rows);
    }
  }
}
