package org.blastema.speed;

import java.util.List;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;

/**
 * The second derivative of the chained Rosenbrock function {@code sum_i 100 (x_(i+1) - x_i^2)^2 +
 * (1 - x_i)^2} times a direction.
 */
final class Rosenbrock {
  private static final ArrayFormula VALUE =
      ArrayFormula.trace(
          "Rosenbrock",
          List.of(ArrayPort.reals("x", 1)),
          in -> {
            Reals x = in.reals("x");
            return Outputs.of(
                "value",
                Real.sum(
                    x.length().minus(1),
                    i ->
                        x.at(i.plus(1))
                            .minus(x.at(i).square())
                            .square()
                            .times(100)
                            .plus(x.at(i).minus(1).square())));
          });

  private final double[] x;
  private final double[] direction;
  private final Evaluation product;

  Rosenbrock(int n) {
    x = Objectives.gaussian(12, n);
    direction = Objectives.gaussian(13, n);
    product = VALUE.hessianVector("x").evaluation().set("x", x).set("x'", direction);
  }

  double[] at() {
    return x;
  }

  double[] direction() {
    return direction;
  }

  /** Forward over reverse mode. */
  double[] byArrayFormula() {
    return product.run().reals("x");
  }

  /** From the second derivatives on paper. */
  double[] byHand() {
    double[] result = new double[x.length];
    for (int i = 0; i + 1 < x.length; i++) {
      double diagonal = 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
      double beside = -400 * x[i];
      result[i] += diagonal * direction[i] + beside * direction[i + 1];
      result[i + 1] += beside * direction[i] + 200 * direction[i + 1];
    }
    return result;
  }
}
