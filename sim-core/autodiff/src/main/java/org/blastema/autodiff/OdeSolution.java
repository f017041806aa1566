package org.blastema.autodiff;

import java.util.Arrays;

/** Solves one problem and records the result with its adjoint. */
final class OdeSolution {
  private final OdeMethod method;
  private final StepControl control;
  private final int steps;
  private final OdeProblem problem;

  /**
   * A problem and how to solve it.
   *
   * @param control null for equal steps
   * @param steps number of equal steps, or the number of steps after which to give up
   */
  OdeSolution(OdeMethod method, StepControl control, int steps, OdeProblem problem) {
    this.method = method;
    this.control = control;
    this.steps = steps;
    this.problem = problem;
  }

  /**
   * The states at the samples side by side.
   *
   * @param inputs the start and the constants
   */
  Var record(OdeGradient gradient, Var[] inputs, Var start, double... times) {
    boolean recorded = Arrays.stream(inputs).anyMatch(Var::isActive);
    if (!recorded) {
      return result(inputs, start, integrate(null, start, times), null);
    }
    return switch (gradient) {
      case OdeGradient.Discrete(long bytes) -> {
        OdeHistory history = history(bytes, times);
        double[] samples = integrate(history, start, times);
        yield result(
            inputs,
            start,
            samples,
            (output, into) -> {
              OdeConstants constants = new OdeConstants(problem, into);
              sweep(method.adjoint(problem, constants), constants, history, samples, output, into);
            });
      }
      case OdeGradient.ContinuousAdjoint(double tolerance, long bytes) -> {
        OdeHistory history = history(bytes, times);
        double[] samples = integrate(history, start, times);
        yield result(
            inputs,
            start,
            samples,
            (output, into) -> {
              OdeConstants constants = new OdeConstants(problem, into);
              AdjointEquation equation =
                  new AdjointEquation(method, problem, constants, tolerance, output);
              sweep(equation, constants, history, samples, output, into);
            });
      }
      case OdeGradient.ForwardSensitivities() -> {
        boolean[] active = new boolean[inputs.length];
        for (int k = 0; k < active.length; k++) {
          active[k] = inputs[k].isActive();
        }
        OdeSensitivities both = new OdeSensitivities(problem, active);
        double[] samples = both.solve(method, control, steps, start.data(), times);
        yield result(inputs, start, samples, both::pull);
      }
    };
  }

  private OdeHistory history(long bytes, double... times) {
    int total = control == null ? OdeIntegration.equalSteps(times, steps) : 0;
    return new OdeHistory(bytes, times.length, total);
  }

  private double[] integrate(OdeHistory history, Var start, double... times) {
    return new OdeIntegration(method, problem, control, steps, history).solve(start.data(), times);
  }

  private Var result(Var[] inputs, Var start, double[] samples, Pullback pullback) {
    return Tape.primitive(
        method.name(), inputs, start.rows(), samples.length / start.rows(), samples, pullback);
  }

  private void sweep(
      OdeStepAdjoint adjoint,
      OdeConstants constants,
      OdeHistory history,
      double[] samples,
      double[] output,
      double[][] inputs) {
    int size = problem.size();
    double[] end = Arrays.copyOfRange(samples, samples.length - size, samples.length);
    double[] bar =
        new OdeSweep(method, problem, adjoint, history, samples.length / size, end, output).run();
    if (inputs[0] != null) {
      for (int k = 0; k < bar.length; k++) {
        inputs[0][k] += bar[k];
      }
    }
    constants.addTo(inputs);
  }
}
