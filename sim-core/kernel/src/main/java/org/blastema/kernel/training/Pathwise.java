package org.blastema.kernel.training;

import java.util.Arrays;
import java.util.List;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.Trajectory;
import org.blastema.plugin.Describe;

/**
 * The pathwise estimator: the gradient of the rewards at fixed choices. Unbiased only for
 * parameters that do not influence what chance decides.
 */
final class Pathwise implements GradientEstimator {
  /** Nothing to configure. */
  @Describe(
      "Gradients of the rewards at fixed choices; blind to the parameters' influence on what chance"
          + " decides.")
  record Configuration() {}

  @Override
  public History history() {
    return History.FULL;
  }

  @Override
  public boolean pathwise() {
    return true;
  }

  @Override
  public Weights weights(double[][] rewards, List<Trajectory> batch) {
    double[][] zeros =
        Arrays.stream(rewards).map(r -> new double[r.length]).toArray(double[][]::new);
    double[][] ones = new double[rewards.length][];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = new double[rewards[i].length];
      Arrays.fill(ones[i], 1);
    }
    return new Weights(zeros, ones);
  }
}
