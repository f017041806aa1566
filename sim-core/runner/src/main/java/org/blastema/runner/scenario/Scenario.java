package org.blastema.runner.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.initial.InitialState;
import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.CellPreset;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.space.Sides;
import org.blastema.kernel.study.Study;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * A scenario file.
 *
 * @param format name and major version of the format
 * @param info who, what, where it was published
 * @param units units of plain numbers
 * @param seed the seed of everything random
 * @param parameters named parameters, referred to as {@code $name}
 * @param space where the cells live
 * @param chemicals diffusing chemicals by name
 * @param cellTypes cell types by name
 * @param initial where a rollout begins
 * @param dt length of a macro-step
 * @param steps what happens in a macro-step, in order, by name
 * @param stop when a rollout ends
 * @param outputs what a run records
 * @param metrics numbers that describe the tissue, by name
 * @param checks what a run must reach
 * @param train how parameters are trained
 * @param fit work on data in place of a tissue
 */
@Describe("A Blastema scenario: a tissue, what happens to it, and what is asked of it.")
public record Scenario(
    @Describe("Name and major version of the format: blastema/1.") String format,
    @Describe("Who, what, where it was published.") @Default("{}") About info,
    @Describe("Units of all numbers that are written without one.") @Default("{}") UnitNames units,
    @Describe("Seed of everything random; the same seed gives the same run.")
        @Default("1")
        @Range(min = 0)
        long seed,
    @Describe("Named parameters; write $name wherever the value belongs.") @Unit("any")
        Map<String, ParameterSpec> parameters,
    @Describe("Where the cells live.") @Default("{}") SpaceChoice space,
    @Describe("Diffusing chemicals by name.") Map<String, Chemical> chemicals,
    @Describe("Cell types by name.") Map<String, CellKind> cellTypes,
    @Describe("Where a rollout begins.") Optional<Part<InitialState>> initial,
    @Describe("Length of a macro-step.")
        @Default("1")
        @Range(min = 0, exclusiveMin = true)
        @Unit("time")
        double dt,
    @Describe("What happens in a macro-step, in order, by name.") Map<String, Part<Step>> steps,
    @Describe("When a rollout ends: at whichever limit is reached first.") @Default("{}")
        Limits stop,
    @Describe("What a run records.") @Default("{}") Outputs outputs,
    @Describe("Numbers that describe the tissue, by name.") Map<String, Part<Metric>> metrics,
    @Describe("What a run must reach; a run that does not ends with exit code 4.")
        List<Check> checks,
    @Describe("How parameters are trained; without it, run simulates.") Optional<Training> train,
    @Describe("Work on data, such as fitting a network; a scenario that has it has no tissue.")
        Optional<Part<Study>> fit) {

  /**
   * Who, what, where.
   *
   * @param title one line
   * @param description some sentences
   * @param authors names
   * @param license of the scenario file
   * @param doi of the publication
   * @param references further publications
   */
  public record About(
      @Describe("One line.") Optional<String> title,
      @Describe("Some sentences.") Optional<String> description,
      @Describe("Names.") List<String> authors,
      @Describe("License of this file.") Optional<String> license,
      @Describe("DOI of the publication.") Optional<String> doi,
      @Describe("Further publications.") List<String> references) {}

  /**
   * Units of plain numbers.
   *
   * @param length for example um
   * @param time for example min
   * @param concentration for example nM
   * @param energy for example fJ
   */
  public record UnitNames(
      @Describe("For example um, cell-diameter, or 10 um; without it, lengths are pure numbers.")
          Optional<String> length,
      @Describe("For example s, min, h or d; without it, times are pure numbers.")
          Optional<String> time,
      @Describe("For example nM or uM; without it, concentrations are pure numbers.")
          Optional<String> concentration,
      @Describe("For example fJ; without it, energies are pure numbers.")
          Optional<String> energy) {}

  /**
   * Where the cells live.
   *
   * @param dimensions 2 or 3
   * @param sides what is at both ends of axes, by the name of the axis
   */
  public record SpaceChoice(
      @Describe("2 for a plane, 3 for space.") @Default("3") @Range(min = 2, max = 3)
          int dimensions,
      @Describe("What is at both ends of the axes x, y and z; nothing where nothing is said.")
          Map<String, Part<Sides>> sides) {}

  /**
   * A diffusing chemical.
   *
   * @param diffusion diffusion coefficient
   * @param decay decay rate
   */
  @Describe("A diffusing chemical.")
  public record Chemical(
      @Describe("Diffusion coefficient.") @Default("1") @Range(min = 0) @Unit("length^2/time")
          ParameterSpec diffusion,
      @Describe("Decay rate.") @Default("1") @Range(min = 0) @Unit("1/time") ParameterSpec decay) {}

  /**
   * A cell type.
   *
   * @param divides whether its cells may divide
   * @param secretes secretion rates by chemical; a chemical that is not named is not secreted
   * @param takesUp uptake rates by chemical
   * @param preset a ready-made type that this one begins from
   * @param behaviors what its cells do, by name
   */
  @Describe("A cell type: what its cells do.")
  public record CellKind(
      @Describe("Whether its cells may divide.") @Default("true") boolean divides,
      @Describe("Secretion rates by chemical; a chemical that is not named is never secreted.")
          @Range(min = 0)
          @Unit("concentration/time")
          Map<String, Double> secretes,
      @Describe("Uptake rates by chemical; 0 for those not named. A step on a grid reads them.")
          @Range(min = 0)
          @Unit("1/time")
          Map<String, Double> takesUp,
      @Describe("A ready-made cell type to begin from.") Optional<Part<CellPreset>> preset,
      @Describe("What its cells do, by name; steps carry it out.")
          Map<String, Part<CellBehavior>> behaviors) {}

  /**
   * When a rollout ends.
   *
   * @param cells number of cells
   * @param steps number of macro-steps
   * @param time simulated time
   */
  public record Limits(
      @Describe("At this number of cells.") @Range(min = 1) Optional<Integer> cells,
      @Describe("After this number of macro-steps.") @Range(min = 0) Optional<Integer> steps,
      @Describe("At this simulated time.") @Range(min = 0) @Unit("time") Optional<Double> time) {}

  /**
   * What a run records.
   *
   * @param every macro-steps from one record to the next
   * @param columns fields to record; empty for all
   */
  public record Outputs(
      @Describe("Macro-steps from one record to the next.") @Default("1") @Range(min = 1) int every,
      @Describe("Fields to record; all if none is named.") List<String> columns) {}

  /**
   * What a metric must be at the end of a run, or at a time.
   *
   * @param metric name of the metric
   * @param at when; at the end if empty
   * @param atLeast smallest value that passes
   * @param atMost largest value that passes
   * @param equals value that passes
   * @param tolerance largest difference from {@code equals} that passes
   */
  @Describe("What a metric must be at the end of a run, or at a time.")
  public record Check(
      @Describe("Name of the metric.") String metric,
      @Describe(
              "Simulated time at which it must hold, a multiple of dt; the end, if left out. Not"
                  + " for trainings.")
          @Unit("time")
          @Range(min = 0)
          Optional<Double> at,
      @Describe("Smallest value that passes.") @Unit("any") Optional<Double> atLeast,
      @Describe("Largest value that passes.") @Unit("any") Optional<Double> atMost,
      @Describe("The value, give or take the tolerance.") @Unit("any") Optional<Double> equals,
      @Describe("Largest difference from equals that passes.") @Default("0") @Range(min = 0)
          double tolerance) {

    /**
     * The number that is held against the limits: the metric, and the time if it is not the end.
     */
    public String number() {
      return at.map(time -> metric + " at " + time).orElse(metric);
    }

    /** Whether a value passes; NaN never does. */
    public boolean passes(double value) {
      return !Double.isNaN(value)
          && atLeast.filter(limit -> value < limit).isEmpty()
          && atMost.filter(limit -> value > limit).isEmpty()
          && equals.filter(target -> Math.abs(value - target) > tolerance).isEmpty();
    }
  }
}
