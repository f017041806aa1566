package org.blastema.kernel.division;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.space.Space;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.KeywordGroup;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/** The scenario words for divisions. */
public final class DivisionKeywords implements KeywordGroup {
  /**
   * Configuration.
   *
   * @param placement where the two cells lie
   */
  @Describe(
      "Exactly one cell divides a step, chosen with probabilities proportional to the division"
          + " propensities.")
  record Categorical(@Describe("Where the two cells lie.") @Default("{}") Placement placement) {}

  /**
   * Configuration.
   *
   * @param placement where the two cells lie
   */
  @Describe("Every cell divides independently, at the rate of its division propensity.")
  record Hazard(@Describe("Where the two cells lie.") @Default("{}") Placement placement) {}

  /**
   * Configuration.
   *
   * @param placement where the two cells lie
   */
  @Describe(
      "Cells divide at the rate of their division propensity, at exact times within a step: several"
          + " times if there is time, and their daughters too.")
  record NextEvent(@Describe("Where the two cells lie.") @Default("{}") Placement placement) {}

  /**
   * A phase of the cell cycle.
   *
   * @param duration its mean length
   * @param spread standard deviation of its length
   */
  @Describe("A phase of the cell cycle.")
  record PhaseEntry(
      @Describe("Its length; the mean, if there is a spread.")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec duration,
      @Describe("Standard deviation of its length; always the same length, if left out.")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          Optional<ParameterSpec> spread) {}

  /**
   * Configuration.
   *
   * @param phases the phases of the cycle
   * @param placement where the two cells lie
   */
  @Describe(
      "Every cell has a clock that goes through phases of fixed or random lengths, and divides at"
          + " the end of the last one.")
  record Cycle(
      @Describe("The phases, in order.") List<PhaseEntry> phases,
      @Describe("Where the two cells lie.") @Default("{}") Placement placement) {
    CellCycle create(BuildContext context) {
      if (phases.isEmpty()) {
        throw InvalidConfiguration.at("phases", "needs at least one phase");
      }
      List<CellCycle.Phase> built = new ArrayList<>();
      for (int k = 0; k < phases.size(); k++) {
        PhaseEntry entry = phases.get(k);
        if (entry.duration().trained() && entry.spread().isEmpty()) {
          throw InvalidConfiguration.at(
              "phases[" + k + "].duration",
              "is trained, but a tissue does not depend smoothly on it: give the phase a spread");
        }
        built.add(
            new CellCycle.Phase(
                entry.duration().scalar(context.seed()),
                entry.spread().map(spread -> spread.scalar(context.seed()))));
      }
      return new CellCycle(context.require(Space.class).dimensions(), placement, built);
    }
  }

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
    language.contribute(
        Step.class,
        "next-event-division",
        NextEvent.class,
        (c, context) ->
            new NextEventDivision(context.require(Space.class).dimensions(), c.placement));
    language.contribute(Step.class, "cell-cycle", Cycle.class, Cycle::create);
    language.contribute(
        Step.class, "size-division", SizeDivision.Configuration.class, SizeDivision::create);
  }
}
