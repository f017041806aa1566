package org.blastema.kernel.event;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
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
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Sets a field of cells in given macro-steps, or adds to it, or multiplies it: of all cells or of
 * those of some types, as an experimenter knocks a gene down or treats cells. The value is a
 * parameter, so a treatment can be trained.
 */
final class SetField implements Step {
  /** What is done with the value. */
  enum How {
    /** It takes the place of the field's. */
    SET,
    /** It is added. */
    ADD,
    /** The field's is multiplied by it. */
    MULTIPLY
  }

  /**
   * Configuration.
   *
   * @param field the field
   * @param component which component of it
   * @param at macro-steps
   * @param value the value
   * @param how what is done with it
   * @param types types of the cells that it is done to
   */
  @Describe("Sets a field of cells in given macro-steps, adds to it or multiplies it.")
  record Configuration(
      @Describe("The field, such as radius, secretion, division or genes.") String field,
      @Describe("Which component of the field, from 0.") @Default("0") @Range(min = 0)
          int component,
      @Describe("The macro-steps in which it happens, counted from 1.") @Range(min = 1)
          List<Integer> at,
      @Describe("The value.") @Unit("any") ParameterSpec value,
      @Describe("Whether the value is set, added or multiplied with.") @Default("set") How how,
      @Describe("Types of the cells that it is done to; all, if none is named.")
          List<String> types) {}

  private final Configuration c;
  private final FieldSpec field;
  private final Parameter value;
  private final List<Integer> types = new ArrayList<>();

  private SetField(Configuration c, BuildContext context) {
    this.c = c;
    this.value = c.value.scalar(context.seed());
    this.field = field(c.field, context);
    if (c.component >= field.components()) {
      throw InvalidConfiguration.at(
          "component", "the last component of '" + c.field + "' is " + (field.components() - 1));
    }
    if (c.at.isEmpty()) {
      throw InvalidConfiguration.at("at", "names no macro-step");
    }
    for (int k = 0; k < c.types.size(); k++) {
      types.add(context.require(CellTypes.class).require("types[" + k + "]", c.types.get(k)));
    }
  }

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if it has no such component, type or moment
   */
  static SetField create(Configuration c, BuildContext context) {
    return new SetField(c, context);
  }

  private static FieldSpec field(String name, BuildContext context) {
    int chemicals = context.find(Chemicals.class).map(Chemicals::count).orElse(0);
    boolean perChemical = List.of("chemical", "secretion", "uptake").contains(name);
    if (perChemical && chemicals == 0) {
      throw InvalidConfiguration.at("field", "the scenario has no chemicals");
    }
    return switch (name) {
      case "position" -> FieldSpec.position(context.require(Space.class).dimensions());
      case "radius" -> FieldSpec.radius();
      case "division" -> FieldSpec.division();
      case "chemical" -> FieldSpec.chemical(chemicals);
      case "secretion" -> FieldSpec.secretion(chemicals);
      case "uptake" -> FieldSpec.uptake(chemicals);
      default -> new FieldSpec(name, 1, Inheritance.COPY, 0, "", "Set from outside.");
    };
  }

  @Override
  public StepKind kind() {
    return StepKind.EVENT;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(field);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(value);
  }

  @Override
  public void apply(StepContext context) {
    if (!c.at.contains(context.state().step() + 1)) {
      return;
    }
    Var before = context.get(field);
    int n = before.rows();
    double[] chosen = new double[n];
    for (int i = 0; i < n; i++) {
      chosen[i] = types.isEmpty() || types.contains(context.state().type(i)) ? 1 : 0;
    }
    Var mask = Var.column(chosen);
    Var column = before.column(c.component);
    Var given = context.value(value);
    Var treated =
        switch (c.how) {
          case SET -> mask.times(given);
          case ADD -> mask.times(column.plus(given));
          case MULTIPLY -> mask.times(column.times(given));
        };
    Var after = column.times(mask.negate().plus(1)).plus(treated);
    Var[] columns = new Var[before.columns()];
    for (int k = 0; k < columns.length; k++) {
      columns[k] = k == c.component ? after : before.column(k);
    }
    context.set(field, columns.length == 1 ? after : Var.concatColumns(columns));
  }
}
