package org.blastema.cellbox.fit;

import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.model.Edges;
import org.blastema.cellbox.model.EqualSteps;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Scheme;
import org.blastema.cellbox.model.Setting;
import org.blastema.cellbox.model.Variant;

/** What a network of the standard variant predicts for some experiments. */
public final class Prediction {
  private static final Scheme SCHEME = new EqualSteps(FixedSteps.RUNGE_KUTTA_4, 0.1);

  private Prediction() {}

  /** The responses, conditions by samples by nodes. */
  public static double[][][] of(Network network, Experiments data) {
    if (data.count() == 0) {
      return new double[0][][];
    }
    Setting setting = new Setting(Variant.STANDARD, data.held(), Edges.ofFew(network));
    return SCHEME.solve(network, setting, data.inputs(), data.times(), false).states();
  }
}
