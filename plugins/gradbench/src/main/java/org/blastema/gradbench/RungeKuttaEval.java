package org.blastema.gradbench;

import java.util.List;
import org.blastema.autodiff.array.Arguments;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Carried;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Index;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;

/**
 * The system {@code y_0' = x_0, y_i' = x_i y_(i-1)} from 0 at time 0 to time 2 by the classical
 * Runge-Kutta method in {@code s} steps. The gradient is that of the last component.
 */
final class RungeKuttaEval implements Eval {
  private static final double DURATION = 2;

  private static final List<ArrayPort> INPUTS =
      List.of(ArrayPort.reals("x", 1), ArrayPort.index("s"));

  private static final ArrayFormula SOLUTION =
      ArrayFormula.trace("ode", INPUTS, in -> Outputs.of("y", solution(in)));

  private static final ArrayFormula LAST =
      ArrayFormula.trace(
          "last",
          INPUTS,
          in -> {
            Reals y = solution(in);
            return Outputs.of("value", y.at(in.reals("x").length().minus(1)));
          });

  private final Evaluation primal = SOLUTION.evaluation();
  private final Evaluation gradient = LAST.gradient("x").evaluation();

  private static Reals solution(Arguments in) {
    Reals x = in.reals("x");
    Real h = Real.constant(DURATION).divide(in.index("s").toReal());
    Reals start = Reals.build(x.length(), i -> Real.constant(0));
    return Carried.of(start)
        .loop(in.index("s"), (step, c) -> Carried.of(advanced(x, c.reals(0), h)))
        .reals(0);
  }

  private static Reals advanced(Reals x, Reals y, Real h) {
    Reals k1 = rate(x, y);
    Reals k2 = rate(x, moved(y, k1, h.times(0.5)));
    Reals k3 = rate(x, moved(y, k2, h.times(0.5)));
    Reals k4 = rate(x, moved(y, k3, h));
    Real sixth = h.divide(6);
    return Reals.build(
        x.length(),
        i ->
            y.at(i)
                .plus(
                    k1.at(i)
                        .plus(k2.at(i).times(2))
                        .plus(k3.at(i).times(2))
                        .plus(k4.at(i))
                        .times(sixth)));
  }

  private static Reals rate(Reals x, Reals y) {
    return Reals.build(
        x.length(),
        (Index i) ->
            Real.choose(i.isEqual(0), () -> x.at(0), () -> x.at(i).times(y.at(i.minus(1)))));
  }

  private static Reals moved(Reals y, Reals k, Real h) {
    return Reals.build(y.length(), i -> y.at(i).plus(k.at(i).times(h)));
  }

  @Override
  public Task prepare(String function, Fields input) {
    double[] x = input.vector("x");
    int s = input.whole("s");
    return switch (function) {
      case "primal" -> FormulaTask.list(primal.set("x", x).set("s", s), "y");
      case "gradient" -> FormulaTask.list(gradient.set("x", x).set("s", s), "x");
      default -> throw Eval.unknown(function);
    };
  }
}
