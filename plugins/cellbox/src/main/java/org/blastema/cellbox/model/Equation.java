package org.blastema.cellbox.model;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;

/**
 * The right-hand side as a formula of a row (one condition or cell), for adaptive and stiff
 * solvers, all three ways of {@link org.blastema.autodiff.OdeGradient}, and use inside of tissue.
 * Meant for networks of some dozen nodes; {@link Solution} is faster with equal steps.
 */
public final class Equation {
  private final int nodes;
  private final Formula rate;

  /** The equation of a variant for so many nodes. */
  public Equation(int nodes, Variant variant) {
    this(nodes, variant, null);
  }

  /**
   * The equation of a variant for so many nodes, some of which do not move.
   *
   * @param held nodes that stay where they start, or null for none
   */
  public Equation(int nodes, Variant variant, boolean[] held) {
    this.nodes = nodes;
    this.rate =
        Formula.trace(
            "cellbox",
            List.of(
                Port.vector("x", nodes),
                Port.vector("u", nodes),
                Port.matrix("W", nodes, nodes),
                Port.vector("scale", nodes),
                Port.vector("decay", nodes),
                Port.vector("gain", nodes)),
            in -> {
              Expr[] x = in.vector("x");
              Expr[] u = in.vector("u");
              Expr[][] w = in.matrix("W", nodes, nodes);
              Expr[] rates = new Expr[nodes];
              for (int i = 0; i < nodes; i++) {
                Expr s = Expr.constant(0);
                Expr sum = Expr.constant(0);
                for (int j = 0; j < nodes; j++) {
                  s = s.plus(w[i][j].times(x[j]));
                  sum = sum.plus(w[i][j]);
                }
                if (variant.degree() == 2) {
                  s = s.plus(x[i].times(sum));
                }
                Expr scale = in.vector("scale")[i];
                Expr drive =
                    switch (variant.placement()) {
                      case INSIDE -> scale.times(variant.envelope().of(s.plus(u[i])));
                      case SCALED -> scale.times(variant.envelope().of(s).plus(u[i]));
                      case BESIDE ->
                          scale
                              .times(variant.envelope().of(s))
                              .plus(in.vector("gain")[i].times(u[i]));
                    };
                Expr rate = drive.minus(in.vector("decay")[i].times(x[i]));
                rates[i] = held != null && held[i] ? Expr.constant(0) : rate;
              }
              return rates;
            });
  }

  /** The rate of change: inputs x, u, W (column by column), scale, decay, gain. */
  public Formula rate() {
    return rate;
  }

  /**
   * States at some times, side by side, {@code c x (nodes times)}.
   *
   * @param start {@code c x nodes}
   * @param inputs {@code c x nodes}
   * @param weights {@code nodes x nodes}, rows are targets
   * @param scale {@code 1 x nodes}
   * @param decay {@code 1 x nodes}
   * @param gain {@code 1 x nodes}
   */
  public Var solveAt(
      OdeSolver solver,
      Var start,
      Var inputs,
      Var weights,
      Var scale,
      Var decay,
      Var gain,
      double... times) {
    if (start.columns() != nodes) {
      throw new IllegalArgumentException(
          "an equation of " + nodes + " nodes from a state of " + start.columns());
    }
    return solver.solveAt(
        rate, start, List.of(inputs, weights.reshape(1, nodes * nodes), scale, decay, gain), times);
  }
}
