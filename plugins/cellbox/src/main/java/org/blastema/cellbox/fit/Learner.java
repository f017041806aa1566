package org.blastema.cellbox.fit;

import java.util.List;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.Network;

/** How a member of an {@link Ensemble} is learned from its known conditions. */
public interface Learner {
  /**
   * What was learned.
   *
   * @param network from the known conditions
   * @param predicted for the test conditions, conditions by nodes
   * @param choice number of the settings that validation chose
   * @param settled whether all predictions are at rest; else they do not count
   */
  record Learned(Network network, double[][] predicted, int choice, boolean settled) {}

  /** Predicts responses at rest, conditions by nodes, for perturbations of the same shape. */
  @FunctionalInterface
  interface Predictor {
    /** The responses. */
    double[][] predict(double[][] inputs);
  }

  /** Learns a member. */
  Learned learn(Split split, long seed) throws InterruptedException;

  /** For conditions that nobody measured: what all data say. */
  Predictor overall(List<Ensemble.Fitted> members) throws InterruptedException;
}
