package org.blastema.kernel.training;

import java.util.List;
import org.blastema.kernel.random.KeyedRandom;

/**
 * Estimates a gradient from rewards alone, at several points around the present parameters. Needs
 * no derivative of anything. All points of an epoch are given the same random numbers (common
 * random numbers), so that differences of their rewards are those of the parameters.
 */
public non-sealed interface PerturbationEstimator extends Estimator {
  /**
   * Whether prices on parameters count as rewards lost at every point. If not, their gradient is
   * added to the estimate.
   */
  default boolean countsPenalties() {
    return false;
  }

  /**
   * The points whose rewards are wanted, beside the center itself.
   *
   * @param center the present free numbers
   * @param random random numbers of this epoch
   */
  double[][] points(double[] center, KeyedRandom random);

  /**
   * The gradient by the free numbers of the expected reward at the center.
   *
   * @param reward mean reward at the center
   * @param points as {@link #points} gave them
   * @param rewards mean reward at every point, all finite
   */
  Estimate estimate(double[] center, double reward, double[][] points, double[] rewards);

  /**
   * An estimate.
   *
   * @param gradient the gradient of the expected reward
   * @param deviation Euclidean norm of the gradient's standard error; NaN if unknown
   * @param measures values of {@link #measures}
   * @param warnings what the user should know
   */
  record Estimate(double[] gradient, double deviation, double[] measures, List<String> warnings) {}
}
