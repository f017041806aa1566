package org.blastema.celltypes.fate;

import java.util.Optional;
import org.blastema.celltypes.behavior.Regulation;
import org.blastema.celltypes.behavior.Regulator;
import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Cells that become another type at a rate.
 *
 * @param into index of the other type
 * @param rate rate (1/time), a scalar
 * @param regulator what raises or lowers it
 */
public record Differentiates(int into, Parameter rate, Optional<Regulator> regulator)
    implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param into the other type
   * @param rate rate
   * @param regulatedBy what raises or lowers it
   */
  @Describe("Becomes a cell of another type at a rate.")
  public record Configuration(
      @Describe("The other cell type.") String into,
      @Describe("Rate.") @Default("1") @Unit("1/time") @Range(min = 0) ParameterSpec rate,
      @Describe("What the cell senses that raises or lowers the rate.")
          Optional<Regulation> regulatedBy) {}

  /** Makes the behavior from the entries of a scenario. */
  public static Differentiates create(Configuration c, BuildContext context) {
    return new Differentiates(
        context.require(CellTypes.class).require("into", c.into),
        c.rate.scalar(context.seed()),
        c.regulatedBy.map(r -> r.build("regulated-by", context)));
  }

  @Override
  public boolean carriedOutBy(Step step) {
    return step instanceof Differentiation;
  }

  @Override
  public String needs() {
    return "a step 'differentiation'";
  }
}
