package org.blastema.kernel.chemistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.Tissues;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChemistryTest {
  private static final Parameter D0 = Parameter.trained("D0", 1, 1, 1.1);
  private static final Parameter D1 = Parameter.trained("D1", 1, 1, 0.4);
  private static final Parameter K0 = Parameter.trained("K0", 1, 1, 0.3);
  private static final Parameter K1 = Parameter.trained("K1", 1, 1, 0.9);
  private static final Chemicals TWO =
      new Chemicals(List.of("a", "b"), List.of(D0, D1), List.of(K0, K1));

  private record Case(String name, Step step, int dimensions) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> diffusions() {
    return Stream.of(
        new Case("2-D", new SteadyDiffusion(new FiniteSizeKernel(2), TWO, 2), 2),
        new Case("3-D", new SteadyDiffusion(new FiniteSizeKernel(3), TWO, 3), 3),
        new Case("exponential", new SteadyDiffusion(new ExponentialKernel(), TWO, 3), 3),
        new Case("closed graph", new GraphDiffusion(new ClosedGraph(), TWO, 2, false), 2),
        new Case(
            "contact graph", new GraphDiffusion(new ContactGraph(1.1, 5, 1), TWO, 2, false), 2));
  }

  private static double[] weights(int size) {
    double[] weights = new double[size];
    for (int k = 0; k < size; k++) {
      weights[k] = Math.cos(1.3 * k + 0.2);
    }
    return weights;
  }

  private static StepBench.Goal weighted(String field) {
    return new StepBench.Goal(
        state -> {
          Var values = state.get(field);
          Var w = Var.of(values.rows(), values.columns(), weights(values.size()));
          return values.square().times(w).sum();
        },
        0);
  }

  private static CellState tissue(StepBench bench, int n, int d) {
    double[][] x = Tissues.scattered(11, n, d, d == 2 ? 3 : 2, 0.6);
    return bench.state(x, Tissues.radii(n)).with("secretion", rates(n));
  }

  private static Var rates(int n) {
    return rates(n, 1);
  }

  /** Of every few cells one secretes. */
  private static Var rates(int n, int every) {
    double[] s = weights(2 * n);
    for (int k = 0; k < s.length; k++) {
      s[k] = k % n % every == 0 ? s[k] * s[k] : 0;
    }
    return Var.of(n, 2, s);
  }

  @ParameterizedTest
  @MethodSource("diffusions")
  void concentrationsAreDifferentiable(Case c) {
    StepBench bench = new StepBench(c.dimensions, 1, c.step);
    CellState state = tissue(bench, 9, c.dimensions);
    StepBench.Goal goal = weighted("chemical");
    for (Parameter p : List.of(D0, D1, K0, K1)) {
      double expected = bench.differences(state, goal, p, null, 1e-5)[0];
      assertThat(bench.gradient(state, goal, p, null)[0])
          .isCloseTo(expected, within(1e-7 * (1 + Math.abs(expected))));
    }
    for (String field : List.of("position", "radius", "secretion")) {
      double[] differences = bench.differences(state, goal, null, field, 1e-5);
      assertThat(Tissues.discrepancy(bench.gradient(state, goal, null, field), differences))
          .as(field)
          .isLessThan(1e-7);
    }
  }

  @ParameterizedTest
  @MethodSource("diffusions")
  void concentrationsAreLinearInSecretionAndPositive(Case c) {
    StepBench bench = new StepBench(c.dimensions, 1, c.step);
    CellState state = tissue(bench, 9, c.dimensions);
    double[] once = bench.run(state).get("chemical").toArray();
    double[] thrice =
        bench.run(state.with("secretion", rates(9).times(3))).get("chemical").toArray();
    for (int k = 0; k < once.length; k++) {
      assertThat(once[k]).isGreaterThan(0);
      assertThat(thrice[k]).isCloseTo(3 * once[k], within(1e-13 * thrice[k]));
    }
  }

  /** More pairs than fit one portion, and pairs that give each other nothing. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 500})
  void sumsOverManyCellsAreThoseOfADoubleLoop(int every) {
    int n = 400;
    FiniteSizeKernel kernel = new FiniteSizeKernel(3);
    StepBench bench = new StepBench(3, 1, new SteadyDiffusion(kernel, TWO, 3));
    double[][] x = Tissues.scattered(12, n, 3, 9, 0.5);
    double[] a = Tissues.radii(n);
    CellState state = bench.state(x, a).with("secretion", rates(n, every));
    double[][] got = bench.run(state).get("chemical").toRows();
    double[][] s = rates(n, every).toRows();
    for (int i = 0; i < n; i += 37) {
      double expected = 0;
      for (int j = 0; j < n; j++) {
        double r =
            Math.sqrt(
                Math.pow(x[i][0] - x[j][0], 2)
                    + Math.pow(x[i][1] - x[j][1], 2)
                    + Math.pow(x[i][2] - x[j][2], 2));
        double rho = Math.max(r, a[j]);
        double kappa = Math.sqrt(0.9 / 0.4);
        expected +=
            s[j][1]
                * Math.exp(-kappa * (rho - a[j]))
                / (4 * Math.PI * 0.4 * rho * (1 + kappa * a[j]));
      }
      assertThat(got[i][1]).isCloseTo(expected, within(1e-13 * expected));
    }
  }

  /** The rates of cells that do not secrete have derivatives too. */
  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void concentrationsAreDifferentiableWhereFewCellsSecrete(int every) {
    StepBench bench = new StepBench(3, 1, new SteadyDiffusion(new FiniteSizeKernel(3), TWO, 3));
    CellState state = tissue(bench, 9, 3).with("secretion", rates(9, every));
    StepBench.Goal goal = weighted("chemical");
    for (String field : List.of("position", "radius", "secretion")) {
      double[] differences = bench.differences(state, goal, null, field, 1e-5);
      assertThat(Tissues.discrepancy(bench.gradient(state, goal, null, field), differences))
          .as(field)
          .isLessThan(1e-7);
    }
  }

  @Test
  void manyCellsAreDifferentiatedInPortions() {
    int n = 300;
    StepBench bench = new StepBench(2, 1, new SteadyDiffusion(new ExponentialKernel(), TWO, 2));
    CellState state =
        bench.state(Tissues.scattered(13, n, 2, 15, 0.5), 0.5).with("secretion", rates(n));
    StepBench.Goal goal = weighted("chemical");
    double expected = bench.differences(state, goal, K0, null, 1e-5)[0];
    assertThat(bench.gradient(state, goal, K0, null)[0])
        .isCloseTo(expected, within(1e-7 * Math.abs(expected)));
  }

  /** Both chemicals of a graph have the same rates here, so that they share a factorization. */
  @Test
  void steadyStatesOnGraphsAreThoseOfAGeneralSolver() {
    int n = 60;
    Chemicals alike = new Chemicals(List.of("a", "b"), List.of(D0, D0), List.of(K0, K0));
    for (CellGraph graph : List.of(new ClosedGraph(), new ContactGraph(1.1, 5, 1))) {
      StepBench bench = new StepBench(2, 1, new GraphDiffusion(graph, alike, 2, false));
      CellState state =
          bench
              .state(Tissues.scattered(15, n, 2, 6, 0.5), Tissues.radii(n))
              .with("secretion", rates(n));
      double[] unit = new double[n * n];
      for (int i = 0; i < n; i++) {
        unit[i * n + i] = 0.3;
      }
      Var matrix =
          graph.laplacian(state.position(), state.radius()).times(1.1).plus(Var.of(n, n, unit));
      double[] expected = Var.solve(matrix, rates(n)).toArray();
      assertThat(bench.run(state).get("chemical").toArray())
          .containsExactly(expected, within(1e-12));
    }
  }

  @Test
  void cellsThatCoincideHaveNoGraph() {
    assertThatThrownBy(
            () -> new ClosedGraph().weights(Var.ofRows(new double[3][2]), Var.filled(3, 1, 0.5)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("rows 0 and 1");
  }

  @Test
  void decayMayBeEveryCellsOwn() {
    StepBench bench = new StepBench(2, 1, new GraphDiffusion(new ClosedGraph(), TWO, 2, true));
    double[] decay = {0.5, 1.5, 0.8, 2, 0.4, 1, 0.3, 0.6, 0.9, 1.1};
    CellState state = tissue(bench, 5, 2).with("decay", Var.of(5, 2, decay));
    Var c = bench.run(state).get("chemical");
    double[] lost = c.times(Var.of(5, 2, decay)).sumRows().toArray();
    assertThat(lost).containsExactly(rates(5).sumRows().toArray(), within(1e-13));
    StepBench.Goal goal = weighted("chemical");
    double[] differences = bench.differences(state, goal, null, "decay", 1e-6);
    assertThat(Tissues.discrepancy(bench.gradient(state, goal, null, "decay"), differences))
        .isLessThan(1e-8);
  }

  @ParameterizedTest
  @CsvSource({"DIFFERENCES, 2", "DIFFERENCES, 3", "SUM, 2", "SUM, 3"})
  void gradientsAreDifferentiable(ChemicalGradient.Method method, int d) {
    ChemicalGradient gradient = new ChemicalGradient(method, 1.25, d, 2);
    StepBench bench = new StepBench(d, 1, gradient);
    CellState state =
        tissue(
            new StepBench(d, 1, gradient, new SteadyDiffusion(new ExponentialKernel(), TWO, d)),
            9,
            d);
    state = bench.state(state.position().toRows(), Tissues.radii(9)).with("chemical", rates(9));
    StepBench.Goal goal = weighted("chemical-gradient");
    for (String field : List.of("position", "chemical")) {
      double[] differences = bench.differences(state, goal, null, field, 1e-6);
      assertThat(Tissues.discrepancy(bench.gradient(state, goal, null, field), differences))
          .isLessThan(1e-7);
    }
  }

  /** In a linear profile a cell with six neighbors around it senses the exact slope. */
  @Test
  void differencesFindTheSlopeOfALinearProfile() {
    double[][] x = new double[7][2];
    double[] c = new double[7];
    for (int k = 0; k < 7; k++) {
      if (k > 0) {
        x[k][0] = Math.cos(Math.PI / 3 * k);
        x[k][1] = Math.sin(Math.PI / 3 * k);
      }
      c[k] = 5 + 0.7 * x[k][0] - 0.2 * x[k][1];
    }
    StepBench bench =
        new StepBench(2, 1, new ChemicalGradient(ChemicalGradient.Method.DIFFERENCES, 1.25, 2, 1));
    CellState state = bench.state(x, 0.5).with("chemical", Var.column(c));
    double[][] sensed = bench.run(state).get("chemical-gradient").toRows();
    assertThat(sensed[0]).containsExactly(new double[] {0.7, -0.2}, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 20})
  void aLoneCellSensesNoGradient(double spacing) {
    StepBench bench =
        new StepBench(2, 1, new ChemicalGradient(ChemicalGradient.Method.DIFFERENCES, 1, 2, 1));
    CellState state =
        bench.state(new double[][] {{0, 0}, {spacing, 0}}, 0.2).with("chemical", Var.column(1, 2));
    assertThat(bench.run(state).get("chemical-gradient").data()).containsOnly(0.0);
  }

  @Test
  void externalFieldsFollowTheTissueAndAreDifferentiable() {
    List<FieldProfile> profiles =
        List.of(new FieldProfile.PowerLaw(100, 1, 0.8), new FieldProfile.Exponential(2, 1.5));
    List<double[]> centers = new ArrayList<>();
    centers.add(new double[] {-3, 0});
    centers.add(new double[] {3, 0});
    for (FieldProfile profile : profiles) {
      StepBench bench =
          new StepBench(2, 1, new ExternalField(profile, 2, centers, Optional.empty()));
      double[][] x = Tissues.scattered(14, 8, 2, 5, 0.5);
      double[] here = bench.run(bench.state(x, 0.5)).get("growth-field").toArray();
      double[] there =
          bench.run(bench.state(Tissues.moved(x, 0, 4), 0.5)).get("growth-field").toArray();
      assertThat(there).containsExactly(here, within(1e-11));
      StepBench.Goal goal = weighted("growth-field");
      CellState state = bench.state(x, 0.5);
      double[] differences = bench.differences(state, goal, null, "position", 1e-6);
      assertThat(Tissues.discrepancy(bench.gradient(state, goal, null, "position"), differences))
          .isLessThan(1e-7);
    }
  }

  /** With ten slots and two cells the mean position is a fifth of the true one. */
  @Test
  void theMeanPositionMayCountAbsentCellsAtTheOrigin() {
    ExternalField field =
        new ExternalField(
            new FieldProfile.Exponential(1, 1), 2, List.of(new double[2]), Optional.of(10));
    StepBench bench = new StepBench(2, 1, field);
    double[] values =
        bench.run(bench.state(new double[][] {{5, 0}, {5, 0}}, 0.5)).get("growth-field").toArray();
    assertThat(values[0]).isCloseTo(Math.exp(-4), within(1e-15));
  }

  @Test
  void theFieldGateMultipliesThePropensity() {
    StepBench bench = new StepBench(2, 1, new FieldGate());
    CellState state =
        bench
            .state(new double[2][2], 0.5)
            .with(FieldSpec.division(), Var.column(2, 3))
            .with("growth-field", Var.column(0.5, 0.1));
    assertThat(bench.run(state).get("division").data())
        .containsExactly(new double[] {1, 0.3}, within(1e-15));
  }
}
