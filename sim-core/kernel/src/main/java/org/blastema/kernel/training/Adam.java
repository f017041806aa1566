package org.blastema.kernel.training;

import java.util.Map;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with gradient clipping and, as an option, decoupled
 * weight decay (Loshchilov and Hutter 2019).
 */
final class Adam implements Optimizer {
  /**
   * Configuration.
   *
   * @param learningRate step size
   * @param schedule factor of the step size by epoch
   * @param beta1 decay of the mean gradient
   * @param beta2 decay of the mean squared gradient
   * @param epsilon keeps steps finite where gradients vanish
   * @param weightDecay decoupled decay of the parameters per epoch, times the rate
   * @param clipNorm largest Euclidean norm of the gradient that is used as it is; longer ones are
   *     shortened to it
   */
  @Describe(
      "Adam: steps of about the learning rate, whatever the scale of the gradient (Kingma and Ba 2015).")
  record Configuration(
      @Describe("Step size.") @Default("0.005") @Range(min = 0, exclusiveMin = true)
          double learningRate,
      @Describe("How the step size changes over the epochs.") @Default("constant")
          Part<Schedule> schedule,
      @Describe("Decay of the mean gradient.") @Default("0.9") @Range(min = 0, max = 1)
          double beta1,
      @Describe("Decay of the mean squared gradient.") @Default("0.999") @Range(min = 0, max = 1)
          double beta2,
      @Describe("Keeps steps finite where gradients vanish.")
          @Default("1e-8")
          @Range(min = 0, exclusiveMin = true)
          double epsilon,
      @Describe("Decoupled decay of the parameters per epoch, times the rate.")
          @Default("0")
          @Range(min = 0)
          double weightDecay,
      @Describe("Longest gradient that is used as it is; longer ones are shortened to this norm.")
          @Default(".inf")
          @Range(min = 0, exclusiveMin = true)
          double clipNorm) {}

  private final Configuration c;
  private final Schedule schedule;
  private final int epochs;
  private double[] mean;
  private double[] square;
  private double steps;

  Adam(Configuration configuration, Schedule schedule, int epochs, int count) {
    this.c = configuration;
    this.schedule = schedule;
    this.epochs = epochs;
    this.mean = new double[count];
    this.square = new double[count];
  }

  @Override
  public double[] change(int epoch, double[] parameters, double[] gradient) {
    double norm = 0;
    for (double g : gradient) {
      norm += g * g;
    }
    norm = Math.sqrt(norm);
    double clip = norm > c.clipNorm ? c.clipNorm / norm : 1;
    double rate = c.learningRate * schedule.factor(epoch, epochs);
    steps++;
    double meanBias = 1 - StrictMath.pow(c.beta1, steps);
    double squareBias = 1 - StrictMath.pow(c.beta2, steps);
    double[] change = new double[gradient.length];
    for (int k = 0; k < gradient.length; k++) {
      double g = clip * gradient[k];
      mean[k] = c.beta1 * mean[k] + (1 - c.beta1) * g;
      square[k] = c.beta2 * square[k] + (1 - c.beta2) * g * g;
      change[k] =
          -rate
              * (mean[k] / meanBias / (Math.sqrt(square[k] / squareBias) + c.epsilon)
                  + c.weightDecay * parameters[k]);
    }
    return change;
  }

  @Override
  public Map<String, double[]> memory() {
    return Map.of("mean", mean.clone(), "square", square.clone(), "steps", new double[] {steps});
  }

  @Override
  public void restore(Map<String, double[]> memory) {
    mean = memory.get("mean").clone();
    square = memory.get("square").clone();
    steps = memory.get("steps")[0];
  }
}
