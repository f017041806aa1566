package org.blastema.kernel.mechanics;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Inputs;
import org.blastema.autodiff.Port;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Another potential, and springs between cells that a {@link Bonds} step has tied to each other: a
 * bonded pair has {@code k/2 [(r - sigma)^2 - (rc - sigma)^2]} besides for {@code r < rc}. The
 * energy is continuous at the cutoff {@code rc}, the force is not: springs break.
 */
public final class Bonded implements Potential {
  private final Potential base;
  private final Parameter stiffness;
  private final double reach;
  private final Formula energy;

  /**
   * Springs in addition to another potential.
   *
   * @param base how all cells act on each other
   * @param stiffness spring constant k (energy/length^2), a scalar
   * @param reach where a spring breaks, in distances at contact
   */
  public Bonded(Potential base, Parameter stiffness, double reach) {
    this.base = base;
    this.stiffness = stiffness;
    this.reach = reach;
    List<Port> ports = new ArrayList<>(base.energy().inputs());
    ports.addAll(
        2 + 2 * base.fields().size(),
        List.of(Port.scalar(Bonds.BOND.name() + ".i"), Port.scalar(Bonds.BOND.name() + ".j")));
    ports.add(Port.scalar("bond-stiffness"));
    this.energy = Formula.trace("bonded", ports, in -> new Expr[] {base(in).plus(spring(in))});
  }

  private Expr base(Inputs in) {
    Expr[][] arguments =
        base.energy().inputs().stream().map(port -> in.vector(port.name())).toArray(Expr[][]::new);
    return base.energy().call(arguments)[0];
  }

  private Expr spring(Inputs in) {
    Expr r = in.scalar("r");
    Expr sigma = in.scalar("sigma");
    Expr end = sigma.times(reach);
    Expr squares = r.minus(sigma).square().minus(end.minus(sigma).square());
    Expr spring = in.scalar("bond-stiffness").times(0.5).times(squares);
    Expr none = Expr.constant(0);
    Expr first = in.scalar(Bonds.BOND.name() + ".i");
    Expr second = in.scalar(Bonds.BOND.name() + ".j");
    Expr near = Expr.where(r.lessThan(end), spring, none);
    Expr alike = Expr.where(first.minus(second).abs().lessThan(0.5), near, none);
    return Expr.where(first.greaterThan(0.5), alike, none);
  }

  @Override
  public Formula energy() {
    return energy;
  }

  @Override
  public List<FieldSpec> fields() {
    List<FieldSpec> all = new ArrayList<>(base.fields());
    all.add(Bonds.BOND);
    return all;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(base.parameters());
    all.add(stiffness);
    return all;
  }

  @Override
  public double range(double contact) {
    return Math.max(base.range(contact), reach * contact);
  }

  /** The entries of a scenario; see {@link Bonded#Bonded}. */
  @Describe(
      "Another potential, and springs between the two cells of a division; needs a step 'bonds'.")
  public record Configuration(
      @Describe("How all cells act on each other.") @Default("morse") Part<Potential> base,
      @Describe("Spring constant.") @Default("1.0") @Unit("energy/length^2")
          ParameterSpec stiffness,
      @Describe("Where a spring breaks, in distances at contact.")
          @Default("2.5")
          @Range(min = 1, exclusiveMin = true)
          double reach) {}

  /** Makes the potential from the entries of a scenario. */
  public static Bonded create(Configuration entries, BuildContext context) {
    return new Bonded(
        entries.base().build(context), entries.stiffness().scalar(context.seed()), entries.reach());
  }
}
