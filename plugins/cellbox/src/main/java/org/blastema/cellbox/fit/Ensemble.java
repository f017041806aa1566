package org.blastema.cellbox.fit;

import java.util.Arrays;
import java.util.List;
import org.blastema.cellbox.data.NodeKinds;
import org.blastema.cellbox.data.Partition;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Variant;

/**
 * Many fits of the same drug screen: for every split, prices are chosen by the error on its
 * validation conditions, then all its known conditions are fitted and its test conditions
 * predicted. Members run on all threads; the result does not depend on how many.
 */
public final class Ensemble {
  /** The baseline's price, with doses scaled to at most 1. */
  private static final double RIDGE_PRICE = 0.1;

  private final NodeKinds kinds;
  private final Variant variant;
  private final double[][] inputs;
  private final double[][] responses;
  private final double[] largest;
  private final List<SteadyFit.Prices> choices;

  /**
   * A fitted member.
   *
   * @param group of its split
   * @param test its test conditions
   * @param network fitted to all its known conditions
   * @param predicted its predictions for the test conditions
   * @param ridge those of the baseline
   * @param choice number of the prices that were chosen
   */
  public record Fitted(
      int group, int[] test, Network network, double[][] predicted, double[][] ridge, int choice) {}

  /** Is told how many members are done. */
  @FunctionalInterface
  public interface Watcher {
    /** One more is done. */
    void done() throws InterruptedException;
  }

  /** For a drug screen. */
  public Ensemble(
      NodeKinds kinds,
      Variant variant,
      double[][] inputs,
      double[][] responses,
      List<SteadyFit.Prices> choices) {
    this.kinds = kinds;
    this.variant = variant;
    this.inputs = inputs;
    this.responses = responses;
    this.choices = choices;
    this.largest = new double[kinds.count()];
    for (double[] u : inputs) {
      for (int i = 0; i < u.length; i++) {
        largest[i] = Math.max(largest[i], Math.abs(u[i]));
      }
    }
  }

  /** Fits all members. */
  public List<Fitted> fit(List<Partition.Member> members, Workers workers, Watcher watcher)
      throws InterruptedException {
    return workers.map(
        members.size(),
        k -> {
          try {
            Fitted fitted = fit(members.get(k));
            watcher.done();
            return fitted;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
        });
  }

  private Fitted fit(Partition.Member member) throws InterruptedException {
    Split split = member.split();
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; choices.size() > 1 && k < choices.size(); k++) {
      Network trial = network(split.train(), choices.get(k));
      double error = 0;
      double[][] guess = SteadyFit.predict(trial, variant, pick(inputs, split.validation()));
      for (int r = 0; r < guess.length; r++) {
        error += Scores.meanSquare(guess[r], responses[split.validation()[r]]);
      }
      if (error < least) {
        least = error;
        best = k;
      }
    }
    Network network = network(split.known(), choices.get(best));
    double[][] predicted = SteadyFit.predict(network, variant, pick(inputs, split.test()));
    Ridge ridge = new Ridge(doses(split.known()), pick(responses, split.known()), RIDGE_PRICE);
    return new Fitted(
        member.group(), split.test(), network, predicted, ridge.predict(doses(split.test())), best);
  }

  /** The network that fits some conditions. */
  public Network network(int[] conditions, SteadyFit.Prices prices) throws InterruptedException {
    return new SteadyFit(
            kinds, variant, pick(inputs, conditions), pick(responses, conditions), largest, prices)
        .fit();
  }

  /** The largest size of each node's perturbation in any condition. */
  public double[] largest() {
    return largest.clone();
  }

  private double[][] doses(int[] conditions) {
    int first = kinds.proteins() + kinds.phenotypes();
    double[][] doses = new double[conditions.length][kinds.drugs()];
    for (int r = 0; r < doses.length; r++) {
      for (int d = 0; d < kinds.drugs(); d++) {
        double most = largest[first + d];
        doses[r][d] = most == 0 ? 0 : inputs[conditions[r]][first + d] / most;
      }
    }
    return doses;
  }

  /** Some rows. */
  public static double[][] pick(double[][] table, int[] rows) {
    return Arrays.stream(rows).mapToObj(r -> table[r]).toArray(double[][]::new);
  }

  /** Means over the predictions of all members for each condition; null where there is none. */
  public static double[][] averaged(List<Fitted> members, int conditions, boolean ridge) {
    double[][] mean = new double[conditions][];
    int[] count = new int[conditions];
    for (Fitted member : members) {
      for (int k = 0; k < member.test().length; k++) {
        int r = member.test()[k];
        double[] y = ridge ? member.ridge()[k] : member.predicted()[k];
        if (mean[r] == null) {
          mean[r] = new double[y.length];
        }
        count[r]++;
        for (int i = 0; i < y.length; i++) {
          mean[r][i] += (y[i] - mean[r][i]) / count[r];
        }
      }
    }
    return mean;
  }
}
