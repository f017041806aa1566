package org.blastema.oracles;

import java.util.Arrays;
import java.util.Map;
import org.blastema.kernel.training.Returns;

/** Section K. */
final class ReturnsOracles {
  private ReturnsOracles() {}

  static void register(Map<String, OracleCases.Computation> computations) {
    computations.put("returns", ReturnsOracles::returns);
  }

  private static Map<String, Object> returns(OracleInputs in) {
    double[] toGo = Returns.toGo(in.numbers("rewards"), 0.6);
    double[] logp = in.numbers("logp");
    double surrogate = 0;
    for (int t = 0; t < toGo.length; t++) {
      surrogate -= logp[t] * toGo[t];
    }
    double[][] costs =
        Arrays.stream(in.table("costs")).map(c -> Returns.toGo(c, 0.9)).toArray(double[][]::new);
    return Map.of(
        "G_0p6", toGo,
        "surrogate", surrogate,
        "G_0p9", costs,
        "batch_normalised",
            Arrays.stream(Returns.standardized(costs)).flatMapToDouble(Arrays::stream).toArray());
  }
}
