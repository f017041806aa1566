package org.blastema.celltypes.fate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.Bench;
import org.blastema.celltypes.behavior.Contact;
import org.blastema.celltypes.behavior.Regulation;
import org.blastema.kernel.division.HazardDivision;
import org.blastema.kernel.division.Placement;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;

class FateTest {
  private static Var nothing(CellState state) {
    return Var.constant(0);
  }

  private static Regulation byChemical(String prefix) {
    return new Regulation(
        Optional.of("m"),
        Optional.empty(),
        Regulation.Effect.INCREASES,
        Bench.trained(prefix + "half", 0.8),
        Bench.trained(prefix + "hill", 2));
  }

  /** Type a leaves for b at 0.3 and, as the chemical m allows, for c at 0.5. */
  private static Bench differentiating() {
    Bench bench = new Bench(2, List.of("m"), "a", "b", "c");
    return bench.with(
        "a",
        Differentiates.create(
            new Differentiates.Configuration("b", Bench.trained("to-b", 0.3), Optional.empty()),
            bench),
        Differentiates.create(
            new Differentiates.Configuration(
                "c", Bench.trained("to-c", 0.5), Optional.of(byChemical(""))),
            bench));
  }

  private static CellState sensing(CellState state, double level) {
    return state.with("chemical", Var.filled(state.count(), 1, level));
  }

  private static long count(CellState state, int type) {
    return Arrays.stream(state.types()).filter(t -> t == type).count();
  }

  /** Shares of the types after dt, within four standard errors of their exact probabilities. */
  @Test
  void cellsDifferentiateAtTheirRates() {
    int n = 20000;
    Bench bench = differentiating();
    Bench.Run run =
        bench.run(1.4, Differentiation.create(new Differentiation.Configuration(), bench));
    CellState from = sensing(run.founders(new int[n], new double[n][2]), 1.1);
    CellState to = run.run(from, 1, 2).last();
    double toC = 0.5 * 1.21 / (1.21 + 0.64);
    double total = 0.3 + toC;
    double leaves = 1 - Math.exp(-total * 1.4);
    double error = 4 * Math.sqrt(0.25 / n);
    assertThat(count(to, 0) / (double) n).isCloseTo(1 - leaves, within(error));
    assertThat(count(to, 1) / (double) n).isCloseTo(leaves * 0.3 / total, within(error));
    assertThat(count(to, 2) / (double) n).isCloseTo(leaves * toC / total, within(error));
  }

  /** Every outcome of two cells: probabilities add up to 1, and their gradients to 0. */
  @Test
  void probabilitiesOfAllOutcomesAddUp() {
    Bench bench = differentiating();
    Bench.Run run =
        bench.run(1.4, Differentiation.create(new Differentiation.Configuration(), bench));
    CellState from = sensing(run.founders(new int[2], new double[2][2]), 1.1);
    double sum = 0;
    double slope = 0;
    double expectedSlope = 0;
    Parameter toB = run.parameter("to-b");
    for (int first = -1; first < 2; first++) {
      for (int second = -1; second < 2; second++) {
        List<Object> choice = List.of(new Differentiation.Exits(List.of(first, second)));
        double p = probability(first) * probability(second);
        double derivative = run.derivative(from, FateTest::nothing, 1, toB, choice);
        assertThat(derivative)
            .isCloseTo(run.difference(from, FateTest::nothing, 1, toB, choice, 1e-5), within(1e-8));
        sum += p;
        slope += p * derivative;
        expectedSlope += p * derivative * ((first == 0 ? 1 : 0) + (second == 0 ? 1 : 0));
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-14));
    assertThat(slope).isCloseTo(0, within(1e-13));
    // the score function gives the derivative of the expected number of cells of type b
    assertThat(expectedSlope).isCloseTo(2 * slopeOfB(), within(1e-7));
  }

  private static double rateToC() {
    return 0.5 * 1.21 / (1.21 + 0.64);
  }

  private static double probability(int exit) {
    double total = 0.3 + rateToC();
    double leaves = -Math.expm1(-total * 1.4);
    return exit < 0 ? 1 - leaves : leaves * (exit == 0 ? 0.3 : rateToC()) / total;
  }

  private static double slopeOfB() {
    double h = 1e-5;
    double[] ends = new double[2];
    for (int side = 0; side < 2; side++) {
      double q = 0.3 + (side == 0 ? -h : h);
      double total = q + rateToC();
      ends[side] = -Math.expm1(-total * 1.4) * q / total;
    }
    return (ends[1] - ends[0]) / (2 * h);
  }

  @Test
  void logProbabilitiesAreDifferentiatedByAllNumbers() {
    Bench bench = differentiating();
    Bench.Run run =
        bench.run(1.4, Differentiation.create(new Differentiation.Configuration(), bench));
    CellState from = sensing(run.founders(new int[] {0, 0, 0, 1}, new double[4][2]), 1.1);
    List<Object> choice = List.of(new Differentiation.Exits(List.of(0, 1, -1, -1)));
    for (String path : List.of("to-b", "to-c", "half", "hill")) {
      Parameter p = run.parameter(path);
      assertThat(run.derivative(from, FateTest::nothing, 1, p, choice))
          .as(path)
          .isCloseTo(run.difference(from, FateTest::nothing, 1, p, choice, 1e-5), within(1e-8));
    }
  }

  private static Bench stem(double both, double one, double neither) {
    Bench bench = new Bench(2, List.of(), "stem", "rest");
    return bench.with(
        "stem",
        Proliferates.create(
            new Proliferates.Configuration(Bench.trained("rate", 0.9), Optional.empty()), bench),
        Renews.create(
            new Renews.Configuration(
                "rest",
                Bench.trained("both", both),
                Bench.trained("one", one),
                Bench.trained("neither", neither)),
            bench));
  }

  private static Bench.Run hierarchy(Bench bench, double dt) {
    return bench.run(
        dt,
        Proliferation.create(new Proliferation.Configuration(), bench),
        new HazardDivision(2, Placement.standard()),
        DivisionFate.create(new DivisionFate.Configuration(), bench));
  }

  private static double[][] apart(int n) {
    double[][] x = new double[n][2];
    for (int i = 0; i < n; i++) {
      x[i][0] = 10.0 * i;
    }
    return x;
  }

  /** Asymmetric divisions keep the number of stem cells, and stay with the mother's id. */
  @Test
  void asymmetricDivisionsKeepTheStemCells() {
    Bench bench = stem(0, 1, 0);
    Trajectory t =
        hierarchy(bench, 0.5).run(hierarchy(bench, 0.5).founders(new int[40], apart(40)), 8, 4);
    CellState last = t.last();
    assertThat(count(last, 0)).isEqualTo(40);
    assertThat(last.count()).isGreaterThan(60);
    for (int i = 0; i < last.count(); i++) {
      assertThat(last.type(i)).isEqualTo(last.id(i) < 40 ? 0 : 1);
    }
    // differentiated cells do not divide: all daughters are of founders
    for (int i = 40; i < last.count(); i++) {
      assertThat(last.parent(i)).isLessThan(40);
    }
  }

  /** The number of stem cells after one step: 1 + p (both - neither) / sum each. */
  @Test
  void stemCellsMultiplyByTheirWeights() {
    int n = 2000;
    Bench bench = stem(3, 2, 1);
    Bench.Run run = hierarchy(bench, 1);
    CellState last = run.run(run.founders(new int[n], apart(n)), 1, 8).last();
    double p = -Math.expm1(-0.9);
    double mean = 1 + p * (3 - 1) / 6.0;
    // the change per cell is -1, 0 or 1
    assertThat(count(last, 0) / (double) n).isCloseTo(mean, within(4 / Math.sqrt(n)));
    assertThat(last.count() / (double) n).isCloseTo(1 + p, within(4 * 0.5 / Math.sqrt(n)));
  }

  @Test
  void fatesAreScored() {
    Bench bench = stem(3, 2, 1);
    Bench.Run run = hierarchy(bench, 1);
    CellState from = run.founders(new int[3], apart(3));
    List<Object> choices = null;
    for (long seed = 1; choices == null || ((List<?>) choices.get(1)).size() < 2; seed++) {
      choices = run.run(from, 1, seed).choices().get(0);
    }
    double expected = 0;
    for (Object fate : (List<?>) choices.get(1)) {
      expected += Math.log(new double[] {1, 2, 3}[((DivisionFate.Fate) fate).kept()] / 6);
    }
    int divisions = ((List<?>) choices.get(1)).size();
    double q = 0.9;
    expected += divisions * Math.log(-Math.expm1(-q)) - (3 - divisions) * q;
    Trajectory replayed =
        new Rollout(run.model(), ParameterValues.initial(), 1, 0)
            .replay(from, List.of(choices), null);
    assertThat(replayed.logProbabilities()[0]).isCloseTo(expected, within(1e-13));
    for (String path : List.of("rate", "both", "one", "neither")) {
      Parameter p = run.parameter(path);
      assertThat(run.derivative(from, FateTest::nothing, 1, p, choices))
          .as(path)
          .isCloseTo(run.difference(from, FateTest::nothing, 1, p, choices, 1e-5), within(1e-8));
    }
  }

  /** A cell in the middle of six neighbors stops; one at the rim with two goes on. */
  @Test
  void contactInhibitsDivision() {
    Bench bench = new Bench(2, List.of(), "cell");
    bench.with(
        "cell",
        Proliferates.create(
            new Proliferates.Configuration(Bench.trained("rate", 0.5), Optional.empty()), bench),
        ContactInhibited.create(
            new ContactInhibited.Configuration(
                Bench.trained("neighbors", 4), Bench.trained("steepness", 1.5), Contact.STANDARD),
            bench));
    Bench.Run run = bench.run(1, Proliferation.create(new Proliferation.Configuration(), bench));
    double[][] flower = new double[7][2];
    for (int k = 0; k < 6; k++) {
      flower[k + 1] = new double[] {Math.cos(k * Math.PI / 3), Math.sin(k * Math.PI / 3)};
    }
    CellState from = run.founders(new int[7], flower);
    Var q = run.run(from, 1, 1).last().get("division");
    assertThat(q.get(0, 0)).isCloseTo(0.5 / (1 + Math.exp(3)), within(1e-14));
    // rim cells touch the center and two others
    assertThat(q.get(1, 0)).isCloseTo(0.5 / (1 + Math.exp(-1.5)), within(1e-13));
    double[][] loose = flower.clone();
    loose[1] = new double[] {1.3, 0.05};
    CellState soft = run.founders(new int[7], loose);
    Function<CellState, Var> goal = s -> s.get("division").square().sum();
    for (String path : List.of("rate", "neighbors", "steepness")) {
      Parameter p = run.parameter(path);
      assertThat(run.derivative(soft, goal, 0, p, List.of()))
          .as(path)
          .isCloseTo(run.difference(soft, goal, 0, p, List.of(), 1e-5), within(1e-9));
    }
  }

  @Test
  void secretionFollowsTypeAndRegulation() {
    Bench bench = new Bench(2, List.of("m", "s"), "silent", "secreting");
    bench.with(
        "secreting",
        Secretes.create(
            new Secretes.Configuration("s", Bench.trained("rate", 3), Optional.of(byChemical(""))),
            bench));
    Step step = Secretion.create(new Secretion.Configuration(), bench);
    Bench.Run run = bench.run(1, step);
    CellState from =
        run.founders(new int[] {0, 1}, new double[2][2])
            .with("chemical", Var.of(2, 2, 0.8, 0.8, 5, 5));
    Var rates = run.run(from, 1, 1).last().get("secretion");
    assertThat(rates.data()).containsExactly(new double[] {0, 0, 0, 1.5}, within(1e-14));
    Function<CellState, Var> goal = s -> s.get("secretion").sum();
    for (String path : List.of("rate", "half", "hill")) {
      Parameter p = run.parameter(path);
      assertThat(run.derivative(from, goal, 0, p, List.of()))
          .isCloseTo(run.difference(from, goal, 0, p, List.of(), 1e-5), within(1e-8));
    }
  }

  @Test
  void anUnknownTypeIsRefused() {
    Bench bench = new Bench(2, List.of(), "a");
    assertThatThrownBy(() ->
            Differentiates.create(
                new Differentiates.Configuration("b", Bench.trained("q", 1), Optional.empty()),
                bench))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("unknown cell type 'b'");
  }

  /** Type a dies at 0.3, type b where it senses the chemical m. */
  private static Bench mortal() {
    Bench bench = new Bench(2, List.of("m"), "a", "b", "c");
    bench.with(
        "a",
        Dies.create(
            new Dies.Configuration(Bench.trained("a", 0.3), Optional.empty(), "age"), bench));
    return bench.with(
        "b",
        Dies.create(
            new Dies.Configuration(
                Bench.trained("b", 0.5), Optional.of(byChemical("")), "apoptosis"),
            bench));
  }

  private static Bench.Run mortality(double dt) {
    Bench bench = mortal();
    return bench.run(dt, Death.create(new Death.Configuration(), bench));
  }

  /** Survivors after dt, within four standard errors; the dead are known with their causes. */
  @Test
  void cellsDieAtTheirRates() {
    int n = 20000;
    int[] types = new int[n];
    for (int i = 0; i < n; i++) {
      types[i] = i % 3;
    }
    Bench.Run run = mortality(1.4);
    CellState from = sensing(run.founders(types, new double[n][2]), 1.1);
    CellState to = run.run(from, 1, 2).last();
    double error = 4 * Math.sqrt(0.25 * 3 / n);
    assertThat(3.0 * count(to, 0) / n).isCloseTo(Math.exp(-0.3 * 1.4), within(error));
    assertThat(3.0 * count(to, 1) / n).isCloseTo(Math.exp(-rateToC() * 1.4), within(error));
    assertThat(count(to, 2)).isEqualTo(n / 3);
    assertThat(to.departures()).hasSize(n - to.count());
    to.departures()
        .forEach(gone -> {
          assertThat(gone.cause()).isEqualTo(gone.type() == 0 ? "age" : "apoptosis");
          assertThat(gone.type()).isEqualTo(gone.id() % 3);
        });
    assertThat(run.run(to, 1, 2).last().departures()).hasSizeLessThan(n - to.count());
  }

  /** Every outcome of two cells: what is expected of the survivors has the score's gradient. */
  @Test
  void deathsAreScored() {
    Bench.Run run = mortality(1.4);
    CellState from = sensing(run.founders(new int[] {0, 1}, new double[2][2]), 1.1);
    Parameter rate = run.parameter("a");
    double sum = 0;
    double slope = 0;
    for (List<Integer> rows : List.of(List.<Integer>of(), List.of(0), List.of(1), List.of(0, 1))) {
      List<Object> choice = List.of(new Death.Deaths(rows));
      double ofA = Math.exp(-0.3 * 1.4);
      double ofB = Math.exp(-rateToC() * 1.4);
      double p = (rows.contains(0) ? 1 - ofA : ofA) * (rows.contains(1) ? 1 - ofB : ofB);
      double derivative = run.derivative(from, FateTest::nothing, 1, rate, choice);
      assertThat(derivative)
          .isCloseTo(run.difference(from, FateTest::nothing, 1, rate, choice, 1e-5), within(1e-8));
      for (String path : List.of("b", "half", "hill")) {
        Parameter other = run.parameter(path);
        assertThat(run.derivative(from, FateTest::nothing, 1, other, choice))
            .as(path)
            .isCloseTo(
                run.difference(from, FateTest::nothing, 1, other, choice, 1e-5), within(1e-8));
      }
      sum += p;
      slope += p * derivative * (2 - rows.size());
    }
    assertThat(sum).isCloseTo(1, within(1e-14));
    assertThat(slope).isCloseTo(-1.4 * Math.exp(-0.3 * 1.4), within(1e-12));
  }

  /** A tissue may die out. */
  @Test
  void theLivingKeepTheirPlaces() {
    Bench.Run run = mortality(1.4);
    CellState from =
        sensing(
            run.founders(new int[] {0, 1, 2, 0}, new double[][] {{0, 0}, {1, 0}, {2, 0}, {3, 0}}),
            1.1);
    CellState left =
        new Rollout(run.model(), ParameterValues.initial(), 1, 0)
            .replay(from, List.of(List.of(new Death.Deaths(List.of(0, 1)))), null)
            .last();
    assertThat(left.count()).isEqualTo(2);
    assertThat(left.position().column(0).toArray()).containsExactly(2, 3);
    assertThat(new int[] {left.id(0), left.id(1)}).containsExactly(2, 3);
    CellState all = sensing(run.founders(new int[] {0, 0}, new double[2][2]), 1.1);
    assertThat(run.run(all, 400, 3).last().count()).isZero();
    assertThat(run.run(all, 400, 3).last().step()).isLessThan(60);
  }
}
