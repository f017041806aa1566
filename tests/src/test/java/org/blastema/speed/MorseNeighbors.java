package org.blastema.speed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Inputs;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.mechanics.Window;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.random.Purpose;
import org.blastema.kernel.space.NeighborList;

/**
 * Morse energies and forces, cut off by a window, of a ball of cells with a neighbor list: from the
 * formula of the energy, differentiated by the program, against a loop on vector lanes that was
 * differentiated by hand.
 */
final class MorseNeighbors {
  static final double EPSILON = 3;
  static final double ALPHA = 2.8;
  static final double RADIUS = 0.5;

  private final int cells;
  private final double[] x;
  private final double[] radius;
  private final Pairs pairs;
  private final Var positions;
  private final List<Var> ofCells;
  private final List<Var> shared = List.of(Var.constant(EPSILON), Var.constant(ALPHA));
  private final PairSum sum =
      PairSum.of(energyAndForce(), 3, List.of("radius"), PairSum.Symmetry.EACH);
  private final MorseByHand byHand = new MorseByHand();
  private final double[] found;

  MorseNeighbors(int cells) {
    this.cells = cells;
    x = ball(cells);
    radius = new double[cells];
    Arrays.fill(radius, RADIUS);
    pairs = new NeighborList().within(x, cells, 3, Window.Relative.STANDARD.range(2 * RADIUS));
    positions = Var.of(cells, 3, x);
    ofCells = List.of(Var.column(radius));
    found = new double[4 * cells];
  }

  /** Positions, column-major. */
  double[] positions() {
    return x;
  }

  int cells() {
    return cells;
  }

  Pairs pairs() {
    return pairs;
  }

  /** Half the energy of every cell's pairs and the three components of its force. */
  double[] formula() {
    return sum.apply(pairs, positions, ofCells, shared).data();
  }

  /** The same, by hand; the array belongs to this object. */
  double[] byHand() {
    byHand.compute(pairs, cells, x, radius, EPSILON, ALPHA, found);
    return found;
  }

  /** The points of a cubic face-centered lattice nearest to the origin, slightly displaced. */
  private static double[] ball(int cells) {
    double edge = Math.sqrt(2);
    int extent = (int) Math.ceil(Math.cbrt(cells)) / 2 + 1;
    List<double[]> points = new ArrayList<>();
    for (int i = -extent; i <= extent; i++) {
      for (int j = -extent; j <= extent; j++) {
        for (int k = -extent; k <= extent; k++) {
          points.add(new double[] {edge * i, edge * j, edge * k});
          points.add(new double[] {edge * (i + 0.5), edge * (j + 0.5), edge * k});
          points.add(new double[] {edge * (i + 0.5), edge * j, edge * (k + 0.5)});
          points.add(new double[] {edge * i, edge * (j + 0.5), edge * (k + 0.5)});
        }
      }
    }
    points.sort(Comparator.comparingDouble(p -> p[0] * p[0] + p[1] * p[1] + p[2] * p[2]));
    List<double[]> nearest = new ArrayList<>(points.subList(0, cells));
    nearest.sort(
        Comparator.comparingDouble((double[] p) -> Math.floor(p[2] / 3))
            .thenComparingDouble(p -> Math.floor(p[1] / 3))
            .thenComparingDouble(p -> p[0]));
    PhiloxRandom random = PhiloxRandom.of(1, 0, 0);
    double[] x = new double[3 * cells];
    for (int i = 0; i < cells; i++) {
      for (int d = 0; d < 3; d++) {
        x[d * cells + i] = nearest.get(i)[d] + 0.1 * (random.uniform(Purpose.OTHER, i, d) - 0.5);
      }
    }
    return x;
  }

  private static Formula energyAndForce() {
    List<Port> ports =
        List.of(
            Port.vector("d", 3),
            Port.scalar("radius.i"),
            Port.scalar("radius.j"),
            Port.scalar("epsilon"),
            Port.scalar("alpha"));
    Formula energy = Formula.trace("pair energy", ports, in -> new Expr[] {energy(in)});
    Formula force = energy.gradient("d");
    return Formula.trace(
        "pair energy and force",
        ports,
        in -> {
          Expr[][] arguments =
              ports.stream().map(port -> in.vector(port.name())).toArray(Expr[][]::new);
          Expr half = energy.call(arguments)[0].times(0.5);
          Expr[] f = force.call(arguments);
          return new Expr[] {
            half, f[0], f[1], f[2], half, f[0].negate(), f[1].negate(), f[2].negate()
          };
        });
  }

  private static Expr energy(Inputs in) {
    Expr contact = in.scalar("radius.i").plus(in.scalar("radius.j"));
    Expr r = Expr.norm(in.vector("d"));
    Expr decayed = in.scalar("alpha").times(contact.minus(r)).exp();
    Expr well = in.scalar("epsilon").times(decayed).times(decayed.minus(2));
    return Window.Relative.STANDARD.applied(well, r, contact);
  }
}
