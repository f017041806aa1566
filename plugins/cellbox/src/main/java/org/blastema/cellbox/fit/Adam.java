package org.blastema.cellbox.fit;

/** Adam (Kingma and Ba 2015), with a decay that does not depend on the learning rate. */
public final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double[] first;
  private final double[] second;
  private int updates;

  /** Begins without moments. */
  public Adam(int count) {
    this.first = new double[count];
    this.second = new double[count];
  }

  /**
   * One update.
   *
   * @param decay share of every number that is taken off
   */
  public void descend(double[] theta, double[] gradient, double learningRate, double decay) {
    updates++;
    double c1 = 1 - StrictMath.pow(BETA1, updates);
    double c2 = 1 - StrictMath.pow(BETA2, updates);
    for (int k = 0; k < theta.length; k++) {
      double g = gradient[k];
      first[k] = BETA1 * first[k] + (1 - BETA1) * g;
      second[k] = BETA2 * second[k] + (1 - BETA2) * g * g;
      double move = learningRate * (first[k] / c1) / (Math.sqrt(second[k] / c2) + EPSILON);
      theta[k] -= move + decay * theta[k];
    }
  }
}
