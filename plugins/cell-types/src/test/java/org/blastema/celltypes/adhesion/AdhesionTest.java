package org.blastema.celltypes.adhesion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.Bench;
import org.blastema.celltypes.behavior.Regulation;
import org.blastema.kernel.mechanics.Descent;
import org.blastema.kernel.mechanics.Morse;
import org.blastema.kernel.mechanics.Relaxation;
import org.blastema.kernel.mechanics.Window;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.junit.jupiter.api.Test;

class AdhesionTest {
  private static final double[][] CELLS = {
    {0, 0}, {1.05, 0.1}, {0.4, 0.95}, {1.5, 1.0}, {-0.7, 0.8}, {0.1, 1.9}
  };
  private static final int[] TYPES = {0, 1, 0, 1, 1, 0};
  private final Morse morse =
      new Morse(
          Parameter.trained("epsilon", 1, 1, 1.7),
          Parameter.trained("alpha", 1, 1, 3.5),
          Window.Relative.STANDARD);

  private static Var goal(CellState state) {
    Var x = state.position();
    return x.square().sum().plus(x.column(0).times(x.column(1)).sum());
  }

  private static Adheres adheres(String prefix, Map<String, Double> levels) {
    Map<String, ParameterSpec> specs = new LinkedHashMap<>();
    levels.forEach((name, level) -> specs.put(name, Bench.trained(prefix + "." + name, level)));
    return Adheres.create(
        new Adheres.Configuration(specs, Optional.empty()), new Bench(2, List.of(), "none"));
  }

  private final Bench bench =
      new Bench(2, List.of(), "a", "b")
          .with("a", adheres("a", Map.of("E", 1.3)))
          .with("b", adheres("b", new TreeMap<>(Map.of("E", 0.4, "N", 0.9))));

  private CadherinAdhesion adhesion() {
    return new CadherinAdhesion(
        morse,
        Cadherins.of(bench),
        List.of(
            new CadherinAdhesion.Affinity(0, 0, Parameter.trained("EE", 1, 1, 1)),
            new CadherinAdhesion.Affinity(0, 1, Parameter.trained("EN", 1, 1, 0.3)),
            new CadherinAdhesion.Affinity(1, 1, Parameter.trained("NN", 1, 1, 0.8))));
  }

  private Step expression() {
    return CadherinExpression.create(new CadherinExpression.Configuration(), bench);
  }

  /** Well depth of a pair: the sum of affinities times both levels, written out by hand. */
  @Test
  void depthIsTheSumOfAffinitiesTimesLevels() {
    double[] a = {1.3, 0};
    double[] b = {0.4, 0.9};
    double ab = 1.3 * 0.4 * 1 + 1.3 * 0.9 * 0.3;
    assertThat(energy(1, a, b)).isCloseTo(-1.7 * ab, within(1e-14));
    assertThat(energy(1, b, a)).isCloseTo(-1.7 * ab, within(1e-14));
    assertThat(energy(1, b, b))
        .isCloseTo(-1.7 * (0.16 + 2 * 0.3 * 0.36 + 0.8 * 0.81), within(1e-14));
  }

  private double energy(double r, double[] ci, double[] cj) {
    return adhesion().energy().evaluate(r, 1, ci[0], ci[1], cj[0], cj[1], 1.7, 3.5, 1, 0.3, 0.8)[0];
  }

  /** Adhesion changes neither the repulsive force nor the continuity at contact. */
  @Test
  void repulsionIsThatOfTheBase() {
    double[] a = {1.3, 0};
    double[] none = {0, 0};
    for (double r : new double[] {0.6, 0.8, 0.99}) {
      double h = 1e-5;
      double adhering = (energy(r + h, a, a) - energy(r - h, a, a)) / (2 * h);
      double base = (morseAt(r + h) - morseAt(r - h)) / (2 * h);
      assertThat(adhering).isCloseTo(base, within(1e-8));
    }
    assertThat(energy(1 - 1e-12, a, a)).isCloseTo(energy(1, a, a), within(1e-11));
    assertThat(energy(1.3, none, a)).isZero();
    assertThat(energy(1.3, a, a)).isCloseTo(1.69 * morseAt(1.3), within(1e-14));
  }

  private double morseAt(double r) {
    return morse.energy().evaluate(r, 1, 1.7, 3.5)[0];
  }

  @Test
  void everyNumberIsDifferentiated() {
    Step motion = new Descent(adhesion(), 2, 25, 8e-4);
    Bench.Run run = bench.run(1, expression(), motion);
    CellState state = run.founders(TYPES, CELLS);
    for (String path : List.of("a.E", "b.E", "b.N", "EE", "EN", "NN", "epsilon", "alpha")) {
      Parameter p = run.parameter(path);
      double derivative = run.derivative(state, AdhesionTest::goal, 0, p, List.of());
      assertThat(derivative)
          .as(path)
          .isCloseTo(
              run.difference(state, AdhesionTest::goal, 0, p, List.of(), 1e-4), within(1e-7));
      assertThat(Math.abs(derivative)).as(path).isGreaterThan(1e-6);
    }
  }

  /** The implicit derivative of an equilibrium whose energy depends on fields of the cells. */
  @Test
  void equilibriumIsDifferentiatedByAdhesion() {
    Step motion = new Relaxation(adhesion(), 2, 1e-11, 20000);
    Bench.Run run = bench.run(1, expression(), motion);
    CellState state = run.founders(TYPES, CELLS);
    Function<CellState, Var> size =
        s -> {
          Var x = s.position();
          return x.minus(x.sumRows().divide(x.rows())).square().sum();
        };
    for (String path : List.of("a.E", "b.N", "EN")) {
      Parameter p = run.parameter(path);
      assertThat(run.derivative(state, size, 0, p, List.of()))
          .as(path)
          .isCloseTo(run.difference(state, size, 0, p, List.of(), 1e-3), within(1e-5));
    }
  }

  @Test
  void forcesDoNotDependOnWhereTheTissueLies() {
    Step motion = new Descent(adhesion(), 2, 25, 8e-4);
    Bench.Run run = bench.run(1, expression(), motion);
    double[][] turned = new double[CELLS.length][];
    double c = Math.cos(0.7);
    double s = Math.sin(0.7);
    for (int i = 0; i < turned.length; i++) {
      turned[i] =
          new double[] {
            c * CELLS[i][0] - s * CELLS[i][1] + 3, s * CELLS[i][0] + c * CELLS[i][1] - 1
          };
    }
    CellState after = run.run(run.founders(TYPES, CELLS), 1, 1).last();
    CellState there = run.run(run.founders(TYPES, turned), 1, 1).last();
    for (int i = 0; i < turned.length; i++) {
      double x = after.position().get(i, 0);
      double y = after.position().get(i, 1);
      assertThat(there.position().get(i, 0)).isCloseTo(c * x - s * y + 3, within(1e-13));
      assertThat(there.position().get(i, 1)).isCloseTo(s * x + c * y - 1, within(1e-13));
    }
  }

  /** A regulated cadherin is the level times the Hill function of what is sensed. */
  @Test
  void expressionFollowsASignal() {
    Regulation byRadius =
        new Regulation(
            Optional.empty(),
            Optional.of("radius"),
            Regulation.Effect.INCREASES,
            Bench.trained("K", 0.4),
            Bench.trained("n", 3));
    Bench regulated = new Bench(2, List.of(), "a");
    regulated.with(
        "a",
        Adheres.create(
            new Adheres.Configuration(
                Map.of("E", Bench.trained("level", 2)), Optional.of(byRadius)),
            regulated),
        adheres("plain", Map.of("E", 0.5)));
    Bench.Run run =
        regulated.run(
            1, CadherinExpression.create(new CadherinExpression.Configuration(), regulated));
    CellState state = run.founders(new int[1], new double[1][2]);
    double expected = 2 * 0.125 / (0.125 + 0.064) + 0.5;
    assertThat(run.run(state, 1, 1).last().get("cadherin").item())
        .isCloseTo(expected, within(1e-13));
    Function<CellState, Var> goal = s -> s.get("cadherin").sum();
    for (String path : List.of("level", "K", "n", "plain.E")) {
      Parameter p = run.parameter(path);
      assertThat(run.derivative(state, goal, 0, p, List.of()))
          .isCloseTo(run.difference(state, goal, 0, p, List.of(), 1e-5), within(1e-8));
    }
  }

  @Test
  void anAffinityIsWrittenOnce() {
    ParameterSpec one = Bench.trained("one", 1);
    assertThatThrownBy(() ->
            CadherinAdhesion.create(
                new CadherinAdhesion.Configuration(
                    null, new TreeMap<>(Map.of("E", Map.of("N", one), "N", Map.of("E", one)))),
                bench))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("other way round");
  }

  @Test
  void aMechanicsStepCarriesItOut() {
    Adheres behavior = adheres("a", Map.of("E", 1.0));
    assertThat(behavior.carriedOutBy(new Descent(adhesion(), 2, 1, 1))).isTrue();
    assertThat(behavior.carriedOutBy(new Descent(morse, 2, 1, 1))).isFalse();
    assertThat(behavior.carriedOutBy(expression())).isFalse();
  }
}
