package org.blastema.kernel.chemistry;

import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.Condition;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.PairSum.Symmetry;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Range;

/**
 * Senses how concentrations change from a cell to its neighbors j, those closer than {@code reach}
 * times the sum of the radii. With unit vectors {@code u_j} toward them and distances {@code r_j}:
 *
 * <ul>
 *   <li>{@link Method#DIFFERENCES}: {@code (d / neighbors) sum_j u_j (c_j - c_i) / r_j} in d
 *       dimensions, the gradient exactly where c is linear and the neighbors lie evenly around the
 *       cell; 0 without neighbors;
 *   <li>{@link Method#SUM}: {@code sum_j c_j u_j}, which ignores the cell's own concentration.
 *       Source: R. Deshpande et al., "Engineering morphogenesis of cell clusters with
 *       differentiable programming", Nature Computational Science (2025).
 * </ul>
 *
 * <p>The components are ordered by dimension, then chemical: x of the first, x of the second, ...,
 * y of the first, ...
 */
public final class ChemicalGradient implements Step {
  /** What is sensed. */
  public enum Method {
    /** Differences to the neighbors. */
    DIFFERENCES,
    /** The sum of the neighbors' concentrations along their directions. */
    SUM
  }

  private final Method method;
  private final double reach;
  private final int dimensions;
  private final int chemicals;
  private final FieldSpec position;
  private final FieldSpec chemical;
  private final FieldSpec gradient;
  private final PairSum sum;

  /**
   * A sensor of gradients.
   *
   * @param chemicals number of chemicals
   * @param reach how close neighbors are, in multiples of the sum of the radii
   */
  public ChemicalGradient(Method method, double reach, int dimensions, int chemicals) {
    this.method = method;
    this.reach = reach;
    this.dimensions = dimensions;
    this.chemicals = chemicals;
    this.position = FieldSpec.position(dimensions);
    this.chemical = FieldSpec.chemical(chemicals);
    this.gradient = gradient(dimensions, chemicals);
    this.sum =
        PairSum.of(
            pair(),
            dimensions,
            List.of("radius", "c"),
            method == Method.SUM ? Symmetry.EACH : Symmetry.SYMMETRIC);
  }

  /** The field that the step writes. */
  public static FieldSpec gradient(int dimensions, int chemicals) {
    return new FieldSpec(
        "chemical-gradient",
        dimensions * chemicals,
        Inheritance.COPY,
        0,
        "concentration/length",
        "Change of the concentrations toward the neighbors, by dimension and then chemical.");
  }

  private Formula pair() {
    List<Port> ports =
        List.of(
            Port.vector("d", dimensions),
            Port.scalar("radius.i"),
            Port.scalar("radius.j"),
            Port.vector("c.i", chemicals),
            Port.vector("c.j", chemicals));
    return Formula.trace(
        "chemical gradient",
        ports,
        in -> {
          Expr[] d = in.vector("d");
          Expr length = Expr.norm(d);
          Expr r = Expr.where(length.greaterThan(0), length, Expr.constant(1));
          Expr contact = in.scalar("radius.i").plus(in.scalar("radius.j"));
          Condition touches = length.lessThan(contact.times(reach));
          Expr[] ci = in.vector("c.i");
          Expr[] cj = in.vector("c.j");
          int width = dimensions * chemicals;
          Expr[] out = new Expr[method == Method.SUM ? 2 * width : width + 1];
          for (int k = 0; k < width; k++) {
            Expr u = d[k / chemicals].divide(r);
            int c = k % chemicals;
            if (method == Method.SUM) {
              out[k] = u.times(cj[c]);
              out[width + k] = u.times(ci[c]).negate();
            } else {
              out[k] = u.times(cj[c].minus(ci[c])).divide(r);
              out[width] = Expr.constant(1);
            }
          }
          return Arrays.stream(out)
              .map(e -> Expr.where(touches, e, Expr.constant(0)))
              .toArray(Expr[]::new);
        });
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(position, FieldSpec.radius(), chemical);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(gradient);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  /** At periodic sides and between walls too. */
  @Override
  public boolean knows(Space space) {
    return true;
  }

  @Override
  public void apply(StepContext context) {
    Var x = context.get(position);
    Var radius = context.state().radius();
    double largest = 0;
    for (double r : radius.data()) {
      largest = Math.max(largest, r);
    }
    Pairs pairs = context.neighbors().within(x.data(), x.rows(), dimensions, 2 * reach * largest);
    Var sums = sum.apply(pairs, x, List.of(radius, context.get(chemical)), List.of());
    context.set(gradient, method == Method.SUM ? sums : averaged(sums));
  }

  private Var averaged(Var sums) {
    int width = dimensions * chemicals;
    double[] factor = sums.column(width).toArray();
    for (int i = 0; i < factor.length; i++) {
      factor[i] = dimensions / Math.max(factor[i], 1);
    }
    return sums.columns(0, width).times(Var.column(factor));
  }

  /** The entries of a scenario; see {@link ChemicalGradient}. */
  @Describe("Senses how concentrations change from a cell to its neighbors.")
  public record Configuration(
      @Describe(
              "Differences to the neighbors, or the sum of their concentrations along their"
                  + " directions.")
          @Default("differences")
          Method method,
      @Describe("How close neighbors are, in sums of the radii.")
          @Default("1.25")
          @Range(min = 0, exclusiveMin = true)
          double reach) {}

  /** Makes the step from a scenario's entries. */
  public static ChemicalGradient create(Configuration entries, BuildContext context) {
    Chemicals chemicals = context.require(Chemicals.class);
    Rates.require(chemicals);
    return new ChemicalGradient(
        entries.method(),
        entries.reach(),
        context.require(Space.class).dimensions(),
        chemicals.count());
  }
}
