package org.blastema.celltypes.fate;

import java.util.Optional;
import org.blastema.celltypes.behavior.Regulation;
import org.blastema.celltypes.behavior.Regulator;
import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Cells that secrete a chemical.
 *
 * @param chemical index of the chemical
 * @param rate rate (concentration/time), a scalar
 * @param regulator what raises or lowers it
 */
public record Secretes(int chemical, Parameter rate, Optional<Regulator> regulator)
    implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param chemical the chemical
   * @param rate rate
   * @param regulatedBy what raises or lowers it
   */
  @Describe("Secretes a chemical.")
  public record Configuration(
      @Describe("The chemical.") String chemical,
      @Describe("Rate.") @Default("1") @Unit("concentration/time") @Range(min = 0)
          ParameterSpec rate,
      @Describe("What the cell senses that raises or lowers the rate.")
          Optional<Regulation> regulatedBy) {}

  /** Makes the behavior from the entries of a scenario. */
  public static Secretes create(Configuration c, BuildContext context) {
    return new Secretes(
        Regulation.chemical("chemical", c.chemical, context),
        c.rate.scalar(context.seed()),
        c.regulatedBy.map(r -> r.build("regulated-by", context)));
  }

  @Override
  public boolean carriedOutBy(Step step) {
    return step instanceof Secretion;
  }

  @Override
  public String needs() {
    return "a step 'secretion'";
  }
}
