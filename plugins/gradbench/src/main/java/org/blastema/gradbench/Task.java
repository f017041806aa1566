package org.blastema.gradbench;

/** A function of an eval together with its input, ready to run again and again. */
interface Task {
  /** Computes the output from the input. */
  void run();

  /**
   * What the last run computed: Double, Integer, an array of double or int, {@link Numbers}, or a
   * map of these.
   */
  Object output();
}
