package org.blastema.celltypes.fate;

import org.blastema.celltypes.behavior.Contact;
import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;

/**
 * Cells that stop dividing when others crowd them: their propensity is multiplied by {@code
 * logistic(steepness (neighbors - N))}, N being the number of cells in soft contact.
 *
 * @param neighbors number of neighbors at which the propensity is halved, a scalar
 * @param steepness how sharply, a scalar
 * @param contact when cells touch
 */
public record ContactInhibited(Parameter neighbors, Parameter steepness, Contact contact)
    implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param neighbors number of neighbors at which the propensity is halved
   * @param steepness how sharply
   * @param contact when cells touch
   */
  @Describe("Stops dividing when it touches many cells.")
  public record Configuration(
      @Describe("Number of neighbors at which the propensity to divide is halved.")
          @Default("4.5")
          @Range(min = 0)
          ParameterSpec neighbors,
      @Describe("How sharply it falls with the number of neighbors.") @Default("5") @Range(min = 0)
          ParameterSpec steepness,
      @Describe("When cells touch.") @Default("{}") Contact contact) {}

  /** Makes the behavior from the entries of a scenario. */
  public static ContactInhibited create(Configuration c, BuildContext context) {
    return new ContactInhibited(
        c.neighbors.scalar(context.seed()), c.steepness.scalar(context.seed()), c.contact);
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
