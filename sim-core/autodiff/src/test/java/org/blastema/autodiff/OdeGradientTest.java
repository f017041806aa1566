package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The ways to differentiate a solution, samples on the way, and time as an argument. */
class OdeGradientTest {
  private static final double TOLERANCE = 1e-9;

  static final List<OdeSolver> SOLVERS =
      List.of(
          OdeSolver.rungeKutta4(40),
          OdeSolver.heun(17),
          OdeSolver.dormandPrince(TOLERANCE, 1e-11, 0.1),
          OdeSolver.tsitouras(TOLERANCE, 1e-11, 0.1),
          OdeSolver.rosenbrock(TOLERANCE, 1e-11, 0.1));

  static final List<OdeSolver> ADAPTIVE = SOLVERS.subList(2, 5);

  /** A driven network: {@code tanh(W y + b sin(w t)) - g y}, in two output ports. */
  private static final Formula NETWORK =
      Formula.trace(
          "driven",
          List.of(
              Port.vector("y", 2),
              Port.vector("b", 2),
              Port.scalar("t"),
              Port.matrix("W", 2, 2),
              Port.scalar("g")),
          in -> {
            Expr[] y = in.vector("y");
            Expr[][] w = in.matrix("W", 2, 2);
            Expr wave = in.scalar("t").times(2).sin();
            Expr[] rate = new Expr[2];
            for (int i = 0; i < 2; i++) {
              Expr sum = in.vector("b")[i].times(wave);
              sum = sum.plus(w[i][0].times(y[0])).plus(w[i][1].times(y[1]));
              rate[i] = sum.tanh().minus(in.scalar("g").times(y[i]));
            }
            return rate;
          });

  private static final double[] TIMES = {0, 0.3, 0.3, 1.1, 2};

  private static Var[] values() {
    Random random = new Random(5);
    return new Var[] {
      Var.of(3, 2, random.doubles(6, -1, 1).toArray()),
      Var.of(3, 2, random.doubles(6, 0.5, 2).toArray()),
      Var.row(0.5, -1.2, 1.4, 0.3),
      Var.column(0.3, 0.6, 0.9)
    };
  }

  private static Var samples(OdeSolver solver, Var... v) {
    return solver.withTime("t", 0.7).solveAt(NETWORK, v[0], List.of(v[1], v[2], v[3]), TIMES);
  }

  private static Var goal(OdeSolver solver, Var... v) {
    Var all = samples(solver, v);
    double[] weights = new Random(6).doubles(all.size(), -1, 1).toArray();
    return all.times(Var.of(all.rows(), all.columns(), weights)).sum();
  }

  /** The value, then all adjoints. */
  private static double[] gradient(OdeSolver solver, int sweeps) {
    Tape tape = new Tape();
    Var[] inputs = Arrays.stream(values()).map(tape::input).toArray(Var[]::new);
    Var goal = goal(solver, inputs);
    for (int k = 0; k < sweeps; k++) {
      tape.clearAdjoints();
      tape.seed(goal, 1);
      tape.sweep();
    }
    List<double[]> parts = new ArrayList<>();
    parts.add(goal.toArray());
    for (Var input : inputs) {
      parts.add(tape.adjoint(input));
    }
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @FieldSource("SOLVERS")
  void discreteGradientsAgreeWithDifferences(OdeSolver solver) {
    GradCheck.function(v -> goal(solver, v), values()).assertPasses(1e-6);
  }

  @ParameterizedTest
  @FieldSource("SOLVERS")
  void everyBudgetGivesTheSameBits(OdeSolver solver) {
    double[] all = gradient(solver, 1);
    for (long states : new long[] {0, 3, 20}) {
      OdeSolver thrifty = solver.withGradient(new OdeGradient.Discrete(states * 6 * Double.BYTES));
      for (int sweeps = 1; sweeps <= 2; sweeps++) {
        assertThat(gradient(thrifty, sweeps)).containsExactly(all);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("SOLVERS")
  void forwardSensitivitiesAreTheDiscreteGradient(OdeSolver solver) {
    double[] discrete = gradient(solver, 1);
    double[] forward = gradient(solver.withGradient(OdeGradient.forwardSensitivities()), 2);
    assertThat(forward).containsExactly(discrete, within(3e-13));
  }

  @ParameterizedTest
  @FieldSource("ADAPTIVE")
  void continuousAdjointTendsToTheDiscreteGradient(OdeSolver solver) {
    double[] discrete = gradient(solver, 1);
    double[] continuous = gradient(solver.withGradient(OdeGradient.continuousAdjoint(1e-8)), 2);
    assertThat(continuous[0]).isEqualTo(discrete[0]);
    assertThat(continuous).containsExactly(discrete, within(2e-6));
    assertThat(continuous).isNotEqualTo(discrete);
    // the budget does not show
    assertThat(gradient(solver.withGradient(new OdeGradient.ContinuousAdjoint(1e-8, 200)), 1))
        .containsExactly(continuous);
  }

  @Test
  void continuousAdjointOfEqualStepsConvergesWithTheirNumber() {
    double[] exact = gradient(OdeSolver.tsitouras(1e-13, 1e-14, 0.01), 1);
    double coarse = distance(exact, 20);
    double fine = distance(exact, 40);
    // both the method and the interpolation are of order 4
    assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(4, within(0.5));
  }

  private static double distance(double[] exact, int steps) {
    OdeSolver solver =
        OdeSolver.rungeKutta4(steps).withGradient(OdeGradient.continuousAdjoint(1e-9));
    double[] got = gradient(solver, 1);
    double most = 0;
    for (int k = 1; k < got.length; k++) {
      most = Math.max(most, Math.abs(got[k] - exact[k]));
    }
    return most;
  }

  @ParameterizedTest
  @FieldSource("SOLVERS")
  void recordingDoesNotChangeABit(OdeSolver solver) {
    double[] plain = samples(solver, values()).data();
    for (OdeGradient gradient :
        List.of(OdeGradient.discrete(), OdeGradient.continuousAdjoint(1e-6))) {
      Tape tape = new Tape();
      Var[] inputs = Arrays.stream(values()).map(tape::input).toArray(Var[]::new);
      assertThat(samples(solver.withGradient(gradient), inputs).data()).containsExactly(plain);
    }
  }

  @Test
  void growthHasAClosedFormWhicheverTheWay() {
    // y' = r y with y(0) = a: dy/da = e^(r t), dy/dr = a t e^(r t)
    Formula growth =
        Formula.trace(
            "growth",
            List.of(Port.scalar("y"), Port.scalar("r")),
            in -> new Expr[] {in.scalar("y").times(in.scalar("r"))});
    for (OdeSolver solver : ADAPTIVE) {
      for (OdeGradient gradient :
          List.of(
              OdeGradient.discrete(),
              OdeGradient.continuousAdjoint(1e-9),
              OdeGradient.forwardSensitivities())) {
        Tape tape = new Tape();
        Var a = tape.input(Var.column(0.5, 2));
        Var r = tape.input(Var.constant(-0.7));
        Var all = solver.withGradient(gradient).solveAt(growth, a, List.of(r), 0.5, 1.5);
        assertThat(all.get(1, 1)).isCloseTo(2 * Math.exp(-1.05), within(1e-8));
        tape.seed(all, 1, 10, 100, 1000);
        tape.sweep();
        double early = Math.exp(-0.35);
        double late = Math.exp(-1.05);
        assertThat(tape.adjoint(a)[0]).isCloseTo(early + 100 * late, within(1e-5));
        assertThat(tape.adjoint(a)[1]).isCloseTo(10 * early + 1000 * late, within(1e-4));
        double byRate =
            0.5 * (0.5 * early + 1.5 * 100 * late) + 2 * (0.5 * 10 * early + 1.5 * 1000 * late);
        assertThat(tape.adjoint(r)[0]).isCloseTo(byRate, within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("SOLVERS")
  void samplesLieOnTheSolution(OdeSolver solver) {
    // y' = cos t from y(2) = sin 2
    Formula wave =
        Formula.trace(
            "wave",
            List.of(Port.scalar("y"), Port.scalar("now")),
            in -> new Expr[] {in.scalar("now").cos()});
    double[] times = {0, 0.1, 0.1000001, 0.5, 3, 3};
    Var start = Var.constant(Math.sin(2));
    Var all = solver.withTime("now", 2).solveAt(wave, start, List.of(), times);
    boolean coarse = solver.toString().contains("Heun");
    for (int k = 0; k < times.length; k++) {
      assertThat(all.get(0, k)).isCloseTo(Math.sin(2 + times[k]), within(coarse ? 1e-2 : 1e-6));
    }
    assertThat(all.get(0, 0)).isEqualTo(start.item());
    assertThat(all.get(0, 4)).isEqualTo(all.get(0, 5));
  }

  @Test
  void oneSampleIsThePlainSolution() {
    Var[] v = values();
    for (OdeSolver solver : SOLVERS) {
      OdeSolver timed = solver.withTime("t", 0);
      List<Var> arguments = List.of(v[1], v[2], v[3]);
      assertThat(timed.solveAt(NETWORK, v[0], arguments, 1.3).data())
          .containsExactly(timed.solve(NETWORK, v[0], arguments, 1.3).data());
    }
  }

  @Test
  void aSampleDoesNotShortenTheStepsAfterIt() {
    Formula rest =
        Formula.trace("rest", List.of(Port.scalar("y")), in -> new Expr[] {Expr.constant(0)});
    OdeSolver solver = OdeSolver.dormandPrince(1e-6, 1e-6, 1).withStepLimit(20);
    double[] times = {1e-9, 2e-9, 3e-9, 1e6};
    assertThat(solver.solveAt(rest, Var.constant(4), List.of(), times).data())
        .containsExactly(4, 4, 4, 4);
  }

  @Test
  void longSolutionsNeedLittleMemory() {
    // 30000 steps of 400 numbers: 96 MB if all were kept, here 50 states
    Formula decay =
        Formula.trace(
            "decay",
            List.of(Port.scalar("y"), Port.scalar("k")),
            in -> new Expr[] {in.scalar("y").times(in.scalar("k")).negate()});
    int rows = 400;
    int steps = 30_000;
    Tape tape = new Tape();
    Var k = tape.input(Var.constant(0.5));
    OdeSolver solver =
        OdeSolver.euler(steps).withGradient(new OdeGradient.Discrete(50L * rows * Double.BYTES));
    Var end = solver.solve(decay, Var.filled(rows, 1, 1), List.of(k), 2);
    tape.seed(end.sum(), 1);
    tape.sweep();
    double h = 2.0 / steps;
    double exact = -rows * 2 * Math.pow(1 - 0.5 * h, steps - 1);
    assertThat(tape.adjoint(k)[0]).isCloseTo(exact, within(1e-9 * Math.abs(exact)));
  }

  @Test
  void rejectsWhatDoesNotFit() {
    Var[] v = values();
    List<Var> arguments = List.of(v[1], v[2], v[3]);
    OdeSolver solver = OdeSolver.heun(3);
    assertThatThrownBy(() -> solver.withTime("now", 0).solve(NETWORK, v[0], arguments, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'now'");
    assertThatThrownBy(() -> solver.solve(NETWORK, v[0], arguments, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 arguments, got 3");
    assertThatThrownBy(() -> solver.withTime("t", 0).solve(NETWORK, v[0], List.of(v[1]), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the time and 3 arguments, got 1");
    assertThatThrownBy(() -> solver.withTime("t", 0).solveAt(NETWORK, v[0], arguments, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("time 1.0 after time 2.0");
    assertThatThrownBy(() -> solver.withTime("t", 0).solveAt(NETWORK, v[0], arguments))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OdeGradient.continuousAdjoint(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OdeGradient.Discrete(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
