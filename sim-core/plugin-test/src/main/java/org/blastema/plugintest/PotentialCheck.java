package org.blastema.plugintest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.GradCheck;
import org.blastema.autodiff.Port;
import org.blastema.kernel.mechanics.Potential;

/** A potential's derivatives, and what {@link Potential} promises about its range. */
final class PotentialCheck {
  private static final double[] CONTACTS = {0.3, 1, 1.7};

  /** What the fields of both cells are that the formula takes. */
  private static final double FIELD = 0.8;

  private final Potential potential;
  private final Formula energy;
  private final double[] parameters;

  PotentialCheck(Potential potential) {
    this.potential = potential;
    this.energy = potential.energy();
    this.parameters =
        potential.parameters().stream().flatMapToDouble(p -> Arrays.stream(p.values())).toArray();
  }

  void require(double tolerance) {
    List<double[]> points = new ArrayList<>();
    for (double contact : CONTACTS) {
      double range = range(contact);
      for (double share : new double[] {0.31, 0.57, 0.83, 0.96}) {
        points.add(row(share * range, contact));
      }
    }
    double[][] rows = points.toArray(double[][]::new);
    GradCheck.formula(energy, 1, rows).assertPasses(tolerance);
    GradCheck.formula(energy.derivative("r"), 2, rows).assertPasses(tolerance);
    for (double contact : CONTACTS) {
      requireRest(contact);
    }
  }

  private double range(double contact) {
    double range = potential.range(contact);
    double larger = potential.range(1.1 * contact);
    if (!(range > 0 && range < Double.POSITIVE_INFINITY)) {
      throw new AssertionError("the range at contact distance " + contact + " is " + range);
    }
    if (larger < range) {
      throw new AssertionError(
          "the range falls from %s to %s as the distance at contact rises from %s to %s"
              .formatted(range, larger, contact, 1.1 * contact));
    }
    return range;
  }

  /** Neighbor lists leave out pairs beyond the range, so nothing may be left there. */
  private void requireRest(double contact) {
    double range = potential.range(contact);
    for (double beyond : new double[] {1, 1.000001, 1.5, 10}) {
      double[] at = row(beyond * range, contact);
      double value = energy.evaluate(at)[0];
      double slope = energy.derivative("r").evaluate(at)[0];
      if (value != 0 || slope != 0) {
        throw new AssertionError(
            "at r = %s, beyond its range %s, the energy is %s and its derivative %s instead of 0"
                .formatted(at[0], range, value, slope));
      }
    }
  }

  private double[] row(double r, double contact) {
    int width = energy.inputs().stream().mapToInt(Port::width).sum();
    double[] row = new double[width];
    Arrays.fill(row, FIELD);
    row[0] = r;
    row[1] = contact;
    System.arraycopy(parameters, 0, row, width - parameters.length, parameters.length);
    return row;
  }
}
