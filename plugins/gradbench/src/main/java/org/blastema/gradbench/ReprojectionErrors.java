package org.blastema.gradbench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.blastema.autodiff.array.Evaluation;

/** All errors of a bundle; those of the first observation are sent. */
final class ReprojectionErrors implements Task {
  private final Bundle bundle;
  private final Evaluation evaluation;

  /**
   * The errors of a bundle.
   *
   * @param evaluation gives both errors and that of the weight
   */
  ReprojectionErrors(Bundle bundle, Evaluation evaluation) {
    this.bundle = bundle;
    this.evaluation = bundle.setInto(evaluation);
  }

  @Override
  public void run() {
    evaluation.run();
  }

  @Override
  public Object output() {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("reproj_error", repeated("elements", new double[] {first(0), first(1)}));
    output.put("w_err", repeated("element", first(2)));
    return output;
  }

  private double first(int column) {
    return evaluation.reals(Bundle.column(column))[0];
  }

  private Map<String, Object> repeated(String name, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(name, value);
    map.put("repeated", bundle.p());
    return map;
  }
}
