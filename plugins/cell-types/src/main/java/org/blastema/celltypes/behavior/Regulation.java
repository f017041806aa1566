package org.blastema.celltypes.behavior;

import java.util.Optional;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;

/**
 * How something that a cell senses raises or lowers a rate or a level: a factor {@code h = x^n /
 * (K^n + x^n)}, or {@code 1 - h}.
 *
 * <p>Source: A. V. Hill, Journal of Physiology 40 (1910) iv.
 *
 * @param chemical a sensed chemical
 * @param field or another field of one component
 * @param effect raises or lowers
 * @param halfMaximum K
 * @param hill n
 */
@Describe("A factor between 0 and 1 that follows what the cell senses, by a Hill function.")
public record Regulation(
    @Describe("The sensed chemical; or write a field.") Optional<String> chemical,
    @Describe("The sensed field, such as pressure or response-NAME of a contact signal.")
        Optional<String> field,
    @Describe("Whether more of it gives more or less.") @Default("increases") Effect effect,
    @Describe("What is sensed at half of the largest effect.")
        @Default("1")
        @Range(min = 0, exclusiveMin = true)
        ParameterSpec halfMaximum,
    @Describe("Steepness: the Hill coefficient.") @Default("1") @Range(min = 0, exclusiveMin = true)
        ParameterSpec hill) {

  /** More or less. */
  public enum Effect {
    /** From 0 to 1. */
    INCREASES,
    /** From 1 to 0. */
    DECREASES
  }

  /**
   * The regulation of a scenario in which the chemicals are known.
   *
   * @param entry where it is written, relative to the component
   * @throws InvalidConfiguration if it does not say clearly what is sensed
   */
  public Regulator build(String entry, BuildContext context) {
    if (chemical.isPresent() == field.isPresent()) {
      throw InvalidConfiguration.at(entry, "needs exactly one of chemical, field");
    }
    boolean increases = effect == Effect.INCREASES;
    long seed = context.seed();
    if (field.isPresent()) {
      FieldSpec sensed =
          new FieldSpec(field.get(), 1, Inheritance.COPY, 0, "", "Sensed by the cell.");
      return new Regulator(sensed, 0, increases, halfMaximum.scalar(seed), hill.scalar(seed));
    }
    int index = chemical(entry + ".chemical", chemical.get(), context);
    int count = context.require(Chemicals.class).count();
    return new Regulator(
        FieldSpec.chemical(count), index, increases, halfMaximum.scalar(seed), hill.scalar(seed));
  }

  /**
   * Index of a chemical by name.
   *
   * @param entry where the name is written, relative to the component
   * @throws InvalidConfiguration if there is none
   */
  public static int chemical(String entry, String name, BuildContext context) {
    Chemicals chemicals = context.require(Chemicals.class);
    int index = chemicals.names().indexOf(name);
    if (index < 0) {
      throw InvalidConfiguration.unknownWord(entry, "chemical", name, chemicals.names());
    }
    return index;
  }
}
