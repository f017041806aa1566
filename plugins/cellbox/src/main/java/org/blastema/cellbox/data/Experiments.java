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
 */
public record Experiments(
    List<String> nodes,
    List<String> conditions,
    double[][] inputs,
    double[] times,
    double[][][] responses,
    double[][][] clean) {

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
    String[] names = new String[which.length];
    for (int k = 0; k < which.length; k++) {
      u[k] = inputs[which[k]];
      y[k] = responses[which[k]];
      names[k] = conditions.get(which[k]);
      if (z != null) {
        z[k] = clean[which[k]];
      }
    }
    return new Experiments(nodes, List.of(names), u, times, y, z);
  }
}
