package org.blastema.cellbox;

import java.util.List;
import org.blastema.cellbox.fit.StagedFit;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Settings of the published schedule of the original CellBox.
 *
 * @param stages in order
 * @param batch conditions in an update
 * @param timePoints samples in an update
 * @param startMean of the weights
 * @param startSpread of the weights
 * @param startScale of the scales
 * @param positive whether scales and decays are softplus of a free number
 * @param weighted whether squares are weighted
 * @param buffer validation losses averaged
 * @param wholeValidation whether they are over all validation conditions
 * @param freshMoments whether stages begin with new moments
 * @param restarts numbers of starts
 */
record Schedule(
    @Describe("The stages; those of the published example if there are none.") List<Stage> stages,
    @Describe("Conditions in an update, drawn at random; 0 for all.") @Default("4") @Range(min = 0)
        int batch,
    @Describe("Samples in an update, drawn at random; 0 for all within the horizon.")
        @Default("0")
        @Range(min = 0)
        int timePoints,
    @Describe("Mean of the weights at the start.") @Default("0.01") @Unit("") double startMean,
    @Describe("Standard deviation of the weights at the start; the published one is 1.")
        @Default("1")
        @Range(min = 0)
        double startSpread,
    @Describe("Scale of all nodes at the start, where scales are free.")
        @Default("0.5")
        @Range(min = 0, exclusiveMin = true)
        double startScale,
    @Describe(
            "Whether scales and decays are learned as softplus of numbers that start at 1, as"
                + " published; else scales are free and decays are 1.")
        @Default("true")
        boolean positive,
    @Describe("Whether squares are weighted with the size of the response.") @Default("false")
        boolean weighted,
    @Describe("Validation losses that are averaged.") @Default("50") @Range(min = 1) int buffer,
    @Describe("Whether each of them is over all validation conditions, not over a batch of them.")
        @Default("false")
        boolean wholeValidation,
    @Describe("Whether every stage begins with new moments of Adam, as in the Torch port.")
        @Default("false")
        boolean freshMoments,
    @Describe("Number of starts; the one with the least validation error counts.")
        @Default("1")
        @Range(min = 1)
        int restarts) {

  /**
   * A stage.
   *
   * @param learningRate of Adam
   * @param l1 price of sizes
   * @param l2 price of squares
   * @param horizon in time
   * @param patience iterations
   * @param iterations at most
   */
  record Stage(
      @Describe("Learning rate of Adam.") @Default("0.01") @Range(min = 0, exclusiveMin = true)
          double learningRate,
      @Describe("Price of the sizes of all weights.") @Default("1e-4") @Range(min = 0) double l1,
      @Describe("Price of their squares.") @Default("0") @Range(min = 0) double l2,
      @Describe(
              "Time of the responses at rest; of time courses, that of the last sample that"
                  + " counts.")
          @Default("10")
          @Range(min = 0, exclusiveMin = true)
          double horizon,
      @Describe("Iterations without improvement after which the stage ends.")
          @Default("100")
          @Range(min = 1)
          int patience,
      @Describe("Most iterations.") @Default("10000") @Range(min = 1) int iterations) {
    StagedFit.Stage stage() {
      return new StagedFit.Stage(learningRate, l1, l2, horizon, patience, iterations);
    }
  }

  private static final int MOST = 10_000;

  /** The example that was used for the published experiments. */
  private static final List<StagedFit.Stage> PUBLISHED =
      List.of(
          new StagedFit.Stage(0.1, 0.01, 1e-4, 10, 1000, MOST),
          new StagedFit.Stage(0.01, 0.01, 1e-4, 10, 100, MOST),
          new StagedFit.Stage(0.01, 1e-4, 1e-4, 10, 100, MOST),
          new StagedFit.Stage(0.001, 1e-5, 1e-4, 10, 100, MOST),
          new StagedFit.Stage(0.001, 1e-4, 1e-4, 20, 100, MOST),
          new StagedFit.Stage(0.001, 1e-4, 1e-4, 40, 100, MOST));

  StagedFit.Options options() {
    return new StagedFit.Options(
        stages.isEmpty() ? PUBLISHED : stages.stream().map(Stage::stage).toList(),
        batch,
        timePoints,
        startMean,
        startSpread,
        startScale,
        positive,
        weighted,
        buffer,
        wholeValidation,
        freshMoments,
        restarts);
  }
}
