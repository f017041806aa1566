package org.blastema.cellbox;

import org.blastema.cellbox.fit.FirstOrderFit;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Settings of the published recipe.
 *
 * @param learningRate of Adam
 * @param decay added to every step
 * @param horizonFrom least number of samples
 * @param conditionsPerEpoch updates in an epoch
 * @param epochs at most
 * @param clip largest norm of a gradient
 * @param buffer epochs averaged
 * @param burnIn epochs before stopping
 * @param tolerance rises before stopping
 */
record FirstOrder(
    @Describe("Learning rate.") @Default("0.001") @Range(min = 0, exclusiveMin = true)
        double learningRate,
    @Describe("Share of every parameter taken off in an update, whatever the learning rate.")
        @Default("1e-6")
        @Range(min = 0)
        double decay,
    @Describe("Least number of samples in an update; the number is drawn up to all.")
        @Default("5")
        @Range(min = 1)
        int horizonFrom,
    @Describe("Conditions in an epoch; 0 for all.") @Default("0") @Range(min = 0)
        int conditionsPerEpoch,
    @Describe("Most epochs.") @Default("10000") @Range(min = 1) int epochs,
    @Describe("Largest norm of a gradient; 0 for none.") @Default("0") @Range(min = 0) double clip,
    @Describe("Epochs over which the validation loss is averaged.") @Default("50") @Range(min = 1)
        int buffer,
    @Describe("Epochs before stopping is thought of.") @Default("100") @Range(min = 0) int burnIn,
    @Describe("Rises of that average in a row, after which to stop.")
        @Default("100")
        @Range(min = 1)
        int tolerance) {
  FirstOrderFit.Options options() {
    return new FirstOrderFit.Options(
        learningRate,
        decay,
        horizonFrom,
        conditionsPerEpoch,
        epochs,
        clip,
        buffer,
        burnIn,
        tolerance);
  }
}
