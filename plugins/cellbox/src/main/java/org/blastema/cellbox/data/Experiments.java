package org.blastema.cellbox.data;

import java.util.List;

/**
 * Perturbation-response data.
 *
 * @param nodes names of the nodes
 * @param conditions names of the conditions
 * @param inputs perturbation u of every node, conditions by nodes, as it enters the equation
 * @param times ascending times of the samples; empty if the responses are steady states
 * @param responses samples by nodes for every condition
 * @param clean the responses without noise where they are known, else null
 * @param repeats how many measurements every sample is the mean of, conditions by samples; null
 *     where all are single ones
 * @param held nodes that are held at their perturbation ("fix x") in all conditions, or null
 */
public record Experiments(
    List<String> nodes,
    List<String> conditions,
    double[][] inputs,
    double[] times,
    double[][][] responses,
    double[][][] clean,
    int[][] repeats,
    boolean[] held) {

  /** Single measurements, nothing held. */
  public Experiments(
      List<String> nodes,
      List<String> conditions,
      double[][] inputs,
      double[] times,
      double[][][] responses,
      double[][][] clean) {
    this(nodes, conditions, inputs, times, responses, clean, null, null);
  }

  /** How many measurements a sample is the mean of. */
  public int repeats(int condition, int sample) {
    return repeats == null ? 1 : repeats[condition][sample];
  }

  /** Number of conditions. */
  public int count() {
    return inputs.length;
  }

  /** Number of samples of a condition. */
  public int samples() {
    return responses[0].length;
  }

  /** Some of the conditions, in the given order. */
  public Experiments only(int... which) {
    double[][] u = new double[which.length][];
    double[][][] y = new double[which.length][][];
    double[][][] z = clean == null ? null : new double[which.length][][];
    int[][] counts = repeats == null ? null : new int[which.length][];
    String[] names = new String[which.length];
    for (int k = 0; k < which.length; k++) {
      u[k] = inputs[which[k]];
      y[k] = responses[which[k]];
      names[k] = conditions.get(which[k]);
      if (z != null) {
        z[k] = clean[which[k]];
      }
      if (counts != null) {
        counts[k] = repeats[which[k]];
      }
    }
    return new Experiments(nodes, List.of(names), u, times, y, z, counts, held);
  }
}
