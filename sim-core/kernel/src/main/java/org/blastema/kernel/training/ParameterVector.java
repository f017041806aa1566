package org.blastema.kernel.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Elementary;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.plugin.Parameter;

/**
 * The trained parameters as one vector of free numbers, in which an optimizer may go anywhere: a
 * parameter with bounds is mapped there by a logarithm (one bound) or a logit (two bounds).
 */
public final class ParameterVector {
  private final List<Parameter> parameters;
  private final int size;

  /** The trained ones of a model's parameters. */
  public ParameterVector(List<Parameter> all) {
    this.parameters = all.stream().filter(Parameter::trained).toList();
    this.size = parameters.stream().mapToInt(Parameter::size).sum();
  }

  /** The trained parameters in order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Length of the vector. */
  public int size() {
    return size;
  }

  /** The free numbers of the initial values. */
  public double[] initial() {
    return free(parameters.stream().map(Parameter::values).toList());
  }

  /** The free numbers of given values. */
  public double[] free(List<double[]> values) {
    double[] free = new double[size];
    int at = 0;
    for (int k = 0; k < parameters.size(); k++) {
      for (double v : values.get(k)) {
        free[at++] = toFree(parameters.get(k), v);
      }
    }
    return free;
  }

  /** The parameters' values at free numbers. */
  public ParameterValues values(double[] free) {
    return ParameterValues.initial().with(parameters, split(free));
  }

  /** The values by path, each column after column. */
  public Map<String, double[]> byPath(double[] free) {
    Map<String, double[]> byPath = new LinkedHashMap<>();
    List<double[]> split = split(free);
    for (int k = 0; k < parameters.size(); k++) {
      byPath.put(parameters.get(k).path(), split.get(k));
    }
    return byPath;
  }

  private List<double[]> split(double[] free) {
    List<double[]> values = new ArrayList<>();
    int at = 0;
    for (Parameter p : parameters) {
      double[] v = new double[p.size()];
      for (int k = 0; k < v.length; k++) {
        v[k] = fromFree(p, free[at++]);
      }
      values.add(v);
    }
    return values;
  }

  /** The gradient by the free numbers from the gradient by the values. */
  public double[] gradient(Map<Parameter, double[]> byParameter, double[] free) {
    double[] gradient = new double[size];
    int at = 0;
    for (Parameter p : parameters) {
      for (double g : byParameter.get(p)) {
        gradient[at] = g * slope(p, free[at]);
        at++;
      }
    }
    return gradient;
  }

  private static double toFree(Parameter p, double v) {
    boolean below = Double.isFinite(p.lower());
    boolean above = Double.isFinite(p.upper());
    if (!(v >= p.lower() && v <= p.upper())) {
      throw new IllegalArgumentException(
          p.path() + ": " + v + " is outside of its bounds " + p.lower() + " to " + p.upper());
    }
    if (below && above) {
      double share = Math.clamp((v - p.lower()) / (p.upper() - p.lower()), 1e-9, 1 - 1e-9);
      return Elementary.log(share / (1 - share));
    }
    if (below) {
      return Elementary.log(Math.max(v - p.lower(), 1e-300));
    }
    return above ? Elementary.log(Math.max(p.upper() - v, 1e-300)) : v;
  }

  private static double fromFree(Parameter p, double u) {
    boolean below = Double.isFinite(p.lower());
    boolean above = Double.isFinite(p.upper());
    if (below && above) {
      return p.lower() + (p.upper() - p.lower()) * Elementary.logistic(u);
    }
    if (below) {
      return p.lower() + Elementary.exp(u);
    }
    return above ? p.upper() - Elementary.exp(u) : u;
  }

  private static double slope(Parameter p, double u) {
    boolean below = Double.isFinite(p.lower());
    boolean above = Double.isFinite(p.upper());
    if (below && above) {
      double share = Elementary.logistic(u);
      return (p.upper() - p.lower()) * share * (1 - share);
    }
    if (below) {
      return Elementary.exp(u);
    }
    return above ? -Elementary.exp(u) : 1;
  }
}
