package org.blastema.cellbox.fit;

import java.util.List;
import java.util.stream.IntStream;
import org.blastema.cellbox.data.NodeKinds;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Variant;

/** Members by {@link SteadyFit}, with the prices whose fit predicts the validation conditions. */
public final class RestLearner implements Learner {
  private final NodeKinds kinds;
  private final Variant variant;
  private final double[][] inputs;
  private final double[][] responses;
  private final double[] largest;
  private final List<SteadyFit.Prices> choices;

  /**
   * For a drug screen.
   *
   * @param largest largest size of the perturbation of every node
   */
  public RestLearner(
      NodeKinds kinds,
      Variant variant,
      double[][] inputs,
      double[][] responses,
      double[] largest,
      List<SteadyFit.Prices> choices) {
    this.kinds = kinds;
    this.variant = variant;
    this.inputs = inputs;
    this.responses = responses;
    this.largest = largest;
    this.choices = choices;
  }

  @Override
  public Learned learn(Split split, long seed) throws InterruptedException {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; choices.size() > 1 && k < choices.size(); k++) {
      Network trial = network(split.train(), choices.get(k));
      double error = 0;
      double[][] guess =
          SteadyFit.predict(trial, variant, Ensemble.pick(inputs, split.validation()));
      for (int r = 0; r < guess.length; r++) {
        error += Scores.meanSquare(guess[r], responses[split.validation()[r]]);
      }
      if (error < least) {
        least = error;
        best = k;
      }
    }
    Network network = network(split.known(), choices.get(best));
    double[][] predicted = SteadyFit.predict(network, variant, Ensemble.pick(inputs, split.test()));
    return new Learned(network, predicted, best, true);
  }

  private Network network(int[] conditions, SteadyFit.Prices prices) throws InterruptedException {
    double[][] u = Ensemble.pick(inputs, conditions);
    double[][] y = Ensemble.pick(responses, conditions);
    return new SteadyFit(kinds, variant, u, y, largest, prices).fit();
  }

  /** The network of all conditions, with the prices that were chosen most often. */
  @Override
  public Predictor overall(List<Ensemble.Fitted> members) throws InterruptedException {
    int[] count = new int[choices.size()];
    members.forEach(m -> count[m.choice()]++);
    int best = 0;
    for (int k = 1; k < count.length; k++) {
      best = count[k] > count[best] ? k : best;
    }
    Network network = network(IntStream.range(0, inputs.length).toArray(), choices.get(best));
    return u -> SteadyFit.predict(network, variant, u);
  }
}
