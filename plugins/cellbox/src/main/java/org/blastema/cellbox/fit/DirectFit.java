package org.blastema.cellbox.fit;

import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.Split;

/**
 * The baseline without any dynamics: ridge regression of every sample of every node on the
 * perturbations, with the price that predicts the validation conditions best, then fitted to all
 * known conditions.
 */
public final class DirectFit {
  private static final double[] PRICES = {1e-4, 1e-3, 1e-2, 0.1, 0.3, 1, 3, 10};

  private final Ridge ridge;
  private final double price;

  private DirectFit(Ridge ridge, double price) {
    this.ridge = ridge;
    this.price = price;
  }

  /** Fits. */
  public static DirectFit ridge(Experiments data, Split split) {
    Experiments train = data.only(split.train());
    Experiments validation = data.only(split.validation());
    double best = Double.POSITIVE_INFINITY;
    double chosen = PRICES[0];
    for (double price : PRICES) {
      double[][] guess = new Ridge(train.inputs(), flat(train), price).predict(validation.inputs());
      double error = 0;
      double[][] truth = flat(validation);
      for (int r = 0; r < truth.length; r++) {
        error += Scores.meanSquare(guess[r], truth[r]);
      }
      if (error < best) {
        best = error;
        chosen = price;
      }
    }
    Experiments known = data.only(split.known());
    return new DirectFit(new Ridge(known.inputs(), flat(known), chosen), chosen);
  }

  /** The price that was chosen. */
  public double price() {
    return price;
  }

  /** Predictions, conditions by samples by nodes. */
  public double[][][] predict(Experiments data) {
    double[][] flat = ridge.predict(data.inputs());
    int nodes = data.nodes().size();
    double[][][] y = new double[flat.length][data.samples()][nodes];
    for (int c = 0; c < flat.length; c++) {
      for (int k = 0; k < flat[c].length; k++) {
        y[c][k / nodes][k % nodes] = flat[c][k];
      }
    }
    return y;
  }

  private static double[][] flat(Experiments data) {
    double[][] flat = new double[data.count()][];
    for (int c = 0; c < flat.length; c++) {
      flat[c] = Scores.flat(new double[][][] {data.responses()[c]});
    }
    return flat;
  }
}
