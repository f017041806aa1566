package org.blastema.cellbox;

import java.util.List;
import org.blastema.cellbox.fit.NetworkFit;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Settings of the second-order fit.
 *
 * @param penalties to choose from
 * @param ties to choose from
 * @param diagonal share of the penalty
 * @param prunings to choose from
 * @param folds of cross-validation
 * @param solver method with equal steps
 * @param longestStep of the solver
 * @param restarts numbers of starts
 */
record SecondOrder(
    @Describe("Prices of a weight to choose from, in units of the noise's variance; 1 and 10.")
        @Range(min = 0)
        List<Double> penalties,
    @Describe(
            "How strongly scales are drawn to their mean, to choose from: the variance of the noise"
                + " over that of the scales; 0 and 1e5.")
        @Range(min = 0)
        List<Double> ties,
    @Describe("Share of the price for self loops, whose effect resembles that of the scale.")
        @Default("1")
        @Range(min = 0)
        double diagonal,
    @Describe(
            "Standard errors below which edges are dropped, to choose from; 0 drops none; 0, 3 and"
                + " 5.")
        @Range(min = 0)
        List<Double> prunings,
    @Describe(
            "Folds of the cross-validation over training and validation conditions; 0 takes the "
                + "validation conditions alone.")
        @Default("5")
        @Range(min = 0)
        int folds,
    @Describe("The solver, which takes equal steps.") @Default("runge-kutta-4") FixedSteps solver,
    @Describe("Longest step of the solver.") @Default("0.4") @Range(min = 0, exclusiveMin = true)
        double longestStep,
    @Describe(
            "Number of starts, the first one from an empty network; the one whose fit to the"
                + " training conditions predicts the validation conditions best goes on.")
        @Default("6")
        @Range(min = 1)
        int restarts) {

  NetworkFit.Options options(int samples) {
    return new NetworkFit.Options(
        penalties.isEmpty() ? List.of(1.0, 10.0) : penalties,
        ties.isEmpty() ? List.of(0.0, 1e5) : ties,
        diagonal,
        prunings.isEmpty() ? List.of(0.0, 3.0, 5.0) : prunings,
        folds,
        NetworkFit.horizons(samples),
        solver,
        longestStep,
        restarts);
  }
}
