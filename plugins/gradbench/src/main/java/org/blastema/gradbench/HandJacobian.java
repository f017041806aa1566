package org.blastema.gradbench;

import org.blastema.autodiff.array.Evaluation;

/** Turns the columns of the Jacobian into its rows. */
final class HandJacobian implements Task {
  private final Evaluation evaluation;
  private final boolean withPlaces;
  private final int rows;
  private double[] jacobian = {};

  HandJacobian(Evaluation evaluation, int rows, boolean withPlaces) {
    this.evaluation = evaluation;
    this.rows = rows;
    this.withPlaces = withPlaces;
  }

  @Override
  public void run() {
    evaluation.run();
    double[] poses = evaluation.reals("poses");
    double[] places = withPlaces ? evaluation.reals("places") : new double[0];
    if (jacobian.length != poses.length + places.length) {
      jacobian = new double[poses.length + places.length];
    }
    int first = places.length / rows;
    int columns = jacobian.length / rows;
    spread(places, 0, columns);
    spread(poses, first, columns);
  }

  private void spread(double[] from, int first, int columns) {
    for (int column = 0; column < from.length / rows; column++) {
      for (int row = 0; row < rows; row++) {
        jacobian[row * columns + first + column] = from[column * rows + row];
      }
    }
  }

  @Override
  public Object output() {
    return new Numbers(jacobian, rows, jacobian.length / rows);
  }
}
