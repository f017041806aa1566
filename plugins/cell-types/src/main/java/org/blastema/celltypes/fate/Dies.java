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
 * Cells that die at a rate and are gone at once.
 *
 * @param rate rate (1/time), a scalar
 * @param regulator what raises or lowers it
 * @param cause what the lineage says about it
 */
public record Dies(Parameter rate, Optional<Regulator> regulator, String cause)
    implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param rate rate
   * @param regulatedBy what raises or lowers it
   * @param cause what the lineage says about it
   */
  @Describe("Dies at a rate and is removed.")
  public record Configuration(
      @Describe("Rate.") @Default("0.1") @Unit("1/time") @Range(min = 0) ParameterSpec rate,
      @Describe("What the cell senses that raises or lowers the rate.")
          Optional<Regulation> regulatedBy,
      @Describe("What the lineage says about it.") @Default("apoptosis") String cause) {}

  /** Makes the behavior from the entries of a scenario. */
  public static Dies create(Configuration c, BuildContext context) {
    return new Dies(
        c.rate.scalar(context.seed()),
        c.regulatedBy.map(r -> r.build("regulated-by", context)),
        c.cause);
  }

  @Override
  public boolean carriedOutBy(Step step) {
    return step instanceof Death;
  }

  @Override
  public String needs() {
    return "a step 'death'";
  }
}
