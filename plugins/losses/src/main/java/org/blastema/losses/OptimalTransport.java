package org.blastema.losses;

import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Sinkhorn divergence between the cells' centers and the points of a target: {@code OT(x, y) -
 * OT(x, x) / 2 - OT(y, y) / 2} with entropic optimal transport of squared distances. Never
 * negative, 0 only where the two agree; the mean square distance of optimal transport for a small
 * blur.
 *
 * <p>Source: J. Feydy et al., AISTATS 2019.
 */
final class OptimalTransport implements Measure {
  private final Var target;
  private final boolean centered;
  private final double epsilon;
  private final double ofTarget;

  /** The entries of a scenario. */
  @Describe(
      "Mean square distance of the optimal transport of cells to target points, blurred (Sinkhorn"
          + " divergence).")
  record Configuration(
      @Describe("The target.") Part<TargetShape> target,
      @Describe("Whether the tissue's mean position is moved to that of the target before.")
          @Default("false")
          boolean centered,
      @Describe("Length below which the transport is blurred; small ones take long.")
          @Default("0.5")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          double blur) {}

  /**
   * The divergence from a target.
   *
   * @param target points, {@code m x dimensions}
   * @param centered whether the tissue's mean is moved to that of the target before
   * @param blur in length; its square is the entropic epsilon
   */
  OptimalTransport(Var target, boolean centered, double blur) {
    this.target = target;
    this.centered = centered;
    this.epsilon = blur * blur;
    this.ofTarget = within(target).value();
  }

  static OptimalTransport create(Configuration c, BuildContext context) {
    return new OptimalTransport(c.target().build(context).points(), c.centered(), c.blur());
  }

  @Override
  public String unit() {
    return "length^2";
  }

  private EntropicTransport within(Var points) {
    return EntropicTransport.within(
        Placed.squareDistances(points, points).data(), points.rows(), epsilon);
  }

  @Override
  public Var of(CellState state) {
    Var x = Placed.of(state, target, centered);
    Var plain = x.stopGradient();
    int n = x.rows();
    EntropicTransport across =
        EntropicTransport.between(
            Placed.squareDistances(plain, target).data(), n, target.rows(), epsilon);
    EntropicTransport own = within(plain);
    double value = across.value() - 0.5 * own.value() - 0.5 * ofTarget;
    return Tape.primitive(
        "optimal transport",
        new Var[] {x},
        1,
        1,
        new double[] {value},
        (output, inputs) -> {
          add(output[0], across, plain, target, inputs[0]);
          // a pair of cells changes OT(x, x) from both sides, which makes up for its factor 1/2
          add(-output[0], own, plain, plain, inputs[0]);
        });
  }

  /** Adds the derivatives by the first points of the costs, weighted by the plan. */
  private static void add(double factor, EntropicTransport transport, Var x, Var y, double[] into) {
    int n = x.rows();
    for (int j = 0; j < y.rows(); j++) {
      for (int i = 0; i < n; i++) {
        double weight = 2 * factor * transport.plan(i, j);
        for (int c = 0; c < x.columns(); c++) {
          into[c * n + i] += weight * (x.get(i, c) - y.get(j, c));
        }
      }
    }
  }
}
