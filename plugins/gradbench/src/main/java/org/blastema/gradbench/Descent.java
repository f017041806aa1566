package org.blastema.gradbench;

import java.util.List;
import java.util.stream.IntStream;
import org.blastema.autodiff.array.Carried;
import org.blastema.autodiff.array.Index;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Truth;

/**
 * Gradient descent with a step size that doubles after ten successes and halves after a failure, as
 * a part of formulas.
 */
final class Descent {
  private static final double FIRST_STEP = 1e-5;
  private static final double TOLERANCE = 1e-5;
  private static final int SUCCESSES = 10;

  private Descent() {}

  /** What is made small. */
  interface Objective {
    /** The value at a point. */
    Real value(List<Real> x);

    /** The derivatives by the coordinates of the point. */
    List<Real> gradient(List<Real> x);
  }

  /** The point where the iteration ends. */
  static List<Real> argmin(Objective objective, List<Real> start) {
    int n = start.size();
    State first =
        new State(
            start,
            objective.gradient(start),
            objective.value(start),
            Real.constant(FIRST_STEP),
            Index.constant(0),
            Index.constant(0));
    Carried last =
        first
            .carried()
            .loopWhile(c -> State.of(c, n).isSearching(), c -> step(objective, State.of(c, n)));
    return State.of(last, n).x();
  }

  private static Carried step(Objective objective, State at) {
    return Carried.choose(
        isSmall(at.gradient()),
        () -> at.ended().carried(),
        () ->
            Carried.choose(
                at.successes().isEqual(SUCCESSES),
                () -> at.withStep(at.step().times(2)).carried(),
                () -> moved(objective, at)));
  }

  private static Carried moved(Objective objective, State at) {
    List<Real> shift = at.gradient().stream().map(g -> at.step().times(g)).toList();
    List<Real> x =
        IntStream.range(0, shift.size()).mapToObj(k -> at.x().get(k).minus(shift.get(k))).toList();
    List<Real> made =
        IntStream.range(0, shift.size()).mapToObj(k -> at.x().get(k).minus(x.get(k))).toList();
    return Carried.choose(
        isSmall(made),
        () -> at.ended().carried(),
        () -> {
          Real value = objective.value(x);
          return Carried.choose(
              value.isLess(at.value()),
              () ->
                  new State(
                          x,
                          objective.gradient(x),
                          value,
                          at.step(),
                          at.successes().plus(1),
                          at.isDone())
                      .carried(),
              () -> at.withStep(at.step().times(0.5)).carried());
        });
  }

  private static Truth isSmall(List<Real> vector) {
    Real sum = vector.stream().map(Real::square).reduce(Real::plus).orElseThrow();
    return sum.sqrt().isAtMost(Real.constant(TOLERANCE));
  }

  /**
   * Where the iteration stands.
   *
   * @param x the best point so far
   * @param gradient derivatives there
   * @param value value there
   * @param step factor of the gradient
   * @param successes since the step was changed
   * @param isDone 1 at the end, else 0
   */
  private record State(
      List<Real> x, List<Real> gradient, Real value, Real step, Index successes, Index isDone) {
    static State of(Carried c, int n) {
      return new State(
          IntStream.range(0, n).mapToObj(c::real).toList(),
          IntStream.range(n, 2 * n).mapToObj(c::real).toList(),
          c.real(2 * n),
          c.real(2 * n + 1),
          c.index(2 * n + 2),
          c.index(2 * n + 3));
    }

    Carried carried() {
      Object[] all = new Object[2 * x.size() + 4];
      for (int k = 0; k < x.size(); k++) {
        all[k] = x.get(k);
        all[x.size() + k] = gradient.get(k);
      }
      Object[] rest = {value, step, successes, isDone};
      System.arraycopy(rest, 0, all, 2 * x.size(), rest.length);
      return Carried.of(all);
    }

    Truth isSearching() {
      return isDone.isEqual(0);
    }

    State ended() {
      return new State(x, gradient, value, step, successes, Index.constant(1));
    }

    State withStep(Real other) {
      return new State(x, gradient, value, other, Index.constant(0), isDone);
    }
  }
}
