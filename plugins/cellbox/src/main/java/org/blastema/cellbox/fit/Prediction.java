package org.blastema.cellbox.fit;

import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Variant;

/** What a network of the standard variant predicts for some experiments. */
public final class Prediction {
  private static final double STEP = 0.1;

  private final LeastSquares problem;

  /** For some experiments. */
  public Prediction(Experiments data, Workers workers) {
    this.problem =
        new LeastSquares(data, Variant.STANDARD, FixedSteps.RUNGE_KUTTA_4, STEP, workers);
  }

  /** The responses, conditions by samples by nodes. */
  public double[][][] of(Network network) {
    return problem.predict(network);
  }
}
