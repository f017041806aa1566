package org.blastema.cellbox;

/** The part of a study's configuration that says how a network is learned. */
interface LearningSettings {
  /** Which of the methods. */
  Learning.Method method();

  /** Settings of the second-order fit. */
  SecondOrder secondOrder();

  /** Settings of the published recipe. */
  FirstOrder firstOrder();

  /** Settings of the staged fit. */
  Schedule schedule();

  /** How first-order and staged fits solve the equation. */
  SolverChoice solver();

  /**
   * The method with all settings.
   *
   * @param duration of an experiment
   */
  default Learning learning(double duration, long seed) {
    return new Learning(
        method(), secondOrder(), firstOrder(), schedule(), solver(), duration, seed);
  }
}
