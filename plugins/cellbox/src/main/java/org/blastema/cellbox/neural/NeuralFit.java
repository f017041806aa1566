package org.blastema.cellbox.neural;

import org.blastema.cellbox.data.Draws;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.fit.Adam;

/**
 * Adam on mini-batches of conditions; every update sees the controls, as the penalty of {@link
 * SemiMechanisticLoss} stands for them. The result is the best by validation error.
 */
public final class NeuralFit {
  private static final int START_STREAM = 10;
  private static final int ORDER_STREAM = 11;
  private static final int CHECKED = 10;

  /**
   * Settings.
   *
   * @param learningRate of Adam
   * @param batch conditions in an update
   * @param iterations updates
   */
  public record Options(double learningRate, int batch, int iterations) {}

  /**
   * What was found.
   *
   * @param theta parameters
   * @param validation mean square on the validation conditions
   */
  public record Result(double[] theta, double validation) {}

  private NeuralFit() {}

  /** Fits; the seed decides the start and the batches, whatever the loss. */
  public static Result fit(
      SemiMechanisticLoss loss, Experiments data, Split split, Options options, long seed)
      throws InterruptedException {
    SemiMechanisticLoss plain = new SemiMechanisticLoss(loss.equation(), loss.solver(), 0, 0);
    double[] theta = loss.equation().start(new Draws(seed, START_STREAM));
    Draws draws = new Draws(seed, ORDER_STREAM);
    Experiments validation = data.only(split.validation());
    Adam adam = new Adam(theta.length);
    Result best = new Result(theta.clone(), plain.at(validation, theta, null));
    int[] order = {};
    int next = 0;
    for (int k = 1; k <= options.iterations; k++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (next >= order.length) {
        order = draws.permutation(split.train().length);
        next = 0;
      }
      int[] batch = new int[Math.min(options.batch, order.length - next)];
      for (int b = 0; b < batch.length; b++) {
        batch[b] = split.train()[order[next++]];
      }
      double[] gradient = new double[theta.length];
      loss.at(data.only(batch), theta, gradient);
      adam.descend(theta, gradient, options.learningRate, 0);
      if (k % CHECKED == 0) {
        double error = plain.at(validation, theta, null);
        if (error < best.validation) {
          best = new Result(theta.clone(), error);
        }
      }
    }
    return best;
  }
}
