package org.blastema.cellbox;

import org.blastema.cellbox.data.SyntheticDesign;

/** The part of a study's configuration that says which synthetic experiments are drawn. */
interface DesignSettings {
  /** Scale of all nodes. */
  double scale();

  /** Standard deviation of the noise. */
  double noise();

  /** Time of the last sample. */
  double duration();

  /** Number of samples of a condition. */
  int samples();

  /** Nodes perturbed in a condition. */
  int perturbed();

  /** Conditions for training. */
  int train();

  /** Conditions for validation. */
  int validation();

  /** Conditions for the test. */
  int test();

  /** Whether every node is perturbed in training. */
  default boolean everyNode() {
    return false;
  }

  /** The design. */
  default SyntheticDesign design() {
    return new SyntheticDesign(
        scale(),
        noise(),
        duration(),
        samples(),
        perturbed(),
        train(),
        validation(),
        test(),
        everyNode());
  }
}
