package org.blastema.cellbox.neural;

import org.blastema.cellbox.data.Draws;
import org.blastema.cellbox.data.Experiments;

/**
 * Data measured in batches, each of which shifts every node by its own amount, taken relative to
 * measured controls.
 *
 * @param batches number of batches; condition c is measured in batch c modulo their number
 * @param batchEffect standard deviation of a batch's shift of a node
 * @param noise standard deviation of a control's measurement
 * @param controls control measurements in each batch
 * @param matched whether a response is taken relative to the controls of its own batch, or of all
 */
public record BatchedData(
    int batches, double batchEffect, double noise, int controls, boolean matched) {

  private static final int STREAM = 12;

  /** The responses of an experiment as they are measured. */
  public Experiments measure(Experiments data, long seed) {
    int nodes = data.nodes().size();
    Draws draws = new Draws(seed, STREAM);
    double[][] shift = new double[batches][nodes];
    double[][] control = new double[batches][nodes];
    double[] overall = new double[nodes];
    for (int b = 0; b < batches; b++) {
      for (int i = 0; i < nodes; i++) {
        shift[b][i] = batchEffect * draws.gaussian();
        control[b][i] = shift[b][i] + noise / Math.sqrt(controls) * draws.gaussian();
        overall[i] += control[b][i] / batches;
      }
    }
    double[][][] y = new double[data.count()][data.samples()][nodes];
    for (int c = 0; c < y.length; c++) {
      int b = c % batches;
      for (int m = 0; m < y[c].length; m++) {
        for (int i = 0; i < nodes; i++) {
          double zero = matched ? control[b][i] : overall[i];
          y[c][m][i] = data.responses()[c][m][i] + shift[b][i] - zero;
        }
      }
    }
    return new Experiments(
        data.nodes(), data.conditions(), data.inputs(), data.times(), y, data.clean());
  }
}
