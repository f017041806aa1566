package org.blastema.kernel.training;

import java.util.Map;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;

/** Plain steps along the gradient: {@code x - rate g}. Remembers nothing. */
final class GradientDescent implements Optimizer {
  /**
   * Configuration.
   *
   * @param learningRate factor of the gradient
   * @param schedule factor of the rate by epoch
   */
  @Describe("Steps along the gradient, as long as the gradient times the learning rate.")
  record Configuration(
      @Describe("Factor of the gradient; 1 carries out the steps of cma-es as they are.")
          @Default("1")
          @Range(min = 0, exclusiveMin = true)
          double learningRate,
      @Describe("How the rate changes over the epochs.") @Default("constant")
          Part<Schedule> schedule) {}

  /** Makes plain steps. */
  record Factory(double learningRate, Schedule schedule) implements OptimizerFactory {
    @Override
    public Optimizer create(int epochs, int count) {
      return new GradientDescent(this, epochs);
    }
  }

  private final Factory made;
  private final int epochs;

  private GradientDescent(Factory made, int epochs) {
    this.made = made;
    this.epochs = epochs;
  }

  @Override
  public double[] change(int epoch, double[] parameters, double[] gradient) {
    double rate = made.learningRate * made.schedule.factor(epoch, epochs);
    double[] change = new double[gradient.length];
    for (int k = 0; k < change.length; k++) {
      change[k] = -rate * gradient[k];
    }
    return change;
  }

  @Override
  public Map<String, double[]> memory() {
    return Map.of();
  }

  @Override
  public void restore(Map<String, double[]> memory) {}
}
