package org.blastema.gradbench;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.array.Arguments;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;

/**
 * The saddle point {@code min_x max_y (|x|^2 - |y|^2)} in the plane (Siskind and Pearlmutter,
 * 2008): the outer descent differentiates the whole inner ascent, which itself follows derivatives.
 */
final class SaddleEval implements Eval {
  private static final List<String> START = List.of("start1", "start2");

  /** The negative of the function, so that the inner ascent is a descent. */
  private static final ArrayFormula NEGATIVE =
      ArrayFormula.trace(
          "negative",
          List.of(
              ArrayPort.real("x1"),
              ArrayPort.real("x2"),
              ArrayPort.real("y1"),
              ArrayPort.real("y2")),
          in -> {
            Real x = in.real("x1").square().plus(in.real("x2").square());
            Real y = in.real("y1").square().plus(in.real("y2").square());
            return Outputs.of("value", x.minus(y).negate());
          });

  private final Nested nested = new Nested(SaddleEval::saddle);

  private static List<Real> reals(Arguments in, List<String> names) {
    return names.stream().map(in::real).toList();
  }

  private static List<Real> joined(List<Real> first, List<Real> second) {
    List<Real> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** The y that makes the function largest at an x. */
  private static List<Real> ascent(Mode.Gradient slope, List<Real> x, List<Real> start) {
    return Descent.argmin(
        new Descent.Objective() {
          @Override
          public Real value(List<Real> y) {
            return NEGATIVE.call(joined(x, y).toArray()).real("value");
          }

          @Override
          public List<Real> gradient(List<Real> y) {
            return slope.at(joined(x, y));
          }
        },
        start);
  }

  private static ArrayFormula saddle(Mode outer, Mode inner) {
    Mode.Gradient slope = inner.of(NEGATIVE, "y1", "y2");
    ArrayFormula largest =
        ArrayFormula.trace(
            "largest",
            List.of(
                ArrayPort.real("x1"),
                ArrayPort.real("x2"),
                ArrayPort.real("start1"),
                ArrayPort.real("start2")),
            in -> {
              List<Real> x = reals(in, List.of("x1", "x2"));
              List<Real> y = ascent(slope, x, reals(in, START));
              return Outputs.of(
                  "value", NEGATIVE.call(joined(x, y).toArray()).real("value").negate());
            });
    Mode.Gradient outerSlope = outer.of(largest, "x1", "x2");
    return ArrayFormula.trace(
        "saddle",
        List.of(ArrayPort.real("start1"), ArrayPort.real("start2")),
        in -> {
          List<Real> start = reals(in, START);
          List<Real> x = Descent.argmin(outerObjective(largest, outerSlope, start), start);
          List<Real> y = ascent(slope, x, start);
          return Outputs.of("x1", x.get(0))
              .and("x2", x.get(1))
              .and("y1", y.get(0))
              .and("y2", y.get(1));
        });
  }

  private static Descent.Objective outerObjective(
      ArrayFormula largest, Mode.Gradient slope, List<Real> start) {
    return new Descent.Objective() {
      @Override
      public Real value(List<Real> x) {
        return largest.call(joined(x, start).toArray()).real("value");
      }

      @Override
      public List<Real> gradient(List<Real> x) {
        return slope.at(joined(x, start));
      }
    };
  }

  @Override
  public Task prepare(String function, Fields input) {
    Evaluation evaluation = nested.evaluation(function);
    double[] start = input.vector("start");
    if (start.length != 2) {
      throw new IllegalArgumentException("'start' is a point of the plane");
    }
    return new FormulaTask(
        evaluation.set("start1", start[0]).set("start2", start[1]),
        e -> new double[] {e.real("x1"), e.real("x2"), e.real("y1"), e.real("y2")});
  }
}
