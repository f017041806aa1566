package org.blastema.gradbench;

import java.util.LinkedHashMap;
import java.util.Map;

/** All errors of a bundle; those of the first observation are sent. */
final class ReprojectionErrors implements Task {
  private final Bundle bundle;
  private final double[] errors;
  private final double[] weightErrors;

  ReprojectionErrors(Bundle bundle) {
    this.bundle = bundle;
    this.errors = new double[2 * bundle.p()];
    this.weightErrors = new double[bundle.p()];
  }

  @Override
  public void run() {
    bundle.apply(
        BundleAdjustmentEval.ERRORS,
        (first, rows, columns) -> {
          for (int row = 0; row < rows; row++) {
            errors[2 * (first + row)] = columns[row];
            errors[2 * (first + row) + 1] = columns[rows + row];
          }
          System.arraycopy(columns, 2 * rows, weightErrors, first, rows);
        });
  }

  @Override
  public Object output() {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("reproj_error", repeated("elements", new double[] {errors[0], errors[1]}));
    output.put("w_err", repeated("element", weightErrors[0]));
    return output;
  }

  private Map<String, Object> repeated(String name, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(name, value);
    map.put("repeated", bundle.p());
    return map;
  }
}
