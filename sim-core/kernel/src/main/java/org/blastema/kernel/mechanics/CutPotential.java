package org.blastema.kernel.mechanics;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Inputs;
import org.blastema.autodiff.Port;
import org.blastema.plugin.Parameter;

/**
 * An energy up to a multiple of the distance at contact.
 *
 * @param energy the formula
 * @param cutoff in distances at contact
 * @param parameters the parameters that the formula takes
 */
record CutPotential(Formula energy, double cutoff, List<Parameter> parameters)
    implements Potential {
  CutPotential {
    if (!(cutoff > 0 && cutoff < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a cutoff of " + cutoff + " distances at contact");
    }
  }

  static CutPotential of(
      String name, double cutoff, PairEnergy energy, List<Parameter> parameters) {
    List<Port> ports = new ArrayList<>(List.of(Port.scalar("r"), Port.scalar("sigma")));
    for (int k = 0; k < parameters.size(); k++) {
      ports.add(Port.scalar("p" + k));
    }
    int count = parameters.size();
    Formula formula = Formula.trace(name, ports, in -> new Expr[] {cut(energy, cutoff, in, count)});
    return new CutPotential(formula, cutoff, parameters);
  }

  private static Expr cut(PairEnergy energy, double cutoff, Inputs in, int count) {
    Expr r = in.scalar("r");
    Expr sigma = in.scalar("sigma");
    Expr[] values = new Expr[count];
    for (int k = 0; k < count; k++) {
      values[k] = in.scalar("p" + k);
    }
    Expr below = energy.at(r, sigma, values);
    return Expr.where(r.lessThan(sigma.times(cutoff)), below, Expr.constant(0));
  }

  @Override
  public double range(double contact) {
    return cutoff * contact;
  }
}
