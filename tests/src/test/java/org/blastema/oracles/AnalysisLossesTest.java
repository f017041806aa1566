package org.blastema.oracles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.StreamSupport;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.state.CellState;
import org.blastema.runner.experiment.Assembly;
import org.blastema.runner.experiment.Experiment;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.scenario.Adjustments;
import org.blastema.runner.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference numbers of shapes, sorting and utilities, through the metrics of a scenario. */
class AnalysisLossesTest {
  private static JsonNode oracle(String id) throws IOException {
    try (InputStream in = AnalysisLossesTest.class.getResourceAsStream("/oracles/analysis.json")) {
      return StreamSupport.stream(
              JsonMapper.shared().readTree(in).get("cases").spliterator(), false)
          .filter(one -> one.get("id").asString().equals(id))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The metrics of a scenario, written as its lines. */
  private static Experiment experiment(int dimensions, String metrics) {
    String text =
        """
        format: blastema/1
        space: {dimensions: %d}
        cell-types: {a: {}, b: {}}
        initial:
          kind: grown-cluster
          cells: 1
          steps: {division: categorical-division}
        steps: {division: categorical-division}
        stop: {steps: 1}
        metrics:
        %s
        """
            .formatted(dimensions, metrics.indent(2));
    return Assembly.of(
        new ScenarioReader(new PluginLoader(List.of(), Path.of("no-such-folder")).keywords())
            .parse(text, Path.of("losses.yaml").toAbsolutePath(), Adjustments.NONE));
  }

  private static CellState tissue(Experiment experiment, double[][] x, int... types) {
    return CellState.founders(
            experiment.model().schema(), types.length == 0 ? new int[x.length] : types)
        .with("position", Var.ofRows(x));
  }

  private static double of(Metric metric, CellState state) {
    return metric.of(List.of(state));
  }

  @Test
  void shapes_of_a_cluster() throws IOException {
    JsonNode oracle = oracle("shape.gyration");
    Experiment experiment =
        experiment(
            3,
            """
            aspect: aspect-ratio
            principal: principal-axis-ratio
            radius: gyration-radius
            asphericity: asphericity
            anisotropy: anisotropy
            x: {kind: axial-spread, axis: x}
            y: {kind: axial-spread, axis: y}
            z: {kind: axial-spread, axis: z}
            """);
    Map<String, Metric> metrics = experiment.metrics();
    CellState state = tissue(experiment, OracleInputs.table(oracle.get("inputs").get("points")));
    JsonNode expected = oracle.get("expected");
    double tolerance = oracle.get("tolerance").get("abs").asDouble();
    double[] l = OracleInputs.numbers(expected.get("eigenvalues"));
    assertThat(of(metrics.get("aspect"), state))
        .isCloseTo(expected.get("aspect_ratio").asDouble(), within(tolerance));
    // a ratio of 12, whose least eigenvalue is known to 1e-15 of the largest
    assertThat(of(metrics.get("principal"), state))
        .isCloseTo(Math.sqrt(l[0] / l[2]), within(1e-11));
    double radius = of(metrics.get("radius"), state);
    assertThat(radius * radius).isCloseTo(expected.get("rg2").asDouble(), within(tolerance));
    assertThat(of(metrics.get("asphericity"), state))
        .isCloseTo(expected.get("asphericity").asDouble(), within(tolerance));
    assertThat(of(metrics.get("anisotropy"), state))
        .isCloseTo(expected.get("anisotropy").asDouble(), within(tolerance));
    double[] spreads = OracleInputs.numbers(expected.get("ssq"));
    for (int k = 0; k < 3; k++) {
      assertThat(of(metrics.get(List.of("x", "y", "z").get(k)), state))
          .isCloseTo(spreads[k], within(tolerance));
    }
  }

  @Test
  void contacts_on_a_grid() throws IOException {
    JsonNode oracle = oracle("sorting.contact-fraction");
    double[][] labels = OracleInputs.table(oracle.get("inputs").get("labels"));
    double[][] x = new double[16][];
    int[] types = new int[16];
    for (int k = 0; k < 16; k++) {
      x[k] = new double[] {k % 4, (k - k % 4) / 4.0};
      types[k] = (int) labels[k / 4][k % 4];
    }
    Experiment experiment =
        experiment(
            2,
            """
            contacts: {kind: heterotypic-contact, range: 1.2, steepness: .inf}
            soft: {kind: heterotypic-contact, range: 1.2, steepness: 200}
            segregation: {kind: segregation, range: 1.2, steepness: .inf}
            border: {kind: heterotypic-border, reach: 1.4142135623730951}
            share: {kind: heterotypic-border, reach: 1.4142135623730951, share: true}
            """);
    Map<String, Metric> metrics = experiment.metrics();
    CellState state = tissue(experiment, x, types);
    JsonNode expected = oracle.get("expected");
    double tolerance = oracle.get("tolerance").get("abs").asDouble();
    double unlike = expected.get("heterotypic").asDouble();
    assertThat(of(metrics.get("contacts"), state)).isEqualTo(unlike);
    // every pair misses its sharp count by less than exp(-200 * 0.2)
    assertThat(of(metrics.get("soft"), state)).isCloseTo(unlike, within(1e-12));
    assertThat(of(metrics.get("segregation"), state))
        .isCloseTo(expected.get("segregation").asDouble(), within(tolerance));
    // the rim, at a square's corners, ends borders as unit squares do, to some roundings
    assertThat(of(metrics.get("border"), state)).isCloseTo(unlike, within(1e-12));
    assertThat(1 - of(metrics.get("share"), state))
        .isCloseTo(expected.get("fraction").asDouble(), within(1e-12));
  }

  /** A pair of cells of diameter 1 at distance x: what it lacks of a contact is the gate. */
  @Test
  void a_soft_contact_is_a_sigmoid_gate() throws IOException {
    JsonNode oracle = oracle("surrogate.sigmoid-gate");
    double threshold = oracle.get("inputs").get("x0").asDouble();
    double[] x = OracleInputs.numbers(oracle.get("inputs").get("x"));
    for (double k : OracleInputs.numbers(oracle.get("inputs").get("k"))) {
      Experiment experiment =
          experiment(
              2,
              "gate: {kind: heterotypic-contact, range: %s, steepness: %s}"
                  .formatted(threshold, k));
      DoubleUnaryOperator gate =
          at ->
              1
                  - of(
                      experiment.metrics().get("gate"),
                      tissue(experiment, new double[][] {{0, 0}, {at, 0}}, 0, 1));
      String name = Integer.toString((int) k);
      double[] expected = OracleInputs.numbers(oracle.get("expected").get("values").get(name));
      for (int i = 0; i < x.length; i++) {
        assertThat(gate.applyAsDouble(x[i]))
            .isCloseTo(expected[i], within(oracle.get("tolerance").get("abs").asDouble()));
      }
      double h = 1e-4 / k;
      double slope =
          (gate.applyAsDouble(threshold + h) - gate.applyAsDouble(threshold - h)) / (2 * h);
      // the third derivative is at most k^3 / 8, and rounding 1e-16 / h
      assertThat(slope)
          .isCloseTo(
              oracle.get("expected").get("max_slope").get(name).asDouble(), within(2e-9 * k));
    }
  }

  @Test
  void utilities_are_cheapest_where_they_should_be() throws IOException {
    JsonNode oracle = oracle("loss.utility");
    JsonNode in = oracle.get("inputs");
    JsonNode expected = oracle.get("expected");
    double mu = in.get("mu").asDouble();
    double sigma = in.get("sigma").asDouble();
    DoubleUnaryOperator density =
        theta ->
            StrictMath.exp(-(theta - mu) * (theta - mu) / (2 * sigma * sigma))
                / (sigma * Math.sqrt(2 * Math.PI));
    double[] fromTo = {mu - 10 * sigma, mu + 10 * sigma};

    // derivatives of the expected costs at the stated optima: a difference of a step moves the
    // estimate, and the target runs over its distribution
    double linex = expected.get("linex").asDouble();
    double a = in.get("a").asDouble();
    DoubleUnaryOperator linexCost = cost("kind: linex, asymmetry: " + a);
    assertThat(slope(linexCost, linex, density, fromTo)).isCloseTo(0, within(1e-8));
    double pinball = expected.get("pinball").asDouble();
    DoubleUnaryOperator pinballCost = cost("kind: pinball, quantile: " + in.get("tau").asDouble());
    assertThat(slope(pinballCost, pinball, density, fromTo)).isCloseTo(0, within(1e-8));

    double[] sample = OracleInputs.numbers(in.get("sample"));
    double least = Double.POSITIVE_INFINITY;
    double argmin = Double.NaN;
    for (double estimate : sample) {
      double sum = 0;
      for (double theta : sample) {
        sum += pinballCost.applyAsDouble(estimate - theta);
      }
      if (sum / sample.length < least) {
        least = sum / sample.length;
        argmin = estimate;
      }
    }
    assertThat(least).isCloseTo(expected.get("sample_min_pinball").asDouble(), within(1e-12));
    assertThat(argmin).isEqualTo(expected.get("sample_argmin").asDouble());

    // deciding 1 costs c_fp where the truth is 0, deciding 0 costs c_fn where it is 1
    DoubleUnaryOperator decision =
        cost(
            "kind: weighted-error, below: %s, above: %s, power: absolute"
                .formatted(in.get("c_fn").asDouble(), in.get("c_fp").asDouble()));
    double p = expected.get("threshold").asDouble();
    double positive = (1 - p) * decision.applyAsDouble(1);
    double negative = p * decision.applyAsDouble(-1);
    assertThat(positive).isCloseTo(negative, within(1e-12));
  }

  /** Cost of a difference from the target 0: the value of a field of the only cell. */
  private static DoubleUnaryOperator cost(String entries) {
    Experiment experiment =
        experiment(
            2,
            "cost: {measure: {kind: field-mean, field: division}, target: 0, %s}"
                .formatted(entries));
    CellState cell = tissue(experiment, new double[][] {{0, 0}});
    return d -> of(experiment.metrics().get("cost"), cell.with("division", Var.constant(d)));
  }

  /**
   * Derivative of the expected cost by the estimate: differences of the cost, whose kink they meet
   * within h of the estimate, averaged over the target by Simpson's rule between kinks.
   */
  private static double slope(
      DoubleUnaryOperator cost, double estimate, DoubleUnaryOperator density, double[] fromTo) {
    double h = 1e-4;
    DoubleUnaryOperator integrand =
        theta ->
            (cost.applyAsDouble(estimate + h - theta) - cost.applyAsDouble(estimate - h - theta))
                / (2 * h)
                * density.applyAsDouble(theta);
    return simpson(integrand, fromTo[0], estimate - h)
        + simpson(integrand, estimate - h, estimate + h)
        + simpson(integrand, estimate + h, fromTo[1]);
  }

  private static double simpson(DoubleUnaryOperator f, double from, double to) {
    int n = 400;
    double sum = f.applyAsDouble(from) + f.applyAsDouble(to);
    for (int k = 1; k < n; k++) {
      sum += (k % 2 == 1 ? 4 : 2) * f.applyAsDouble(from + (to - from) * k / n);
    }
    return sum * (to - from) / (3 * n);
  }
}
