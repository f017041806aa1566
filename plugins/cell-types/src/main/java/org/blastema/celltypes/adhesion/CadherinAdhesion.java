package org.blastema.celltypes.adhesion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Inputs;
import org.blastema.autodiff.Port;
import org.blastema.kernel.mechanics.Potential;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;

/**
 * Differential adhesion: the adhesion between two cells is that of another potential U times {@code
 * w = sum_kl A_kl c_k c'_l}, with the levels c and c' of their cadherins and the symmetric
 * affinities A; the repulsion is U's own. With the distance at contact sigma, where U has its
 * minimum,
 *
 * <pre>U(r) + (w - 1) U(sigma)  for r < sigma,    w U(r)  for r >= sigma.</pre>
 *
 * <p>Energy and force are continuous. Source: M. S. Steinberg, Science 141 (1963) 401, for
 * adhesion; the split at the minimum is that of J. D. Weeks, D. Chandler and H. C. Andersen,
 * Journal of Chemical Physics 54 (1971) 5237.
 */
final class CadherinAdhesion implements Potential {
  /**
   * Configuration.
   *
   * @param base repulsion and shape of the adhesion
   * @param affinities how strongly cadherins bind, by the names of both
   */
  @Describe(
      "Lets cells adhere by their cadherins: another potential's adhesion times their affinity.")
  record Configuration(
      @Describe("Gives the repulsion, and the adhesion of affinity 1.") @Default("morse")
          Part<Potential> base,
      @Describe(
              "How strongly two cadherins bind, by both names, each pair once; 0 for pairs left out."
                  + " If empty, each binds its own kind with 1.")
          @Range(min = 0)
          Map<String, Map<String, ParameterSpec>> affinities) {}

  /** How strongly two cadherins bind; {@code first} and {@code second} may be the same. */
  record Affinity(int first, int second, Parameter strength) {}

  private final Potential base;
  private final Cadherins cadherins;
  private final List<Affinity> affinities;
  private final Formula energy;

  CadherinAdhesion(Potential base, Cadherins cadherins, List<Affinity> affinities) {
    this.base = base;
    this.cadherins = cadherins;
    this.affinities = List.copyOf(affinities);
    this.energy = trace();
  }

  static CadherinAdhesion create(Configuration c, BuildContext context) {
    Cadherins cadherins = Cadherins.of(context);
    List<Affinity> affinities = new ArrayList<>();
    List<String> names = cadherins.names();
    for (int k = 0; k < names.size() && c.affinities.isEmpty(); k++) {
      affinities.add(new Affinity(k, k, Parameter.constant("", 1)));
    }
    c.affinities.forEach((first, partners) -> {
      int k = require(names, "affinities", first);
      partners.forEach((second, strength) -> {
        int l = require(names, "affinities." + first, second);
        if (affinities.stream().anyMatch(a -> a.first() == l && a.second() == k)) {
          throw InvalidConfiguration.at(
              "affinities." + first + "." + second, "is written the other way round, too");
        }
        affinities.add(new Affinity(k, l, strength.scalar(context.seed())));
      });
    });
    return new CadherinAdhesion(c.base.build(context), cadherins, affinities);
  }

  private static int require(List<String> names, String entry, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw InvalidConfiguration.unknownWord(entry, "cadherin", name, names);
    }
    return index;
  }

  private Formula trace() {
    return Formula.trace(
        "cadherin adhesion",
        ports(),
        in -> {
          Expr r = in.scalar("r");
          Expr sigma = in.scalar("sigma");
          Expr w = strength(in);
          Expr here = base(in, r);
          Expr deepest = base(in, sigma);
          Expr repelled = here.plus(w.minus(1).times(deepest));
          return new Expr[] {Expr.where(r.lessThan(sigma), repelled, w.times(here))};
        });
  }

  private Expr base(Inputs in, Expr r) {
    List<Expr[]> arguments = new ArrayList<>();
    for (Port port : base.energy().inputs()) {
      arguments.add(port.name().equals("r") ? new Expr[] {r} : in.vector(port.name()));
    }
    return base.energy().call(arguments.toArray(Expr[][]::new))[0];
  }

  private Expr strength(Inputs in) {
    Expr[] ci = in.vector(Cadherins.FIELD + ".i");
    Expr[] cj = in.vector(Cadherins.FIELD + ".j");
    Expr sum = Expr.constant(0);
    for (int k = 0; k < affinities.size(); k++) {
      int first = affinities.get(k).first();
      int second = affinities.get(k).second();
      Expr bound = ci[first].times(cj[second]);
      if (first != second) {
        bound = bound.plus(ci[second].times(cj[first]));
      }
      sum = sum.plus(in.scalar("affinity" + k).times(bound));
    }
    return sum;
  }

  private List<Port> ports() {
    int ofCells = 2 + 2 * base.fields().size();
    List<Port> ports = new ArrayList<>(base.energy().inputs());
    int width = cadherins.names().size();
    ports.addAll(
        ofCells,
        List.of(
            Port.vector(Cadherins.FIELD + ".i", width),
            Port.vector(Cadherins.FIELD + ".j", width)));
    for (int k = 0; k < affinities.size(); k++) {
      ports.add(Port.scalar("affinity" + k));
    }
    return ports;
  }

  @Override
  public Formula energy() {
    return energy;
  }

  @Override
  public List<FieldSpec> fields() {
    List<FieldSpec> all = new ArrayList<>(base.fields());
    all.add(cadherins.field());
    return all;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(base.parameters());
    affinities.forEach(a -> all.add(a.strength()));
    return all;
  }

  @Override
  public double range(double contact) {
    return base.range(contact);
  }
}
