package org.blastema.cellbox.neural;

/**
 * The error of a perturbed mean less a control mean, in a measurement {@code y = z + b_batch + e}
 * (after the idea of Kovačević et al., arXiv 2501.19178, our reading): why each mini-batch holds
 * the controls of its own batch.
 *
 * @param noise standard deviation of e
 * @param batchEffect standard deviation of b
 */
public record Contrast(double noise, double batchEffect) {
  /**
   * Variance of the contrast: {@code noise^2 (1 / perturbed + 1 / controls)}, and {@code 2
   * batchEffect^2} more from different batches, which no number of cells removes.
   */
  public double variance(int perturbed, int controls, boolean sameBatch) {
    double cells = noise * noise * (1.0 / perturbed + 1.0 / controls);
    return sameBatch ? cells : cells + 2 * batchEffect * batchEffect;
  }

  /**
   * Controls for each perturbed cell that make the contrasts of some perturbations, which share
   * their controls, most precise for a given number of cells: the square root of their number.
   */
  public static double controlsPerPerturbed(int perturbations) {
    return Math.sqrt(perturbations);
  }
}
