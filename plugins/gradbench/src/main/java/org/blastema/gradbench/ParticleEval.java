package org.blastema.gradbench;

import java.util.List;
import org.blastema.autodiff.array.Arguments;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Carried;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;

/**
 * Steers a charged particle: where must one of two charges lie so that the particle hits the origin
 * (Siskind and Pearlmutter, Using polyvariant union-free flow analysis to compile a higher-order
 * functional-programming language with a first-class derivative operator to efficient Fortran-like
 * code, 2008). The force is the inner derivative, that of the potential.
 */
final class ParticleEval implements Eval {
  private static final double STEP = 0.1;
  private static final double CHARGES_AT = 10;
  private static final double START_Y = 8;
  private static final double START_SPEED = 0.75;

  private static final ArrayFormula POTENTIAL =
      ArrayFormula.trace(
          "potential",
          List.of(ArrayPort.real("x"), ArrayPort.real("y"), ArrayPort.real("w")),
          in -> {
            Real dx = in.real("x").minus(CHARGES_AT);
            Real near = in.real("y").minus(Real.constant(CHARGES_AT).minus(in.real("w")));
            return Outputs.of("value", inverseNorm(dx, near).plus(inverseNorm(dx, in.real("y"))));
          });

  private final Nested nested = new Nested(ParticleEval::optimum);

  private static Real inverseNorm(Real x, Real y) {
    return Real.constant(1).divide(x.square().plus(y.square()).sqrt());
  }

  /** Squared distance from the origin where the path crosses the axis. */
  private static Outputs miss(Mode.Gradient slope, Arguments in) {
    Real w = in.real("w");
    Carried end =
        Carried.of(
                Real.constant(0),
                Real.constant(START_Y),
                Real.constant(START_SPEED),
                Real.constant(0))
            .loopWhile(
                c -> Real.constant(0).isLess(c.real(1).plus(c.real(3).times(STEP))),
                c -> {
                  List<Real> down = slope.at(List.of(c.real(0), c.real(1), w));
                  return Carried.of(
                      c.real(0).plus(c.real(2).times(STEP)),
                      c.real(1).plus(c.real(3).times(STEP)),
                      c.real(2).minus(down.get(0).times(STEP)),
                      c.real(3).minus(down.get(1).times(STEP)));
                });
    Real time = end.real(1).divide(end.real(3)).negate();
    return Outputs.of("value", end.real(0).plus(time.times(end.real(2))).square());
  }

  private static ArrayFormula optimum(Mode outer, Mode inner) {
    Mode.Gradient slope = inner.of(POTENTIAL, "x", "y");
    ArrayFormula path =
        ArrayFormula.trace("path", List.of(ArrayPort.real("w")), in -> miss(slope, in));
    Mode.Gradient steering = outer.of(path, "w");
    Descent.Objective objective =
        new Descent.Objective() {
          @Override
          public Real value(List<Real> x) {
            return path.call(x.toArray()).real("value");
          }

          @Override
          public List<Real> gradient(List<Real> x) {
            return steering.at(x);
          }
        };
    return ArrayFormula.trace(
        "particle",
        List.of(ArrayPort.real("w")),
        in -> Outputs.of("w", Descent.argmin(objective, List.of(in.real("w"))).getFirst()));
  }

  @Override
  public Task prepare(String function, Fields input) {
    Evaluation evaluation = nested.evaluation(function);
    return FormulaTask.number(evaluation.set("w", input.number("w")), "w");
  }
}
