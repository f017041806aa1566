package org.blastema.cellbox.fit;

import java.util.List;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.NodeKinds;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Scheme;
import org.blastema.cellbox.model.Solution;
import org.blastema.cellbox.model.Variant;

/**
 * Members by {@link StagedFit} with the published mask. Members that still move at the end of the
 * last stage do not count, as published.
 */
public final class StagedLearner implements Learner {
  /** Largest rate of change at rest. */
  private static final double MOVING = 0.05;

  private static final double STEP = 0.1;

  private final Experiments data;
  private final NodeKinds kinds;
  private final Variant variant;
  private final StagedFit.Options options;
  private final Scheme scheme;

  /**
   * For a drug screen.
   *
   * @param data responses at rest
   */
  public StagedLearner(
      Experiments data,
      NodeKinds kinds,
      Variant variant,
      StagedFit.Options options,
      Scheme scheme) {
    this.data = data;
    this.kinds = kinds;
    this.variant = variant;
    this.options = options;
    this.scheme = scheme;
  }

  private StagedFit fit(Split split) {
    return new StagedFit(data, split, options, scheme, variant, kinds.mask());
  }

  @Override
  public Learned learn(Split split, long seed) throws InterruptedException {
    StagedFit fit = fit(split);
    StagedFit.Result result =
        fit.fit(
            seed,
            (iteration, loss) -> {
              if (Thread.interrupted()) {
                throw new InterruptedException();
              }
            });
    double[][] inputs = Ensemble.pick(data.inputs(), split.test());
    double[][] predicted = ends(fit.predict(result.network(), inputs, result.horizon()));
    return new Learned(
        result.network(), predicted, 0, speed(result.network(), inputs, predicted) < MOVING);
  }

  private static double[][] ends(double[][][] courses) {
    return java.util.Arrays.stream(courses).map(c -> c[0]).toArray(double[][]::new);
  }

  /** The largest rate of change of any node that is not held. */
  private double speed(Network network, double[][] inputs, double[][] states) {
    Solution now = new Solution(network, variant, FixedSteps.EULER, STEP, data.held(), inputs);
    now.start(states);
    double largest = 0;
    for (double[] rates : now.rates()) {
      for (int i = 0; i < rates.length; i++) {
        boolean free = data.held() == null || !data.held()[i];
        largest = free ? Math.max(largest, Math.abs(rates[i])) : largest;
      }
    }
    return largest;
  }

  /** The mean over the members' predictions. */
  @Override
  public Predictor overall(List<Ensemble.Fitted> members) {
    double horizon = options.stages().getLast().horizon();
    List<Network> networks = members.stream().map(Ensemble.Fitted::network).toList();
    StagedFit any = fit(new Split(new int[0], new int[0], new int[0]));
    return u -> {
      double[][] mean = new double[u.length][kinds.count()];
      for (Network network : networks) {
        double[][] y = ends(any.predict(network, u, horizon));
        for (int r = 0; r < u.length; r++) {
          for (int i = 0; i < mean[r].length; i++) {
            mean[r][i] += y[r][i] / networks.size();
          }
        }
      }
      return mean;
    };
  }
}
