package org.blastema.autodiff;

/** The hand-written adjoint of a primitive. */
@FunctionalInterface
public interface Pullback {
  /**
   * Adds the adjoints of the inputs that one output adjoint causes.
   *
   * @param output adjoint of the result, column-major, not to be changed
   * @param inputs where to add, column-major, in the order of the inputs; {@code null} for an input
   *     that is not active
   */
  void pull(double[] output, double[][] inputs);
}
