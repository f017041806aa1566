package org.blastema.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.blastema.gradbench.Objective;
import org.blastema.gradbench.Objective.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmarks measure computes the same, whoever wrote it. */
class AgreementTest {
  /** Sums of some hundred terms of order one, each with a few roundings. */
  private static final double ROUNDING = 1e-11;

  /**
   * What 1000 steps of order 4 are off by: some h^4 = 1e-8 times a fifth derivative, which the
   * rates (up to 0.6) make small.
   */
  private static final double METHOD = 1e-8;

  private static void agree(double[] found, double[] expected, double tolerance) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(scale).isPositive();
    assertThat(found).containsExactly(expected, within(tolerance * scale));
  }

  /** 21 cells: also vectors that are not full. */
  @ParameterizedTest
  @ValueSource(ints = {21, 200})
  void all_pairs_by_program_are_those_by_hand(int cells) {
    MorseAllPairs work = new MorseAllPairs(cells);
    double[] expected = work.byHand();
    agree(work.byTape(), expected, ROUNDING);
    agree(work.byFormula(), expected, ROUNDING);
    agree(work.byHandOnLanes(), expected, ROUNDING);
  }

  @Test
  void the_morse_gradient_is_the_difference_of_energies() {
    MorseAllPairs work = new MorseAllPairs(20);
    double[] gradient = work.byTape();
    double[] x = work.positions();
    for (int k = 0; k < x.length; k++) {
      int moved = k;
      double slope =
          slope(t -> {
            double[] there = x.clone();
            there[moved] += t;
            return energy(there);
          });
      assertThat(gradient[k]).isCloseTo(slope, within(1e-8));
    }
  }

  private static double energy(double... x) {
    int n = x.length / 2;
    double energy = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double r = Math.hypot(x[i] - x[j], x[n + i] - x[n + j]);
        double e = Math.exp(MorseAllPairs.ALPHA * (1 - r));
        energy += e * e - 2 * e;
      }
    }
    return energy;
  }

  /**
   * Central difference of fourth order with step 1e-3: error of the order 1e-12 times a fifth
   * derivative (up to 1e3 here) and 1e3 roundings of the function.
   */
  private static double slope(Function<Double, Double> f) {
    double h = 1e-3;
    return (8 * (f.apply(h) - f.apply(-h)) - (f.apply(2 * h) - f.apply(-2 * h))) / (12 * h);
  }

  @Test
  void pairs_of_neighbors_by_formula_are_those_by_hand() {
    MorseNeighbors work = new MorseNeighbors(300);
    agree(work.formula(), work.byHand(), ROUNDING);
  }

  @Test
  void chains_by_formula_are_those_by_hand() {
    Chain work = new Chain(4096);
    double[] expected = work.byHand();
    agree(work.formula(), expected, ROUNDING);
    agree(work.byHandOnLanes(), expected, ROUNDING);
  }

  @Test
  void log_sum_exp_by_formula_is_that_by_hand() {
    int count = 4096;
    Input input = Objectives.logSumExp(count);
    double[] x = Objectives.gaussian(1, count);
    double expected = Math.log(Arrays.stream(x).map(Math::exp).sum());
    agree(found("lse", "primal", input), new double[] {expected}, ROUNDING);
    assertThat(ObjectivesByHand.logSumExp(x)).isCloseTo(expected, within(ROUNDING));
    double[] shares = Arrays.stream(x).map(v -> Math.exp(v - expected)).toArray();
    agree(found("lse", "gradient", input), shares, ROUNDING);
    agree(ObjectivesByHand.logSumExpGradient(x), shares, ROUNDING);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 78})
  void least_squares_by_formula_is_that_by_hand(int n) {
    int m = 24;
    Input input = Objectives.leastSquares(n, m);
    double[] x = Objectives.gaussian(2, m);
    double value = 0;
    double[] gradient = new double[m];
    for (int i = 0; i < n; i++) {
      double t = 2.0 * i / (n - 1) - 1;
      double residual = Math.signum(t);
      for (int j = 0; j < m; j++) {
        residual -= x[j] * Math.pow(t, j);
      }
      value += 0.5 * residual * residual;
      for (int j = 0; j < m; j++) {
        gradient[j] -= residual * Math.pow(t, j);
      }
    }
    agree(found("llsq", "primal", input), new double[] {value}, ROUNDING);
    assertThat(ObjectivesByHand.leastSquares(x, n)).isCloseTo(value, within(ROUNDING * value));
    agree(found("llsq", "gradient", input), gradient, ROUNDING);
  }

  @Test
  void gradients_of_mixtures_and_recurrent_networks_are_differences_of_values() {
    differences("gmm", Objectives.mixture(5, 3, 4), "alpha", "mu", "q", "l");
    differences("lstm", Objectives.recurrent(2, 3, 7), "main_params", "extra_params");
  }

  private static void differences(String eval, Input input, String... parameters) {
    List<Double> slopes = new ArrayList<>();
    for (String name : parameters) {
      for (int k = 0; k < input.count(name); k++) {
        int at = k;
        slopes.add(slope(t -> found(eval, "objective", input.moved(name, at, t))[0]));
      }
    }
    double[] expected = slopes.stream().mapToDouble(Double::doubleValue).toArray();
    agree(found(eval, "jacobian", input), expected, 1e-9);
  }

  @Test
  void growth_has_the_derivatives_of_its_steps_and_nearly_those_of_the_exact_solution() {
    LogisticGrowth work = new LogisticGrowth(5);
    double[] expected = work.byHand();
    agree(work.adjoint(), expected, ROUNDING);
    agree(work.sensitivities(), expected, ROUNDING);
    agree(work.byArrayFormula(), expected, ROUNDING);
    for (int i = 0; i < 5; i++) {
      double y = work.starts()[i];
      double r = work.rates()[i];
      double capacity = work.capacities()[i];
      double fallen = Math.exp(-r * LogisticGrowth.DURATION);
      double below = 1 + (capacity / y - 1) * fallen;
      double scale = capacity / (below * below);
      assertThat(expected[i]).isCloseTo(scale * fallen * capacity / (y * y), within(METHOD));
      assertThat(expected[5 + i])
          .isCloseTo(scale * (capacity / y - 1) * LogisticGrowth.DURATION * fallen, within(METHOD));
      assertThat(expected[10 + i]).isCloseTo(1 / below - scale * fallen / y, within(METHOD));
    }
  }

  @Test
  void products_with_second_derivatives_by_formula_are_those_on_paper() {
    Rosenbrock work = new Rosenbrock(100);
    agree(work.byArrayFormula(), work.byHand(), ROUNDING);
  }

  private static double[] found(String eval, String function, Input input) {
    return Objectives.run(Objective.of(eval, function, input));
  }
}
