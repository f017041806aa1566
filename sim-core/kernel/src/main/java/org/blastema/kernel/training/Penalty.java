package org.blastema.kernel.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.plugin.Parameter;

/**
 * A price on large parameters, added to the loss: {@code l1 * reduce|p| + l2 * reduce p^2}.
 *
 * @param parameters paths it applies to; empty for all trained ones
 * @param l1 factor of the absolute values
 * @param l2 factor of the squares
 * @param mean whether values are averaged over a parameter's entries instead of summed
 */
public record Penalty(List<String> parameters, double l1, double l2, boolean mean) {

  /** The penalty of some values. */
  public double of(List<Parameter> trained, ParameterValues values) {
    double total = 0;
    for (Parameter p : trained) {
      if (applies(p)) {
        double sum = 0;
        for (double v : values.get(p).data()) {
          sum += l1 * Math.abs(v) + l2 * v * v;
        }
        total += mean ? sum / p.size() : sum;
      }
    }
    return total;
  }

  /** Its gradient; at 0 the derivative of the absolute value is 0. */
  public Map<Parameter, double[]> gradient(List<Parameter> trained, ParameterValues values) {
    Map<Parameter, double[]> gradient = new LinkedHashMap<>();
    for (Parameter p : trained) {
      double[] g = new double[p.size()];
      if (applies(p)) {
        double[] v = values.get(p).data();
        for (int k = 0; k < g.length; k++) {
          g[k] = (l1 * Math.signum(v[k]) + 2 * l2 * v[k]) / (mean ? p.size() : 1);
        }
      }
      gradient.put(p, g);
    }
    return gradient;
  }

  private boolean applies(Parameter p) {
    return parameters.isEmpty() || parameters.contains(p.path());
  }
}
