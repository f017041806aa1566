package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The continuous adjoint: {@code l' = -(df/dy)^T l} and the integral of {@code (df/dp)^T l} over
 * one step of the solution after the other, backward, with the solution in between as the cubic
 * through its states and slopes at both ends.
 */
final class AdjointEquation implements OdeStepAdjoint {
  private static final String STATE = "(adjoint)";
  private static final int STEP_LIMIT = 10_000;

  private record Key(List<Boolean> wanted) {}

  private final OdeMethod method;
  private final OdeProblem problem;
  private final OdeConstants constants;
  private final OdeProblem backward;
  private final double relative;
  private final double absolute;
  private final BoundFormula rhs;
  private final double[][] arguments;

  private final double[] between;
  private final double[] betweenRate;
  private final double[] slopeBefore;
  private final double[] slopeAfter;
  private double[] before;
  private double[] after;
  private double start;
  private double size;

  /**
   * Prepares a sweep.
   *
   * @param output adjoint that the sweep starts from
   */
  AdjointEquation(
      OdeMethod method,
      OdeProblem problem,
      OdeConstants constants,
      double relative,
      double... output) {
    this.method = method;
    this.problem = problem;
    this.constants = constants;
    this.relative = relative;
    double largest = Arrays.stream(output).map(Math::abs).max().orElse(0);
    this.absolute = Math.max(relative * largest, Double.MIN_NORMAL);
    this.rhs = problem.bound();
    this.arguments = problem.arguments(0);
    this.between = new double[problem.size()];
    this.betweenRate = new double[problem.size()];
    this.slopeBefore = new double[problem.size()];
    this.slopeAfter = new double[problem.size()];
    double[][] driven = new double[problem.constants().length + 1][];
    driven[0] = between;
    System.arraycopy(problem.constants(), 0, driven, 1, driven.length - 1);
    boolean[] uniform = new boolean[driven.length];
    System.arraycopy(problem.uniform(), 0, uniform, 1, driven.length - 1);
    double[][] rates = new double[driven.length][];
    rates[0] = betweenRate;
    for (int k = 1; k < rates.length; k++) {
      double[] forward = problem.rates()[k - 1];
      rates[k] = forward == null ? null : Arrays.stream(forward).map(rate -> -rate).toArray();
    }
    Formula equation =
        DerivedFormulas.of(
            problem.rhs(),
            new Key(list(constants.wanted())),
            () -> equation(problem.rhs(), constants.wanted()));
    int columns = problem.columns() + constants.columns();
    this.backward =
        new OdeProblem(
            equation, problem.rows(), columns, columns, driven, uniform, rates, this::interpolate);
  }

  private static List<Boolean> list(boolean... flags) {
    List<Boolean> list = new ArrayList<>();
    for (boolean flag : flags) {
      list.add(flag);
    }
    return list;
  }

  /** The rates of the adjoint and of the constants' sums, from them and the inputs of f. */
  private static Formula equation(Formula rhs, boolean[] wanted) {
    Formula vjp = rhs.vjp(OdeProblem.withState(wanted));
    List<Port> ports = new ArrayList<>();
    ports.add(new Port(STATE, vjp.outputWidth()));
    ports.addAll(rhs.inputs());
    return rhs.derived(
        "adjoint of " + rhs.name(),
        ports,
        in -> {
          List<Expr[]> given = new ArrayList<>();
          rhs.inputs().forEach(port -> given.add(in.vector(port.name())));
          Expr[] adjoint = in.vector(STATE);
          int at = 0;
          for (Port port : rhs.outputs()) {
            given.add(Arrays.copyOfRange(adjoint, at, at + port.width()));
            at += port.width();
          }
          return vjp.call(given.toArray(Expr[][]::new));
        });
  }

  /** Brings the solution to a time counted backward from the end of the step. */
  private void interpolate(double back) {
    double s = (size - back) / size;
    double time = start + (size - back);
    double rest = 1 - s;
    double fromBefore = rest * rest * (1 + 2 * s);
    double fromAfter = s * s * (3 - 2 * s);
    double byBefore = size * s * rest * rest;
    double byAfter = -size * s * s * rest;
    double slopes = s * (3 * s - 2);
    double slopesBefore = slopes + 1 - 2 * s;
    double across = 6 * s * rest / size;
    for (int k = 0; k < between.length; k++) {
      between[k] =
          fromBefore * before[k]
              + fromAfter * after[k]
              + byBefore * slopeBefore[k]
              + byAfter * slopeAfter[k];
      betweenRate[k] =
          across * (before[k] - after[k]) - slopesBefore * slopeBefore[k] - slopes * slopeAfter[k];
    }
    problem.at(time);
  }

  @Override
  public void pull(double time, double h, double[] from, double[] to, double[] bar) {
    start = time;
    size = h;
    before = from;
    after = to;
    slope(time, from, slopeBefore);
    slope(time + h, to, slopeAfter);
    double[] state = Arrays.copyOf(bar, backward.size());
    double[] sums = constants.sums();
    System.arraycopy(sums, 0, state, bar.length, sums.length);
    StepControl control =
        method.estimatesError()
            ? new StepControl(relative, absolute, h, OdeSolver.ErrorNorm.LARGEST_ROW)
            : null;
    int limit = control == null ? 1 : STEP_LIMIT;
    double[] end = new OdeIntegration(method, backward, control, limit, null).solve(state, h);
    System.arraycopy(end, 0, bar, 0, bar.length);
    System.arraycopy(end, bar.length, sums, 0, sums.length);
  }

  private void slope(double time, double[] y, double[] out) {
    problem.at(time);
    arguments[0] = y;
    rhs.evaluate(arguments, out);
  }
}
