package org.blastema.kernel.division;

import org.blastema.kernel.model.Step;
import org.blastema.kernel.space.Space;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for divisions. */
public final class DivisionKeywords implements KeywordGroup {
  /**
   * Configuration.
   *
   * @param placement where the two cells lie
   */
  @Describe(
      "Exactly one cell divides a step, chosen with probabilities proportional to the division propensities.")
  record Categorical(@Describe("Where the two cells lie.") @Default("{}") Placement placement) {}

  /**
   * Configuration.
   *
   * @param placement where the two cells lie
   */
  @Describe("Every cell divides independently, at the rate of its division propensity.")
  record Hazard(@Describe("Where the two cells lie.") @Default("{}") Placement placement) {}

  @Override
  public void contributeTo(Language language) {
    language.contribute(
        Step.class,
        "categorical-division",
        Categorical.class,
        (c, context) ->
            new CategoricalDivision(context.require(Space.class).dimensions(), c.placement));
    language.contribute(
        Step.class,
        "hazard-division",
        Hazard.class,
        (c, context) -> new HazardDivision(context.require(Space.class).dimensions(), c.placement));
  }
}
