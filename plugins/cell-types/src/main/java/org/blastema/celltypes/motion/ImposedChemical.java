package org.blastema.celltypes.motion;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.behavior.Regulation;
import org.blastema.kernel.chemistry.ChemicalGradient;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * A concentration that does not depend on the cells, as a function of one coordinate x, and its
 * exact gradient: with the level c0 and the length L
 *
 * <ul>
 *   <li>{@link Profile#LINEAR}: {@code c0 (1 + x/L)};
 *   <li>{@link Profile#EXPONENTIAL}: {@code c0 exp(x/L)};
 *   <li>{@link Profile#HALF_NORMAL}: {@code c0 exp(-x^2 / (2 L^2))}.
 * </ul>
 */
final class ImposedChemical implements Step {
  /** How the concentration depends on the coordinate. */
  enum Profile {
    /** A straight line. */
    LINEAR,
    /** An exponential. */
    EXPONENTIAL,
    /** A bell around the origin. */
    HALF_NORMAL;

    Expr of(Expr x, Expr level, Expr length) {
      Expr scaled = x.divide(length);
      return switch (this) {
        case LINEAR -> level.times(scaled.plus(1));
        case EXPONENTIAL -> level.times(scaled.exp());
        case HALF_NORMAL -> level.times(scaled.square().times(-0.5).exp());
      };
    }
  }

  /**
   * Configuration.
   *
   * @param chemical the chemical
   * @param profile its profile
   * @param axis the coordinate
   * @param level c0
   * @param length L
   */
  @Describe(
      "Gives a chemical a concentration that depends on one coordinate, whatever the cells do.")
  record Configuration(
      @Describe("The chemical.") String chemical,
      @Describe("c0 (1 + x/L), c0 exp(x/L), or c0 exp(-x^2 / (2 L^2)).") @Default("linear")
          Profile profile,
      @Describe("The coordinate x.") @Default("x") Axis axis,
      @Describe("Concentration c0 at the origin.") @Default("1") @Unit("concentration")
          ParameterSpec level,
      @Describe("Length L.") @Default("1") @Unit("length") @Range(min = 0, exclusiveMin = true)
          ParameterSpec length) {}

  private final int chemical;
  private final int chemicals;
  private final int dimensions;
  private final Axis axis;
  private final Parameter level;
  private final Parameter length;
  private final Formula value;
  private final Formula slope;

  private ImposedChemical(
      int chemical,
      int chemicals,
      int dimensions,
      Axis axis,
      Profile profile,
      Parameter level,
      Parameter length) {
    this.chemical = chemical;
    this.chemicals = chemicals;
    this.dimensions = dimensions;
    this.axis = axis;
    this.level = level;
    this.length = length;
    this.value =
        Formula.trace(
            "imposed concentration",
            List.of(Port.scalar("x"), Port.scalar("level"), Port.scalar("length")),
            in -> new Expr[] {profile.of(in.scalar("x"), in.scalar("level"), in.scalar("length"))});
    this.slope = value.derivative("x");
  }

  static ImposedChemical create(Configuration c, BuildContext context) {
    Space space = context.require(Space.class);
    return new ImposedChemical(
        Regulation.chemical("chemical", c.chemical, context),
        context.require(Chemicals.class).count(),
        space.dimensions(),
        c.axis.in(space),
        c.profile,
        c.level.scalar(context.seed()),
        c.length.scalar(context.seed()));
  }

  private FieldSpec concentrations() {
    return FieldSpec.chemical(chemicals);
  }

  private FieldSpec gradients() {
    return ChemicalGradient.gradient(dimensions, chemicals);
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(FieldSpec.position(dimensions));
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(concentrations(), gradients());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(level, length);
  }

  /** Not along a period, after which the concentration would jump; walls hold no chemicals. */
  @Override
  public boolean knows(Space space) {
    return Double.isInfinite(space.period(axis.column()));
  }

  @Override
  public void apply(StepContext context) {
    Var x = context.state().position().column(axis.column());
    Var c0 = context.value(level);
    Var scale = context.value(length);
    Var zero = Var.zeros(x.rows(), 1);
    context.set(
        concentrations(),
        replaced(context.get(concentrations()), chemical, value.apply(x, c0, scale)));
    Var changed = context.get(gradients());
    for (int k = 0; k < dimensions; k++) {
      Var along = k == axis.column() ? slope.apply(x, c0, scale) : zero;
      changed = replaced(changed, k * chemicals + chemical, along);
    }
    context.set(gradients(), changed);
  }

  private static Var replaced(Var table, int column, Var by) {
    List<Var> columns = new ArrayList<>();
    for (int k = 0; k < table.columns(); k++) {
      columns.add(k == column ? by : table.column(k));
    }
    return columns.size() == 1 ? by : Var.concatColumns(columns.toArray(Var[]::new));
  }
}
