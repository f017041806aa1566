package org.blastema.celltypes.signaling;

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
 * Cells that present a ligand to the cells they touch; its level L follows {@code dL/dt = turnover
 * (level h - L)} with the regulation h. See {@link ContactSignaling}.
 *
 * @param ligand name of the ligand
 * @param level level without regulation, a scalar
 * @param turnover rate (1/time), a scalar
 * @param regulator what raises or lowers it
 */
public record Presents(
    String ligand, Parameter level, Parameter turnover, Optional<Regulator> regulator)
    implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param ligand name of the ligand
   * @param level level without regulation
   * @param turnover rate
   * @param regulatedBy what raises or lowers it
   */
  @Describe("Presents a ligand to the cells it touches.")
  public record Configuration(
      @Describe("Name of the ligand.") String ligand,
      @Describe("Level that it tends to, without regulation.") @Default("1") @Range(min = 0)
          ParameterSpec level,
      @Describe("Rate at which it tends there.")
          @Default("1")
          @Unit("1/time")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec turnover,
      @Describe("What the cell senses that raises or lowers the level, such as response-NAME.")
          Optional<Regulation> regulatedBy) {}

  /** Makes the behavior from the entries of a scenario. */
  public static Presents create(Configuration c, BuildContext context) {
    return new Presents(
        c.ligand,
        c.level.scalar(context.seed()),
        c.turnover.scalar(context.seed()),
        c.regulatedBy.map(r -> r.build("regulated-by", context)));
  }

  @Override
  public boolean carriedOutBy(Step step) {
    return step instanceof ContactSignaling signaling && signaling.ligand().equals(ligand);
  }

  @Override
  public String needs() {
    return "a step 'contact-signaling' with the ligand '" + ligand + "'";
  }
}
