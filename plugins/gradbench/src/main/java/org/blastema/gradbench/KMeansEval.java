package org.blastema.gradbench;

import java.util.List;
import org.blastema.autodiff.array.Arguments;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Index;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;

/**
 * The cost of a clustering, {@code sum_i min_j |c_j - p_i|^2}, and Newton's direction: its gradient
 * by the centroids divided by the diagonal of its Hessian, which is the Hessian times ones.
 */
final class KMeansEval implements Eval {
  private static final List<ArrayPort> INPUTS =
      List.of(ArrayPort.reals("points", 2), ArrayPort.reals("centroids", 2));

  private static final ArrayFormula COST =
      ArrayFormula.trace("kmeans", INPUTS, in -> Outputs.of("value", cost(in)));

  private static final ArrayFormula GRADIENT = COST.gradient("centroids");

  private static final ArrayFormula GRADIENT_AND_PRODUCT = GRADIENT.withTangents("centroids");

  private static final ArrayFormula DIRECTION =
      ArrayFormula.trace(
          "newton",
          INPUTS,
          in -> {
            Reals centroids = in.reals("centroids");
            Index k = centroids.extent(0);
            Index d = centroids.extent(1);
            Reals ones = Reals.build(k, d, (j, c) -> Real.constant(1));
            Outputs both = GRADIENT_AND_PRODUCT.call(in.reals("points"), centroids, ones);
            Reals gradient = both.reals("centroids");
            Reals diagonal = both.reals("centroids'");
            return Outputs.of(
                "direction",
                Reals.build(k, d, (j, c) -> gradient.at(j, c).divide(diagonal.at(j, c))));
          });

  private final Evaluation cost = COST.evaluation();
  private final Evaluation direction = DIRECTION.evaluation();

  private static Real cost(Arguments in) {
    Reals points = in.reals("points");
    Reals centroids = in.reals("centroids");
    return Real.sum(
        points.extent(0),
        i ->
            Real.min(
                centroids.extent(0),
                j ->
                    Real.sum(
                        centroids.extent(1),
                        c -> centroids.at(j, c).minus(points.at(i, c)).square())));
  }

  @Override
  public Task prepare(String function, Fields input) {
    Numbers points = input.numbers("points", 2);
    Numbers centroids = input.numbers("centroids", 2);
    return switch (function) {
      case "cost" -> FormulaTask.number(set(cost, points, centroids), "value");
      case "dir" -> FormulaTask.nested(set(direction, points, centroids), "direction");
      default -> throw Eval.unknown(function);
    };
  }

  private static Evaluation set(Evaluation evaluation, Numbers points, Numbers centroids) {
    return evaluation
        .set("points", points.data(), points.extents())
        .set("centroids", centroids.data(), centroids.extents());
  }
}
