package org.blastema.cellbox.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** All published variants against values of an independent program: states, losses, gradients. */
class DiscreteFixturesTest {
  private static final JsonNode ALL = Fixtures.read().get("discrete");
  private static final List<Variant.Placement> PLACEMENTS =
      List.of(Variant.Placement.INSIDE, Variant.Placement.SCALED, Variant.Placement.BESIDE);

  private static final double STATES = 1e-12;
  private static final double GRADIENTS = 1e-7;

  static Stream<JsonNode> cases() {
    return ALL.get("cases").valueStream();
  }

  private final double[] raw = Fixtures.flat(Fixtures.matrix(ALL.get("W_raw")));
  private final double[] mask = Fixtures.flat(Fixtures.matrix(ALL.get("mask")));
  private final double[] decayRaw = Fixtures.vector(ALL.get("alpha_raw"));
  private final double[] scaleRaw = Fixtures.vector(ALL.get("eps_raw"));
  private final double[] gainRaw = Fixtures.vector(ALL.get("psi_raw"));
  private final double[][] u = Fixtures.matrix(ALL.get("u"));
  private final double[][] y = Fixtures.matrix(ALL.get("y"));
  private final int n = ALL.get("n_x").asInt();

  private Network network() {
    double[] w = new double[n * n];
    Arrays.setAll(w, k -> mask[k] * raw[k]);
    return new Network(
        n, w, Fixtures.softplus(scaleRaw), Fixtures.softplus(decayRaw), Fixtures.softplus(gainRaw));
  }

  private static Variant variant(JsonNode config) {
    Envelope.Form form =
        Envelope.Form.valueOf(config.get("form").asString().toUpperCase(Locale.ROOT));
    return new Variant(
        new Envelope(form, config.get("k").asInt()),
        PLACEMENTS.get(config.get("envelope").asInt()),
        config.get("degree").asInt());
  }

  private Solution solution(JsonNode config) {
    boolean[] held = null;
    if (config.get("pert_form").asString().equals("fix x")) {
      held = new boolean[n];
      Arrays.fill(held, config.get("n_activity").asInt(), n, true);
    }
    FixedSteps method =
        config.get("solver").asString().equals("rk4") ? FixedSteps.RUNGE_KUTTA_4 : FixedSteps.HEUN;
    return new Solution(network(), variant(config), method, config.get("dT").asDouble(), held, u);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void states(JsonNode expected) {
    Solution solution = solution(expected.get("config"));
    solution.advance(expected.get("config").get("nT").asInt());
    assertThat(Fixtures.flat(solution.state()))
        .containsExactly(Fixtures.flat(Fixtures.matrix(expected.get("x_final"))), within(STATES));
    assertThat(Fixtures.flat(solution.rates()))
        .containsExactly(
            Fixtures.flat(Fixtures.matrix(expected.get("dxdt_final"))), within(STATES));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_loss_and_its_gradient(JsonNode expected) {
    JsonNode config = expected.get("config");
    boolean weighted = config.has("weight");
    int steps = config.get("nT").asInt();
    double l1 = config.get("l1").asDouble();
    double l2 = config.get("l2").asDouble();
    Solution solution = solution(config);
    solution.record(steps);
    double loss = 0;
    double[][] adjoint = new double[u.length][n];
    for (int c = 0; c < u.length; c++) {
      for (int i = 0; i < n; i++) {
        double weight = (weighted ? Math.abs(y[c][i]) : 1) / (u.length * (double) n);
        double difference = solution.state()[c][i] - y[c][i];
        loss += weight * difference * difference;
        adjoint[c][i] = 2 * weight * difference;
      }
    }
    assertThat(loss).isCloseTo(expected.get("loss_mse").asDouble(), within(STATES));
    Network network = network();
    for (double w : network.weights()) {
      loss += l1 * Math.abs(w) + l2 * w * w;
    }
    assertThat(loss).isCloseTo(expected.get("loss_full").asDouble(), within(STATES));
    Gradient sums = new Gradient(n);
    solution.pull(adjoint, steps, sums, null);
    Network g = sums.values();
    double[] byRaw = new double[n * n];
    for (int k = 0; k < byRaw.length; k++) {
      double w = network.weights()[k];
      byRaw[k] = mask[k] * (g.weights()[k] + l1 * Math.signum(w) + 2 * l2 * w);
    }
    assertClose(byRaw, Fixtures.flat(Fixtures.matrix(expected.get("grad_W_raw"))));
    assertClose(
        softplusGradient(g.decay(), decayRaw), Fixtures.vector(expected.get("grad_alpha_raw")));
    assertClose(
        softplusGradient(g.scale(), scaleRaw), Fixtures.vector(expected.get("grad_eps_raw")));
    assertClose(softplusGradient(g.gain(), gainRaw), Fixtures.vector(expected.get("grad_psi_raw")));
  }

  private static double[] softplusGradient(double[] gradient, double[] raw) {
    double[] chained = new double[raw.length];
    Arrays.setAll(chained, k -> gradient[k] / (1 + StrictMath.exp(-raw[k])));
    return chained;
  }

  private static void assertClose(double[] found, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(found).containsExactly(expected, within(GRADIENTS * Math.max(largest, 1e-12)));
  }
}
