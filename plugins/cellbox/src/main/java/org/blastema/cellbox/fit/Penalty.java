package org.blastema.cellbox.fit;

/**
 * The price of a network: {@code l1 sum_(i!=j) |W_ij| + l1 diagonal sum_i |W_ii| + tie / 2 sum
 * (scale_i - mean)^2}, with {@code |w|} smoothed to {@code sqrt(w^2 + smoothing^2) - smoothing}, so
 * that it has a curvature.
 *
 * @param l1 price of a weight
 * @param diagonal share of it for a self loop, whose effect resembles that of the scale
 * @param tie how strongly scales are drawn to their mean
 * @param smoothing width of the smooth part
 */
record Penalty(double l1, double diagonal, double tie, double smoothing) {
  double value(Coordinates at, double[] theta) {
    double sum = 0;
    double mean = meanScale(at, theta);
    for (int k = 0; k < theta.length; k++) {
      if (at.isWeight(k)) {
        double w = theta[k];
        sum += price(at, k) * (Math.sqrt(w * w + smoothing * smoothing) - smoothing);
      } else if (at.isScale(k)) {
        sum += tie / 2 * (theta[k] - mean) * (theta[k] - mean);
      }
    }
    return sum;
  }

  /**
   * Adds the derivative to {@code right} (with the opposite sign) and a convex bound of the
   * curvature to the diagonal of {@code matrix}.
   */
  void addTo(Coordinates at, double[] theta, double[][] matrix, double[] right) {
    double mean = meanScale(at, theta);
    for (int k = 0; k < theta.length; k++) {
      if (at.isWeight(k)) {
        double curvature = price(at, k) / Math.sqrt(theta[k] * theta[k] + smoothing * smoothing);
        right[k] -= curvature * theta[k];
        matrix[k][k] += curvature;
      } else if (at.isScale(k)) {
        right[k] -= tie * (theta[k] - mean);
        matrix[k][k] += tie;
      }
    }
    int scales = at.nodes();
    for (int p = 0; p < theta.length; p++) {
      for (int q = p; q < theta.length; q++) {
        if (at.isScale(p) && at.isScale(q)) {
          matrix[p][q] -= tie / scales;
        }
      }
    }
  }

  private double price(Coordinates at, int k) {
    return at.isDiagonal(k) ? l1 * diagonal : l1;
  }

  private static double meanScale(Coordinates at, double[] theta) {
    double sum = 0;
    int count = 0;
    for (int k = 0; k < theta.length; k++) {
      if (at.isScale(k)) {
        sum += theta[k];
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }
}
