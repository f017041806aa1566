package org.blastema.kernel.model;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Var;
import org.blastema.plugin.Parameter;

/**
 * The present values of a model's parameters; those never set have their initial values. Immutable.
 */
public final class ParameterValues {
  private static final ParameterValues INITIAL = new ParameterValues(Map.of());

  private final Map<Parameter, Var> changed;

  private ParameterValues(Map<Parameter, Var> changed) {
    this.changed = changed;
  }

  /** Every parameter at its initial value. */
  public static ParameterValues initial() {
    return INITIAL;
  }

  /**
   * These values with some replaced.
   *
   * @param parameters which ones
   * @param values their new values, each column after column
   */
  public ParameterValues with(List<Parameter> parameters, List<double[]> values) {
    Map<Parameter, Var> map = new IdentityHashMap<>(changed);
    for (int k = 0; k < parameters.size(); k++) {
      Parameter p = parameters.get(k);
      map.put(p, Var.of(p.rows(), p.columns(), values.get(k).clone()));
    }
    return new ParameterValues(map);
  }

  /** A parameter's value, {@code rows x columns}, a constant. */
  public Var get(Parameter parameter) {
    Var value = changed.get(parameter);
    return value == null
        ? Var.of(parameter.rows(), parameter.columns(), parameter.values().clone())
        : value;
  }
}
