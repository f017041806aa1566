package org.blastema.celltypes.fate;

import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;

/**
 * Cells whose daughters may be of another type: stem cells. Of the two cells of a division both,
 * one or neither keep the type, with probabilities proportional to three weights.
 *
 * @param into index of the other type
 * @param both weight of both, a scalar
 * @param one weight of one, a scalar
 * @param neither weight of neither, a scalar
 */
public record Renews(int into, Parameter both, Parameter one, Parameter neither)
    implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param into the other type
   * @param both weight of both
   * @param one weight of one
   * @param neither weight of neither
   */
  @Describe("Renews itself: after a division both, one or neither of the cells keep the type.")
  public record Configuration(
      @Describe("The type of the cells that do not keep it.") String into,
      @Describe("How often both keep it, relative to the others.") @Default("0") @Range(min = 0)
          ParameterSpec both,
      @Describe("How often one keeps it: asymmetric division.") @Default("1") @Range(min = 0)
          ParameterSpec one,
      @Describe("How often neither keeps it.") @Default("0") @Range(min = 0)
          ParameterSpec neither) {}

  /**
   * Makes the behavior from the entries of a scenario.
   *
   * @throws InvalidConfiguration if all weights are 0
   */
  public static Renews create(Configuration c, BuildContext context) {
    Renews renews =
        new Renews(
            context.require(CellTypes.class).require("into", c.into),
            c.both.scalar(context.seed()),
            c.one.scalar(context.seed()),
            c.neither.scalar(context.seed()));
    double sum = renews.both.values()[0] + renews.one.values()[0] + renews.neither.values()[0];
    if (!(sum > 0)) {
      throw InvalidConfiguration.at("", "both, one and neither must not all be 0");
    }
    return renews;
  }

  /** The weight of so many of the two cells keeping the type. */
  Parameter weight(int kept) {
    return kept == 2 ? both : kept == 1 ? one : neither;
  }

  @Override
  public boolean carriedOutBy(Step step) {
    return step instanceof DivisionFate;
  }

  @Override
  public String needs() {
    return "a step 'division-fate'";
  }
}
