package org.blastema.kernel.network;

import java.util.List;
import java.util.function.Function;
import org.blastema.autodiff.Var;
import org.blastema.plugin.Parameter;

/**
 * What happens inside of a cell during a macro-step, given what the cell senses. Cells do not
 * interact here. The variables are hidden ones first, then outputs.
 */
public interface IntracellularModel {
  /** The model's parameters. */
  List<Parameter> parameters();

  /**
   * Advances the variables of all cells.
   *
   * @param values gives a parameter's present value
   * @param sensed what every cell senses, {@code n x inputs}
   * @param variables hidden and output variables, {@code n x (hidden + outputs)}
   * @param types index of every cell's type
   * @param duration how long
   * @return the variables after, same shape
   */
  Var advance(
      Function<Parameter, Var> values, Var sensed, Var variables, int[] types, double duration);

  /** A configured model that waits to learn its size. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes the model for a number of sensed quantities, hidden variables, outputs and cell types.
     */
    IntracellularModel create(int inputs, int hidden, int outputs, int types);
  }
}
