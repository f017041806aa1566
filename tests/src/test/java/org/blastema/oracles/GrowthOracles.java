package org.blastema.oracles;

import static org.blastema.plugin.Parameter.constant;

import java.util.Map;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Var;
import org.blastema.kernel.growth.ExponentialGrowth;
import org.blastema.kernel.growth.Growth;
import org.blastema.kernel.growth.LinearGrowth;
import org.blastema.kernel.growth.SaturatingGrowth;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;

/** Section D. */
final class GrowthOracles {
  private GrowthOracles() {}

  static void register(Map<String, OracleCases.Computation> computations) {
    computations.put("growth_blend", GrowthOracles::blend);
    computations.put("growth_saturating", GrowthOracles::saturating);
  }

  private static double[] grown(Formula law, OracleInputs in, int steps, double... radius) {
    Step growth =
        new Growth(law, constant("rate", in.number("rate")), constant("rmax", in.number("rmax")));
    StepBench bench = new StepBench(2, 1, growth);
    return bench.run(bench.state(new double[radius.length][2], radius), steps).radius().toArray();
  }

  private static Map<String, Object> blend(OracleInputs in) {
    Formula linear = LinearGrowth.law(in.number("k"));
    double[] sequence = new double[15];
    for (int k = 0; k < sequence.length; k++) {
      sequence[k] = grown(linear, in, k + 1, 0.5 / Math.sqrt(2))[0];
    }
    return Map.of(
        "r_next",
        grown(linear, in, 1, in.numbers("r")),
        "sequence_from_half_over_sqrt2",
        sequence,
        "fixed_point",
        grown(linear, in, 60, 0.5)[0],
        "r_next_exponential",
        grown(ExponentialGrowth.law(in.number("k")), in, 1, in.numbers("r")));
  }

  private static Map<String, Object> saturating(OracleInputs in) {
    double dt = in.number("dt");
    double[] next =
        SaturatingGrowth.LAW
            .apply(
                Var.column(in.numbers("r")),
                Var.column(in.numbers("k")),
                Var.constant(in.number("R")),
                Var.constant(dt))
            .toArray();
    Parameter rate = constant("k", 1);
    StepBench once =
        new StepBench(
            2, 30 * dt, new Growth(SaturatingGrowth.LAW, rate, constant("R", in.number("R"))));
    StepBench often =
        new StepBench(2, dt, new Growth(SaturatingGrowth.LAW, rate, constant("R", in.number("R"))));
    CellState start = often.state(new double[1][2], 0.15);
    double[] derivative =
        once.gradient(start, new StepBench.Goal(state -> state.radius().sum(), 0), rate, null);
    return Map.of(
        "r_next",
        next,
        "final_radius_30_steps_r0_015_k1",
        often.run(start, 30).radius().item(),
        "d_final_d_k",
        derivative[0]);
  }
}
