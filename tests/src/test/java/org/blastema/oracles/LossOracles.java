package org.blastema.oracles;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.StateSchema;
import org.blastema.runner.experiment.Assembly;
import org.blastema.runner.experiment.Experiment;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.scenario.Adjustments;
import org.blastema.runner.scenario.ScenarioReader;

/** Section L, through the metrics of a scenario. */
final class LossOracles {

  private LossOracles() {}

  static void register(Map<String, OracleCases.Computation> computations) {
    computations.put("task_losses", LossOracles::losses);
  }

  private static Map<String, Object> losses(OracleInputs in) {
    double[][] y = in.table("Y");
    double[] q = in.numbers("division");
    Experiment experiment =
        Assembly.of(
            new ScenarioReader(new PluginLoader(List.of(), Path.of("no-such-folder")).keywords())
                .parse(
                    scenario(y[0].length, q.length),
                    Path.of("losses.yaml").toAbsolutePath(),
                    Adjustments.NONE));
    StateSchema schema = experiment.model().schema();
    Map<String, Metric> metrics = experiment.metrics();
    double[] spread =
        Arrays.stream(y).mapToDouble(row -> value(metrics, "spread", line(schema, row))).toArray();
    double[] n1 = in.numbers("n1");
    double[] n2 = in.numbers("n2");
    double[] imbalance = new double[n1.length];
    double[] deficit = new double[n1.length];
    for (int t = 0; t < n1.length; t++) {
      CellState mixture = mixture(schema, (int) n1[t], (int) n2[t]);
      imbalance[t] = value(metrics, "difference", mixture);
      deficit[t] = 10 * value(metrics, "deficit", mixture);
    }
    double[][] v = in.table("V");
    double[] inside = new double[v.length];
    for (int i = 0; i < inside.length; i++) {
      double cost = value(metrics, "v", cloud(schema, new double[][] {v[i]}));
      inside[i] = cost - 0.1 * Math.abs(v[i][0]) < 0 ? 1 : 0;
    }
    int live = 4;
    CellState dividing =
        line(schema, new double[live]).with("division", Var.column(Arrays.copyOf(q, live)));
    return Map.of(
        "ssq", spread,
        "reward", differences(spread),
        "imbalance_cost", differences(imbalance),
        "entropy_cost", differences(deficit),
        "v_mask", inside,
        "v_state_cost", value(metrics, "v", cloud(schema, v)),
        "cv_all_slots", value(metrics, "cv-slots", dividing),
        "cv_alive_only", value(metrics, "cv", dividing));
  }

  private static String scenario(int positionSlots, int rateSlots) {
    return """
    format: blastema/1
    space: {dimensions: 2}
    cell-types: {a: {}, b: {}}
    initial:
      kind: grown-cluster
      cells: 1
      steps: {division: categorical-division}
    steps: {division: categorical-division}
    stop: {steps: 1}
    metrics:
      spread: {kind: axial-spread, axis: y, slots: %d}
      difference: type-difference
      deficit: type-entropy-deficit
      v: v-shape
      cv-slots: {kind: variation-coefficient, slots: %d}
      cv: variation-coefficient
    """
        .formatted(positionSlots, rateSlots);
  }

  private static double value(Map<String, Metric> metrics, String name, CellState state) {
    return metrics.get(name).of(List.of(state));
  }

  private static CellState line(StateSchema schema, double[] y) {
    double[][] x = new double[y.length][2];
    for (int i = 0; i < y.length; i++) {
      x[i][1] = y[i];
    }
    return cloud(schema, x);
  }

  private static CellState cloud(StateSchema schema, double[][] x) {
    return CellState.founders(schema, new int[x.length]).with("position", Var.ofRows(x));
  }

  private static CellState mixture(StateSchema schema, int ofFirst, int ofSecond) {
    int[] types = new int[ofFirst + ofSecond];
    Arrays.fill(types, ofFirst, types.length, 1);
    return CellState.founders(schema, types);
  }

  private static double[] differences(double[] values) {
    double[] steps = new double[values.length - 1];
    for (int t = 0; t < steps.length; t++) {
      steps[t] = values[t + 1] - values[t];
    }
    return steps;
  }
}
