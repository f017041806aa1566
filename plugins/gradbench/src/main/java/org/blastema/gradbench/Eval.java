package org.blastema.gradbench;

/** The functions of one eval; made when the eval asks whether it is known. */
@FunctionalInterface
interface Eval {
  /**
   * Makes a task.
   *
   * @param function its name
   * @param input the eval's input; a bare number is the field {@code x}
   * @throws IllegalArgumentException if there is no such function, or the input does not fit
   */
  Task prepare(String function, Fields input);

  /** For a function that the eval has not. */
  static IllegalArgumentException unknown(String function) {
    return new IllegalArgumentException("there is no function '" + function + "'");
  }
}
