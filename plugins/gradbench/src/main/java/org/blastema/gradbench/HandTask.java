package org.blastema.gradbench;

import org.blastema.autodiff.array.Evaluation;

/**
 * The errors of a hand or their derivatives: from columns, one for each coordinate and number that
 * is differentiated by, to rows, one for each correspondence and coordinate.
 */
final class HandTask implements Task {
  private static final String[] COORDINATES = {"x", "y", "z"};
  private static final String[] PLACE_COORDINATES = {"placeX", "placeY", "placeZ"};
  private static final int SPACE = COORDINATES.length;

  /** Correspondences at once: their rows stay in the cache until they are full. */
  private static final int BLOCK = 64;

  private final Evaluation evaluation;
  private final int correspondences;
  private final boolean withPlaces;
  private final boolean isList;
  private final int columns;
  private final double[] rows;

  private HandTask(
      Evaluation evaluation, int correspondences, int columns, boolean withPlaces, boolean isList) {
    this.evaluation = evaluation;
    this.correspondences = correspondences;
    this.columns = columns;
    this.withPlaces = withPlaces;
    this.isList = isList;
    this.rows = new double[Math.multiplyExact(SPACE * columns, correspondences)];
  }

  /** The errors, in one list. */
  static HandTask errors(Evaluation evaluation, int correspondences) {
    return new HandTask(evaluation, correspondences, 1, false, true);
  }

  /** Their derivatives by {@code pose} numbers, and before them by the two of each place. */
  static HandTask jacobian(
      Evaluation evaluation, int correspondences, int pose, boolean withPlaces) {
    return new HandTask(
        evaluation, correspondences, withPlaces ? pose + 2 : pose, withPlaces, false);
  }

  @Override
  public void run() {
    evaluation.run();
    for (int c = 0; c < SPACE; c++) {
      int first = 0;
      if (withPlaces) {
        first = 2;
        spread(evaluation.reals(PLACE_COORDINATES[c]), c, 0);
      }
      spread(evaluation.reals(COORDINATES[c]), c, first);
    }
  }

  private void spread(double[] from, int coordinate, int first) {
    int count = correspondences == 0 ? 0 : from.length / correspondences;
    for (int block = 0; block < correspondences; block += BLOCK) {
      int end = Math.min(correspondences, block + BLOCK);
      for (int k = 0; k < count; k++) {
        for (int i = block; i < end; i++) {
          rows[(SPACE * i + coordinate) * columns + first + k] = from[k * correspondences + i];
        }
      }
    }
  }

  @Override
  public Object output() {
    return isList ? rows : new Numbers(rows, SPACE * correspondences, columns);
  }
}
