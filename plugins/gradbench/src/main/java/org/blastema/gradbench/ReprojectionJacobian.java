package org.blastema.gradbench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.blastema.autodiff.array.Evaluation;

/**
 * The Jacobian of all errors of a bundle in compressed rows: for each observation two rows with the
 * columns of its camera, of its point and of its weight; then for each observation a row with the
 * column of its weight. The arrays are filled anew in every run.
 */
final class ReprojectionJacobian implements Task {
  private static final int SENT = 30;
  private static final int ENTRIES = 2 * BundleAdjustmentEval.COLUMNS;

  /** Observations at once: few enough for their derivatives to stay in the cache. */
  private static final int BLOCK = 256;

  private final Bundle bundle;
  private final Evaluation evaluation;
  private final int[] offsets;
  private final int[] columns;
  private final double[] values;

  /**
   * The Jacobian of a bundle.
   *
   * @param evaluation gives the derivatives of the two errors, then that of the weight's
   */
  ReprojectionJacobian(Bundle bundle, Evaluation evaluation) {
    this.bundle = bundle;
    this.evaluation = bundle.setInto(evaluation);
    int entries = Math.multiplyExact(ENTRIES + 1, bundle.p());
    this.offsets = new int[3 * bundle.p() + 1];
    this.columns = new int[entries];
    this.values = new double[entries];
  }

  @Override
  public void run() {
    fillStructure();
    int tail = ENTRIES * bundle.p();
    for (int first = 0; first < bundle.p(); first += BLOCK) {
      int rows = Math.min(BLOCK, bundle.p() - first);
      evaluation.set("first", first).set("count", rows).run();
      for (int c = 0; c < ENTRIES; c++) {
        double[] column = evaluation.reals(Bundle.column(c));
        int at = ENTRIES * first + c;
        for (int row = 0; row < rows; row++) {
          values[at] = column[row];
          at += ENTRIES;
        }
      }
      System.arraycopy(evaluation.reals(Bundle.column(ENTRIES)), 0, values, tail + first, rows);
    }
  }

  private void fillStructure() {
    int p = bundle.p();
    int firstPoint = BundleAdjustmentEval.CAMERA * bundle.n();
    int firstWeight = firstPoint + BundleAdjustmentEval.POINT * bundle.m();
    int at = 0;
    for (int i = 0; i < p; i++) {
      int camera = BundleAdjustmentEval.CAMERA * bundle.camera(i);
      int point = firstPoint + BundleAdjustmentEval.POINT * bundle.point(i);
      for (int row = 0; row < 2; row++) {
        offsets[2 * i + row] = at;
        for (int c = 0; c < BundleAdjustmentEval.CAMERA; c++) {
          columns[at++] = camera + c;
        }
        for (int c = 0; c < BundleAdjustmentEval.POINT; c++) {
          columns[at++] = point + c;
        }
        columns[at++] = firstWeight + i;
      }
    }
    for (int i = 0; i < p; i++) {
      offsets[2 * p + i] = at;
      columns[at++] = firstWeight + i;
    }
    offsets[3 * p] = at;
  }

  @Override
  public Object output() {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("rows", sent(offsets));
    output.put("cols", sent(columns));
    double[] some = Arrays.copyOf(values, SENT + 1);
    some[SENT] = values[values.length - 1];
    output.put("vals", some);
    return output;
  }

  /** The first entries and the last one. */
  private static int[] sent(int... all) {
    int[] some = Arrays.copyOf(all, SENT + 1);
    some[SENT] = all[all.length - 1];
    return some;
  }
}
