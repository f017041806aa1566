package org.blastema.gradbench;

import java.util.Map;
import java.util.function.Supplier;

/** All evals that the tool answers. */
final class Evals {
  private Evals() {}

  /** Evals by the name of their module. */
  static Map<String, Supplier<Eval>> all() {
    return Map.ofEntries(
        Map.entry("hello", HelloEval::new),
        Map.entry("llsq", LeastSquaresEval::new),
        Map.entry("lse", LogSumExpEval::new),
        Map.entry("det", DeterminantEval::new),
        Map.entry("ode", RungeKuttaEval::new),
        Map.entry("gmm", MixtureEval::new),
        Map.entry("kmeans", KMeansEval::new),
        Map.entry("lstm", LstmEval::new),
        Map.entry("ba", BundleAdjustmentEval::new),
        Map.entry("ht", HandTrackingEval::new),
        Map.entry("particle", ParticleEval::new),
        Map.entry("saddle", SaddleEval::new));
  }
}
