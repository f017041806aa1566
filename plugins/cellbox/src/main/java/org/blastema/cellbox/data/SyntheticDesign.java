package org.blastema.cellbox.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.blastema.cellbox.model.Edges;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Solution;
import org.blastema.cellbox.model.Variant;

/**
 * Synthetic experiments on a known network by the rules of Ji et al. (arXiv 2104.06467): a Latin
 * hypercube over all conditions and nodes with levels 1/N to 1, of which all but a few randomly
 * chosen nodes are set to 0 in every condition; inhibition, so it enters the equation as -u; {@code
 * x' = scale tanh(W x - u) - x} from 0; normal noise on every value, also on those for validation
 * and test.
 *
 * @param scale alpha of every node
 * @param noise standard deviation
 * @param duration time of the last sample
 * @param samples number of equally spaced samples
 * @param perturbed nodes perturbed in a condition
 * @param train number of conditions
 * @param validation number of conditions
 * @param test number of conditions
 * @param everyNode whether designs are drawn until every node is perturbed in training
 */
public record SyntheticDesign(
    double scale,
    double noise,
    double duration,
    int samples,
    int perturbed,
    int train,
    int validation,
    int test,
    boolean everyNode) {

  private static final int DESIGN_STREAM = 1;
  private static final int NOISE_STREAM = 2;
  private static final int MOST_DESIGNS = 10_000;
  private static final double STEP = 0.02;

  /** The network that makes the data. */
  public Network truth(ReferenceNetwork reference) {
    return Network.of(reference.nodes().size(), reference.weights(), scale);
  }

  /** The split of the conditions, in their order. */
  public Split split() {
    int[] all = new int[train + validation + test];
    Arrays.setAll(all, k -> k);
    return new Split(
        Arrays.copyOfRange(all, 0, train),
        Arrays.copyOfRange(all, train, train + validation),
        Arrays.copyOfRange(all, train + validation, all.length));
  }

  /** Draws the data. */
  public Experiments draw(ReferenceNetwork reference, long seed) {
    double[][] inputs = inputs(reference.nodes().size(), seed);
    double[][][] clean = solve(truth(reference), inputs);
    Draws random = new Draws(seed, NOISE_STREAM);
    double[][][] noisy = new double[clean.length][samples][];
    List<String> names = new ArrayList<>();
    for (int c = 0; c < clean.length; c++) {
      names.add("c" + (c + 1));
      for (int m = 0; m < samples; m++) {
        noisy[c][m] = clean[c][m].clone();
        for (int i = 0; i < noisy[c][m].length; i++) {
          noisy[c][m][i] += noise * random.gaussian();
        }
      }
    }
    return new Experiments(reference.nodes(), names, inputs, times(), noisy, clean);
  }

  private double[] times() {
    double[] times = new double[samples];
    Arrays.setAll(times, m -> duration * (m + 1) / samples);
    return times;
  }

  private double[][][] solve(Network truth, double[][] inputs) {
    int steps = (int) Math.ceil(duration / samples / STEP);
    Solution solution =
        new Solution(
            truth,
            Variant.STANDARD,
            FixedSteps.RUNGE_KUTTA_4,
            duration / samples / steps,
            null,
            inputs,
            Edges.ofFew(truth));
    double[][][] states = new double[inputs.length][samples][];
    for (int m = 0; m < samples; m++) {
      solution.advance(steps);
      double[][] now = solution.copy();
      for (int c = 0; c < now.length; c++) {
        states[c][m] = now[c];
      }
    }
    return states;
  }

  private double[][] inputs(int nodes, long seed) {
    for (int attempt = 0; attempt < MOST_DESIGNS; attempt++) {
      double[][] drawn = attempt(nodes, new Draws(seed, DESIGN_STREAM + 16 * attempt));
      if (!everyNode || covers(drawn, nodes)) {
        return drawn;
      }
    }
    throw new IllegalArgumentException(
        "no design with " + train + " training conditions perturbs all of " + nodes + " nodes");
  }

  private boolean covers(double[][] inputs, int nodes) {
    for (int i = 0; i < nodes; i++) {
      boolean found = false;
      for (int c = 0; c < train; c++) {
        found |= inputs[c][i] != 0;
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private double[][] attempt(int nodes, Draws random) {
    int count = train + validation + test;
    double[][] inputs = new double[count][nodes];
    for (int i = 0; i < nodes; i++) {
      int[] level = random.permutation(count);
      for (int c = 0; c < count; c++) {
        inputs[c][i] = -(level[c] + 1.0) / count;
      }
    }
    for (int c = 0; c < count; c++) {
      int[] order = random.permutation(nodes);
      for (int k = Math.min(perturbed, nodes); k < nodes; k++) {
        inputs[c][order[k]] = 0;
      }
    }
    return inputs;
  }
}
