package org.blastema.celltypes.motion;

import org.blastema.celltypes.behavior.Regulation;
import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Unit;

/**
 * Cells that follow a chemical: a velocity of {@code sensitivity} times its gradient.
 *
 * <p>Source: E. F. Keller and L. A. Segel, Journal of Theoretical Biology 30 (1971) 225.
 *
 * @param chemical index of the chemical
 * @param sensitivity velocity per unit of gradient, a scalar; negative to flee
 */
public record Chemotaxis(int chemical, Parameter sensitivity) implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param chemical the chemical
   * @param sensitivity velocity per unit of gradient
   */
  @Describe("Follows a chemical: moves up its gradient, or down where the sensitivity is negative.")
  public record Configuration(
      @Describe("The chemical.") String chemical,
      @Describe("Velocity per unit of gradient.") @Default("1") @Unit("length^2/time/concentration")
          ParameterSpec sensitivity) {}

  /** Makes the behavior from the entries of a scenario. */
  public static Chemotaxis create(Configuration c, BuildContext context) {
    return new Chemotaxis(
        Regulation.chemical("chemical", c.chemical, context), c.sensitivity.scalar(context.seed()));
  }

  @Override
  public boolean carriedOutBy(Step step) {
    return step instanceof ActiveMotion;
  }

  @Override
  public String needs() {
    return "a step 'active-motion'";
  }
}
