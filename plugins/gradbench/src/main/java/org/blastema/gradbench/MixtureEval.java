package org.blastema.gradbench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.array.Arguments;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Index;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;

/**
 * The logarithm of the posterior density of a Gaussian mixture with a Wishart prior (Srajer,
 * Kukelova and Fitzgibbon, A benchmark of selected algorithmic differentiation tools on some
 * problems in computer vision and machine learning, 2018).
 *
 * <p>Sizes: n points, d dimensions, k components. The inverse square root of a component's
 * covariance is lower triangular with {@code exp(q)} on the diagonal and {@code l}, column by
 * column, below it.
 */
final class MixtureEval implements Eval {
  private static final List<String> PARAMETERS = List.of("alpha", "mu", "q", "l");

  private static final ArrayFormula POSTERIOR =
      ArrayFormula.trace(
          "gmm",
          List.of(
              ArrayPort.reals("x", 2),
              ArrayPort.reals("alpha", 1),
              ArrayPort.reals("mu", 2),
              ArrayPort.reals("q", 2),
              ArrayPort.reals("l", 2),
              ArrayPort.real("gamma"),
              ArrayPort.index("m"),
              ArrayPort.real("constant")),
          in -> Outputs.of("value", likelihood(in).plus(prior(in)).plus(in.real("constant"))));

  private final Evaluation objective = POSTERIOR.evaluation();
  private final Evaluation jacobian =
      POSTERIOR.gradient(PARAMETERS.toArray(String[]::new)).evaluation();

  private static Real likelihood(Arguments in) {
    Reals x = in.reals("x");
    Reals alpha = in.reals("alpha");
    Reals mu = in.reals("mu");
    Reals q = in.reals("q");
    Index k = alpha.length();
    Index d = x.extent(1);
    Reals roots = roots(q, in.reals("l"), k, d);
    Reals weights = Reals.build(k, c -> alpha.at(c).plus(Real.sum(d, j -> q.at(c, j))));
    Real points =
        Real.sum(
            x.extent(0),
            i -> {
              Reals terms =
                  Reals.build(
                      k,
                      c -> {
                        Reals centered = Reals.build(d, j -> x.at(i, j).minus(mu.at(c, j)));
                        Real distance =
                            Real.sum(
                                d,
                                r ->
                                    Real.sum(
                                            r.plus(1), j -> roots.at(c, r, j).times(centered.at(j)))
                                        .square());
                        return weights.at(c).minus(distance.times(0.5));
                      });
              return Real.logSumExp(terms);
            });
    return points.minus(x.extent(0).toReal().times(Real.logSumExp(alpha)));
  }

  /** The triangular matrices, component by component. */
  private static Reals roots(Reals q, Reals l, Index k, Index d) {
    return Reals.ofRows(
        k,
        c ->
            Reals.build(
                d,
                d,
                (r, j) ->
                    Real.choose(
                        j.isLess(r),
                        () -> l.at(c, packed(r, j, d)),
                        () ->
                            Real.choose(
                                j.isEqual(r), () -> q.at(c, r).exp(), () -> Real.constant(0)))));
  }

  /** Place of the entry in row r and column j of a triangle that is stored column by column. */
  private static Index packed(Index r, Index j, Index d) {
    Index before = j.times(d.times(2).minus(j).minus(1)).divide(Index.constant(2));
    return before.plus(r).minus(j).minus(1);
  }

  private static Real prior(Arguments in) {
    Reals q = in.reals("q");
    Reals l = in.reals("l");
    Real half = in.real("gamma").square().times(0.5);
    Real m = in.index("m").toReal();
    return Real.sum(
            q.extent(0),
            c -> {
              Real diagonal = Real.sum(q.extent(1), j -> q.at(c, j).exp().square());
              Real below = Real.sum(l.extent(1), j -> l.at(c, j).square());
              Real logs = Real.sum(q.extent(1), j -> q.at(c, j));
              return half.times(diagonal.plus(below)).minus(m.times(logs));
            })
        .negate();
  }

  /** What does not depend on the parameters that are fitted. */
  private static double constant(int n, int d, int k, int m, double gamma) {
    int freedom = d + m + 1;
    double logGammas = 0.25 * d * (d - 1) * Elementary.log(Math.PI);
    for (int j = 1; j <= d; j++) {
      logGammas += logGammaOfHalf(freedom + 1 - j);
    }
    return -0.5 * n * d * Elementary.log(2 * Math.PI)
        + k * (freedom * d * Elementary.log(gamma / Math.sqrt(2)) - logGammas);
  }

  /** Logarithm of the gamma function at half of a positive whole number, by its recurrence. */
  static double logGammaOfHalf(int twice) {
    double sum = twice % 2 == 0 ? 0 : 0.5 * Elementary.log(Math.PI);
    for (double x = twice % 2 == 0 ? 1 : 0.5; x < 0.5 * twice; x++) {
      sum += Elementary.log(x);
    }
    return sum;
  }

  @Override
  public Task prepare(String function, Fields input) {
    return switch (function) {
      case "objective" -> FormulaTask.number(set(objective, input), "value");
      case "jacobian" ->
          new FormulaTask(
              set(jacobian, input),
              e -> {
                Map<String, Object> parts = new LinkedHashMap<>();
                for (String name : PARAMETERS) {
                  parts.put(name, FormulaTask.numbers(e, name));
                }
                return parts;
              });
      default -> throw Eval.unknown(function);
    };
  }

  private static Evaluation set(Evaluation evaluation, Fields input) {
    int d = input.whole("d");
    int k = input.whole("k");
    int n = input.whole("n");
    int m = input.whole("m");
    double gamma = input.number("gamma");
    array(evaluation, input, "x", n, d);
    array(evaluation, input, "mu", k, d);
    array(evaluation, input, "q", k, d);
    array(evaluation, input, "l", k, d * (d - 1) / 2);
    return evaluation
        .set("alpha", input.vector("alpha"))
        .set("gamma", gamma)
        .set("m", m)
        .set("constant", constant(n, d, k, m, gamma));
  }

  private static void array(
      Evaluation evaluation, Fields input, String name, int rows, int columns) {
    evaluation.set(name, input.numbers(name, 2).data(), rows, columns);
  }
}
