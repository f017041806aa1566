package org.blastema.kernel.model;

import java.util.List;
import org.blastema.plugin.Parameter;

/**
 * The diffusing chemicals of a scenario, in order.
 *
 * @param names names
 * @param diffusion diffusion coefficients (length^2/time), scalars
 * @param decay decay rates (1/time), scalars
 */
public record Chemicals(List<String> names, List<Parameter> diffusion, List<Parameter> decay) {
  /** How many there are. */
  public int count() {
    return names.size();
  }
}
