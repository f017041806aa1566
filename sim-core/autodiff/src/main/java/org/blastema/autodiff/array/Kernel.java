package org.blastema.autodiff.array;

/** A compiled function; classes that implement it are generated. */
interface Kernel {
  /**
   * Runs the function.
   *
   * @param frame holds buffers, and takes the results
   * @param arguments as for {@link Interpreter#run}
   */
  void run(Frame frame, Object[] arguments);
}
