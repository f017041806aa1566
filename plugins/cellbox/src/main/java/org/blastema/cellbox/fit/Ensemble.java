package org.blastema.cellbox.fit;

import java.util.Arrays;
import java.util.List;
import org.blastema.cellbox.data.NodeKinds;
import org.blastema.cellbox.data.Partition;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.Network;

/**
 * Many fits of the same drug screen: from every split, a network is learned, and its test
 * conditions are predicted. Members run on all threads; the result does not depend on how many.
 */
public final class Ensemble {
  /** Keeps the seeds of members and of neighboring runs apart. */
  private static final long MEMBER_SEEDS = 1_000_003;

  /** The baseline's price, with doses scaled to at most 1. */
  private static final double RIDGE_PRICE = 0.1;

  private final NodeKinds kinds;
  private final double[][] inputs;
  private final double[][] responses;
  private final double[] largest;
  private final Learner learner;
  private final long seed;

  /**
   * A fitted member.
   *
   * @param group of its split
   * @param test its test conditions
   * @param network fitted to all its known conditions
   * @param predicted its predictions for the test conditions
   * @param ridge those of the baseline
   * @param choice number of the settings that were chosen
   * @param settled whether its predictions are at rest; else they do not count
   */
  public record Fitted(
      int group,
      int[] test,
      Network network,
      double[][] predicted,
      double[][] ridge,
      int choice,
      boolean settled) {}

  /** Is told how many members are done. */
  @FunctionalInterface
  public interface Watcher {
    /** One more is done. */
    void done() throws InterruptedException;
  }

  /**
   * For a drug screen.
   *
   * @param seed of what is random in members
   */
  public Ensemble(
      NodeKinds kinds, double[][] inputs, double[][] responses, Learner learner, long seed) {
    this.kinds = kinds;
    this.inputs = inputs;
    this.responses = responses;
    this.learner = learner;
    this.seed = seed;
    this.largest = largest(inputs);
  }

  /** The largest size of each node's perturbation in any condition. */
  public static double[] largest(double[][] inputs) {
    double[] largest = new double[inputs[0].length];
    for (double[] u : inputs) {
      for (int i = 0; i < u.length; i++) {
        largest[i] = Math.max(largest[i], Math.abs(u[i]));
      }
    }
    return largest;
  }

  /** Fits all members. */
  public List<Fitted> fit(List<Partition.Member> members, Workers workers, Watcher watcher)
      throws InterruptedException {
    return workers.map(
        members.size(),
        k -> {
          Fitted fitted = fit(members.get(k), k);
          watcher.done();
          return fitted;
        });
  }

  private Fitted fit(Partition.Member member, long number) throws InterruptedException {
    Split split = member.split();
    Learner.Learned learned = learner.learn(split, seed + MEMBER_SEEDS * number);
    Ridge ridge = new Ridge(doses(split.known()), pick(responses, split.known()), RIDGE_PRICE);
    return new Fitted(
        member.group(),
        split.test(),
        learned.network(),
        learned.predicted(),
        ridge.predict(doses(split.test())),
        learned.choice(),
        learned.settled());
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
      if (!ridge && !member.settled()) {
        continue;
      }
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
