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
 * Cells that divide at a rate.
 *
 * @param rate rate (1/time), a scalar
 * @param regulator what raises or lowers it
 */
public record Proliferates(Parameter rate, Optional<Regulator> regulator) implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param rate rate
   * @param regulatedBy what raises or lowers it
   */
  @Describe("Divides at a rate.")
  public record Configuration(
      @Describe("Propensity to divide.") @Default("1") @Unit("1/time") @Range(min = 0)
          ParameterSpec rate,
      @Describe("What the cell senses that raises or lowers the rate.")
          Optional<Regulation> regulatedBy) {}

  /** Makes the behavior from the entries of a scenario. */
  public static Proliferates create(Configuration c, BuildContext context) {
    return new Proliferates(
        c.rate.scalar(context.seed()), c.regulatedBy.map(r -> r.build("regulated-by", context)));
  }

  @Override
  public boolean carriedOutBy(Step step) {
    return step instanceof Proliferation;
  }

  @Override
  public String needs() {
    return "a step 'proliferation'";
  }
}
