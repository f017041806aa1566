package org.blastema.celltypes.signaling;

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
 * Cells with a receptor for a ligand of the cells they touch. The response R to the signal S
 * follows {@code dR/dt = (S^n / (K^n + S^n) - R) / delay}, or passes through several such stages.
 * See {@link ContactSignaling}.
 *
 * @param ligand name of the ligand
 * @param halfMaximum signal K of half the largest response, a scalar
 * @param hill Hill coefficient n, a scalar
 * @param delay mean time from signal to response (time), a scalar
 */
public record Receives(String ligand, Parameter halfMaximum, Parameter hill, Parameter delay)
    implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param ligand name of the ligand
   * @param halfMaximum K
   * @param hill n
   * @param delay mean time from signal to response
   */
  @Describe("Has a receptor for a ligand of the cells it touches, and responds to it.")
  public record Configuration(
      @Describe("Name of the ligand.") String ligand,
      @Describe("Signal at half of the largest response.")
          @Default("0.5")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec halfMaximum,
      @Describe("Steepness of the response: the Hill coefficient.")
          @Default("2")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec hill,
      @Describe("Mean time from signal to response.")
          @Default("1")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec delay) {}

  /** Makes the behavior from the entries of a scenario. */
  public static Receives create(Configuration c, BuildContext context) {
    return new Receives(
        c.ligand,
        c.halfMaximum.scalar(context.seed()),
        c.hill.scalar(context.seed()),
        c.delay.scalar(context.seed()));
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
