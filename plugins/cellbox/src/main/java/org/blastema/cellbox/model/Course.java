package org.blastema.cellbox.model;

/** A computed solution. Belongs to one thread; {@link #pull} may be called once. */
public interface Course {
  /** The states, conditions by samples by nodes. */
  double[][][] states();

  /**
   * Adds the derivatives by the network's numbers.
   *
   * @param adjoint of the states
   * @throws IllegalStateException if the course was computed without a record
   */
  void pull(double[][][] adjoint, Gradient into);
}
