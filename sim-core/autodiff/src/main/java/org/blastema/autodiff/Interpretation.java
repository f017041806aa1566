package org.blastema.autodiff;

import java.util.List;

/**
 * What the operations of a formula mean in another domain than numbers: sets of inputs, intervals,
 * costs, a listing (abstract interpretation). See {@link Formula#interpret}.
 *
 * @param <T> what stands for a number
 */
public interface Interpretation<T> {
  /** An input column of the formula, counted over all input ports in order. */
  T input(int column);

  /** A number. */
  T constant(double value);

  /**
   * The result of an operation.
   *
   * @param op neither {@link Op#INPUT} nor {@link Op#CONSTANT}
   * @param exponent the exponent, if it is {@link Op#POW}
   * @param arguments what stands for the arguments; one used twice is the same object twice
   */
  T operation(Op op, double exponent, List<T> arguments);
}
