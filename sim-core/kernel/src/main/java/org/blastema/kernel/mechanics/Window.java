package org.blastema.kernel.mechanics;

import org.blastema.autodiff.Expr;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Takes a long-ranged energy smoothly to zero, so that cells far from each other need not be looked
 * at. A plugin contributes further ones as components of this role: a formula and how far it
 * reaches.
 *
 * <p>The windows here have a factor 1 below an onset distance, 0 from a cutoff distance on, between
 * them
 *
 * <pre>(rc^2 - r^2)^2 (rc^2 + 2 r^2 - 3 ro^2) / (rc^2 - ro^2)^3</pre>
 *
 * <p>The factor has a continuous first derivative. Source: the switching function of CHARMM, B. R.
 * Brooks et al., Journal of Computational Chemistry 4 (1983) 187.
 */
public interface Window {
  /**
   * An energy taken to zero.
   *
   * @param energy the energy at the distance r
   * @param r distance of the two cells
   * @param contact distance at contact: the sum of their radii
   */
  Expr applied(Expr energy, Expr r, Expr contact);

  /**
   * The distance from which on the windowed energy is zero; the farthest one that is looked at.
   *
   * @param contact largest distance at contact in the tissue
   */
  double range(double contact);

  /**
   * Distances that scale with the size of the cells.
   *
   * @param onset onset in multiples of the distance at contact
   * @param cutoff cutoff in multiples of the distance at contact
   */
  @Describe(
      "A window that scales with the cells: onset and cutoff are multiples of the distance at"
          + " contact.")
  record Relative(
      @Describe("Where the energy begins to be reduced, in distances at contact.")
          @Default("1.5")
          @Range(min = 0, exclusiveMin = true)
          double onset,
      @Describe("Where the energy vanishes, in distances at contact.")
          @Default("2.5")
          @Range(min = 0, exclusiveMin = true)
          double cutoff)
      implements Window {
    /** The usual window. */
    public static final Relative STANDARD = new Relative(1.5, 2.5);

    @Override
    public Expr applied(Expr energy, Expr r, Expr contact) {
      return switched(energy, r, contact.times(onset), contact.times(cutoff));
    }

    @Override
    public double range(double contact) {
      return cutoff * contact;
    }

    /** Checks what a scenario describes: its record is its own configuration. */
    static Window create(Relative window, BuildContext context) {
      requireOrder(window.onset, window.cutoff);
      return window;
    }
  }

  /**
   * The same distances for all cells.
   *
   * @param onset onset (length)
   * @param cutoff cutoff (length)
   */
  @Describe("A window at fixed distances, whatever the size of the cells.")
  record Absolute(
      @Describe("Where the energy begins to be reduced.")
          @Default("1.7")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          double onset,
      @Describe("Where the energy vanishes.")
          @Default("2.0")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          double cutoff)
      implements Window {
    @Override
    public Expr applied(Expr energy, Expr r, Expr contact) {
      return switched(energy, r, Expr.constant(onset), Expr.constant(cutoff));
    }

    @Override
    public double range(double contact) {
      return cutoff;
    }

    /** Checks what a scenario describes: its record is its own configuration. */
    static Window create(Absolute window, BuildContext context) {
      requireOrder(window.onset, window.cutoff);
      return window;
    }
  }

  private static Expr switched(Expr energy, Expr r, Expr from, Expr to) {
    Expr squared = r.square();
    Expr onset = from.square();
    Expr cutoff = to.square();
    Expr scale = cutoff.minus(onset).pow(3).reciprocal();
    Expr slope = squared.times(scale.times(2));
    Expr factor =
        cutoff.minus(squared).square().times(slope.plus(cutoff.minus(onset.times(3)).times(scale)));
    Expr windowed = Expr.where(squared.lessThan(onset), energy, energy.times(factor));
    return Expr.where(squared.lessThan(cutoff), windowed, Expr.constant(0));
  }

  private static void requireOrder(double onset, double cutoff) {
    if (cutoff <= onset) {
      throw InvalidConfiguration.at("cutoff", "must be beyond the onset, " + onset);
    }
  }
}
