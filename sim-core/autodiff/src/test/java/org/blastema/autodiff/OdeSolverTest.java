package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class OdeSolverTest {
  static final List<Tableau> TABLEAUS = TableauTest.ALL;

  static final List<OdeSolver> SOLVERS =
      List.of(
          OdeSolver.euler(40),
          OdeSolver.midpoint(30),
          OdeSolver.heun(30),
          OdeSolver.rungeKutta4(20),
          OdeSolver.dormandPrince(1e-9, 1e-11, 0.1),
          OdeSolver.tsitouras(1e-9, 1e-11, 0.1));

  /** Logistic growth, {@code y(t) = K / (1 + (K / y0 - 1) exp(-r t))}. */
  private static final Formula GROWTH =
      Formula.trace(
          "growth",
          List.of(Port.scalar("y"), Port.scalar("r"), Port.scalar("K")),
          in -> {
            Expr y = in.scalar("y");
            return new Expr[] {
              in.scalar("r").times(y).times(Expr.constant(1).minus(y.divide(in.scalar("K"))))
            };
          });

  /** A gene network: {@code logistic(W y + b) - g y}. */
  private static final Formula NETWORK =
      Formula.trace(
          "network",
          List.of(
              Port.vector("y", 3), Port.matrix("W", 3, 3), Port.vector("b", 3), Port.scalar("g")),
          in -> {
            Expr[] y = in.vector("y");
            Expr[][] w = in.matrix("W", 3, 3);
            Expr[] b = in.vector("b");
            Expr[] rate = new Expr[3];
            for (int i = 0; i < 3; i++) {
              Expr sum = b[i];
              for (int j = 0; j < 3; j++) {
                sum = sum.plus(w[i][j].times(y[j]));
              }
              rate[i] = sum.logistic().minus(in.scalar("g").times(y[i]));
            }
            return rate;
          });

  private static double growth(double y0, double r, double k, double t) {
    return k / (1 + (k / y0 - 1) * Math.exp(-r * t));
  }

  @ParameterizedTest
  @FieldSource("TABLEAUS")
  void errorsFallWithTheStatedOrder(Tableau tableau) {
    double exact = growth(0.2, 1.3, 2.5, 2);
    int steps = tableau.order() >= 5 ? 12 : 24;
    double coarse = errorOfGrowth(tableau, steps, exact);
    double fine = errorOfGrowth(tableau, 2 * steps, exact);
    double order = Math.log(Math.abs(coarse / fine)) / Math.log(2);
    assertThat(order).isCloseTo(tableau.order(), within(0.35));
  }

  private static double errorOfGrowth(Tableau tableau, int steps, double exact) {
    return OdeSolver.fixed(tableau, steps)
            .solve(GROWTH, Var.constant(0.2), List.of(Var.constant(1.3), Var.constant(2.5)), 2)
            .item()
        - exact;
  }

  @Test
  void adaptiveSolversMeetTheirTolerancesRowByRow() {
    Random random = new Random(1);
    int n = 300;
    double[] y0 = random.doubles(n, 0.01, 3).toArray();
    double[] r = random.doubles(n, 0.1, 4).toArray();
    for (double tolerance : new double[] {1e-4, 1e-7, 1e-10}) {
      for (OdeSolver solver :
          List.of(
              OdeSolver.dormandPrince(tolerance, tolerance, 0.1),
              OdeSolver.tsitouras(tolerance, tolerance, 0.1))) {
        Var end =
            solver.solve(
                GROWTH, Var.column(y0.clone()), List.of(Var.column(r.clone()), Var.constant(2)), 3);
        for (int k = 0; k < n; k++) {
          double exact = growth(y0[k], r[k], 2, 3);
          assertThat(end.get(k, 0)).isCloseTo(exact, within(30 * tolerance));
        }
      }
    }
  }

  @Test
  void solvesALinearSystem() {
    // x' = -a x - w y, y' = w x - a y turns and shrinks
    Formula spiral =
        Formula.trace(
            "spiral",
            List.of(Port.vector("y", 2), Port.scalar("a"), Port.scalar("w")),
            in -> {
              Expr[] y = in.vector("y");
              Expr a = in.scalar("a");
              Expr w = in.scalar("w");
              return new Expr[] {
                a.times(y[0]).plus(w.times(y[1])).negate(), w.times(y[0]).minus(a.times(y[1]))
              };
            });
    Var start = Var.ofRows(new double[][] {{1, 0}, {0.5, -2}, {0, 0}});
    Var end =
        OdeSolver.dormandPrince(1e-11, 1e-13, 0.01)
            .solve(spiral, start, List.of(Var.column(0.1, 0.4, 0.2), Var.constant(3)), 2.5);
    for (int row = 0; row < 3; row++) {
      double shrink = Math.exp(-new double[] {0.1, 0.4, 0.2}[row] * 2.5);
      double x = start.get(row, 0);
      double y = start.get(row, 1);
      assertThat(end.get(row, 0))
          .isCloseTo(shrink * (x * Math.cos(7.5) - y * Math.sin(7.5)), within(1e-9));
      assertThat(end.get(row, 1))
          .isCloseTo(shrink * (x * Math.sin(7.5) + y * Math.cos(7.5)), within(1e-9));
    }
  }

  @Test
  void endsExactlyAtTheDuration() {
    Formula clock =
        Formula.trace("clock", List.of(Port.scalar("y")), in -> new Expr[] {Expr.constant(1)});
    for (double duration : new double[] {1e-9, 0.1, 1, 3, 7.3, 1000}) {
      for (OdeSolver solver : SOLVERS) {
        double end = solver.solve(clock, Var.constant(0), List.of(), duration).item();
        assertThat(end).isCloseTo(duration, within(40 * Math.ulp(duration)));
      }
    }
  }

  @Test
  void restingRowsDoNotHideTheErrorOfAMovingOne() {
    int n = 400;
    double[] rate = new double[n];
    rate[123] = 5;
    double[] start = new double[n];
    java.util.Arrays.fill(start, 0.1);
    List<Var> arguments = List.of(Var.column(rate), Var.constant(2));
    OdeSolver perRow = OdeSolver.dormandPrince(1e-5, 1e-8, 0.1);
    OdeSolver whole = perRow.withErrorNorm(OdeSolver.ErrorNorm.WHOLE_ARRAY);
    double exact = growth(0.1, 5, 2, 0.8);
    double alone =
        perRow
            .solve(GROWTH, Var.constant(0.1), List.of(Var.constant(5), Var.constant(2)), 0.8)
            .item();
    Var together = perRow.solve(GROWTH, Var.column(start.clone()), arguments, 0.8);
    Var hidden = whole.solve(GROWTH, Var.column(start.clone()), arguments, 0.8);
    assertThat(together.get(123, 0)).isEqualTo(alone);
    assertThat(Math.abs(alone - exact)).isLessThan(2e-5);
    assertThat(Math.abs(hidden.get(123, 0) - exact)).isGreaterThan(2 * Math.abs(alone - exact));
    assertThat(together.get(0, 0)).isEqualTo(0.1);
  }

  private static Var[] networkInputs(int rows, long seed) {
    Random random = new Random(seed);
    return new Var[] {
      Var.of(rows, 3, random.doubles(3L * rows, 0, 1).toArray()),
      Var.of(1, 9, random.doubles(9, -2, 2).toArray()),
      Var.of(rows, 3, random.doubles(3L * rows, -1, 1).toArray()),
      Var.constant(0.4)
    };
  }

  private static Var[] recorded(Tape tape, Var... values) {
    Var[] inputs = new Var[values.length];
    for (int k = 0; k < values.length; k++) {
      inputs[k] = tape.input(values[k]);
    }
    return inputs;
  }

  private static Var solveNetwork(OdeSolver solver, Var... inputs) {
    return solver.solve(NETWORK, inputs[0], List.of(inputs[1], inputs[2], inputs[3]), 2);
  }

  @ParameterizedTest
  @FieldSource("SOLVERS")
  void gradientsAgreeWithDifferences(OdeSolver solver) {
    double[] weights = new Random(8).doubles(15, -1, 1).toArray();
    GradCheck.function(
            inputs -> solveNetwork(solver, inputs).times(Var.of(5, 3, weights)).sum(),
            networkInputs(5, 7))
        .assertPasses(1e-6);
  }

  @ParameterizedTest
  @FieldSource("TABLEAUS")
  void adjointIsTheTransposeOfTheTangentEquations(Tableau tableau) {
    int rows = 4;
    OdeSolver solver = OdeSolver.fixed(tableau, 9);
    Var[] values = networkInputs(rows, 17);
    Random random = new Random(18);
    Var[] rates = new Var[values.length];
    for (int k = 0; k < rates.length; k++) {
      rates[k] =
          Var.of(
              values[k].rows(),
              values[k].columns(),
              random.doubles(values[k].size(), -1, 1).toArray());
    }
    double[] weights = random.doubles(3L * rows, -1, 1).toArray();

    // the state and its rate of change as one state: jvp outputs follow the values
    Formula jvp = NETWORK.jvp();
    Formula tangent =
        Formula.trace(
            "tangent",
            List.of(
                Port.vector("y", 6),
                Port.vector("W", 9),
                Port.vector("b", 3),
                Port.scalar("g"),
                Port.vector("W'", 9),
                Port.vector("b'", 3),
                Port.scalar("g'")),
            in -> {
              Expr[] both = in.vector("y");
              Expr[] y = java.util.Arrays.copyOfRange(both, 0, 3);
              Expr[] dy = java.util.Arrays.copyOfRange(both, 3, 6);
              Expr[] w = in.vector("W");
              Expr[] b = in.vector("b");
              Expr[] g = in.vector("g");
              Expr[] value = NETWORK.call(y, w, b, g);
              Expr[] rate =
                  jvp.call(y, w, b, g, dy, in.vector("W'"), in.vector("b'"), in.vector("g'"));
              Expr[] all = java.util.Arrays.copyOf(value, 6);
              System.arraycopy(rate, 0, all, 3, 3);
              return all;
            });
    Var end =
        solver.solve(
            tangent,
            Var.concatColumns(values[0], rates[0]),
            List.of(values[1], values[2], values[3], rates[1], rates[2], rates[3]),
            2);
    double forward = dot(weights, end.columns(3, 6).data());

    Tape tape = new Tape();
    Var[] inputs = recorded(tape, values);
    tape.seed(solveNetwork(solver, inputs), weights);
    tape.sweep();
    double reverse = 0;
    for (int k = 0; k < inputs.length; k++) {
      reverse += dot(tape.adjoint(inputs[k]), rates[k].data());
    }
    assertThat(reverse).isCloseTo(forward, within(1e-13 * Math.max(1, Math.abs(forward))));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  @ParameterizedTest
  @FieldSource("SOLVERS")
  void recordingDoesNotChangeABit(OdeSolver solver) {
    Var[] values = networkInputs(300, 27);
    Var plain = solveNetwork(solver, values);
    Var taped = solveNetwork(solver, recorded(new Tape(), values));
    assertThat(plain.isActive()).isFalse();
    assertThat(taped.isActive()).isTrue();
    assertThat(taped.data()).containsExactly(plain.data());
    assertThat(values[0].data()).containsExactly(networkInputs(300, 27)[0].data());
  }

  @Test
  void onlyActiveArgumentsGetAdjoints() {
    OdeSolver solver = OdeSolver.dormandPrince(1e-6, 1e-8, 0.1);
    Var[] values = networkInputs(6, 37);
    double[] ones = new double[18];
    java.util.Arrays.fill(ones, 1);
    Tape all = new Tape();
    Var[] inputs = recorded(all, values);
    all.seed(solveNetwork(solver, inputs), ones);
    all.sweep();
    for (int k = 0; k < values.length; k++) {
      Tape one = new Tape();
      Var[] mixed = values.clone();
      mixed[k] = one.input(values[k]);
      one.seed(solveNetwork(solver, mixed), ones);
      one.sweep();
      assertThat(one.adjoint(mixed[k])).containsExactly(all.adjoint(inputs[k]), within(1e-14));
    }
  }

  @Test
  void anArrayMayBeStateAndArgumentAtOnce() {
    // y' = x with y(0) = x gives y(t) = x (1 + t)
    Formula drift =
        Formula.trace("drift", List.of(Port.scalar("y"), Port.scalar("x")), in -> in.vector("x"));
    Tape tape = new Tape();
    Var x = tape.input(Var.column(1, 2));
    Var end = OdeSolver.rungeKutta4(3).solve(drift, x, List.of(x), 0.5);
    tape.seed(end, 1, 10);
    tape.sweep();
    assertThat(end.data()).containsExactly(new double[] {1.5, 3}, within(1e-15));
    assertThat(tape.adjoint(x)).containsExactly(new double[] {1.5, 15}, within(1e-14));
  }

  @Test
  void sweepsTwiceOverTheSameSolve() {
    Tape tape = new Tape();
    Var[] inputs = recorded(tape, networkInputs(4, 47));
    Var end = solveNetwork(OdeSolver.dormandPrince(1e-6, 1e-8, 0.1), inputs);
    double[] ones = new double[12];
    java.util.Arrays.fill(ones, 1);
    tape.seed(end, ones);
    tape.sweep();
    double[] once = tape.adjoint(inputs[1]);
    tape.seed(end, ones);
    tape.sweep();
    double[] twice = tape.adjoint(inputs[1]);
    for (int k = 0; k < once.length; k++) {
      assertThat(twice[k]).isEqualTo(2 * once[k]);
    }
  }

  @Test
  void rightHandSideMayBeADerivative() {
    // gradient flow of (x^2 + 4 y^2) / 2, two output ports
    Formula energy =
        Formula.trace(
            "energy",
            List.of(Port.vector("x", 2)),
            in -> {
              Expr[] x = in.vector("x");
              return new Expr[] {x[0].square().plus(x[1].square().times(4)).times(-0.5)};
            });
    Tape tape = new Tape();
    Var start = tape.input(Var.row(1, 1));
    Var end = OdeSolver.tsitouras(1e-10, 1e-12, 0.1).solve(energy.gradient(), start, List.of(), 1);
    tape.seed(end, 1, 1);
    tape.sweep();
    double[] exact = {Math.exp(-1), Math.exp(-4)};
    assertThat(end.data()).containsExactly(exact, within(1e-9));
    assertThat(tape.adjoint(start)).containsExactly(exact, within(1e-8));
  }

  @Test
  void nothingHappensInNoTimeOrWithoutRows() {
    OdeSolver solver = OdeSolver.dormandPrince(1e-3, 1e-6, 0.1);
    Var start = new Tape().input(Var.column(1, 2));
    List<Var> arguments = List.of(Var.constant(1), Var.constant(2));
    assertThat(solver.solve(GROWTH, start, arguments, 0)).isSameAs(start);
    Var none = solver.solve(GROWTH, Var.zeros(0, 1), arguments, 1);
    assertThat(none.rows()).isZero();
  }

  @Test
  void namesTheRowThatStopsBeingFinite() {
    // y' = y^2 reaches infinity at 1 / y(0)
    Formula blowUp =
        Formula.trace(
            "blow up", List.of(Port.scalar("y")), in -> new Expr[] {in.scalar("y").square()});
    Var start = Var.column(0.1, 0.2, 1.5, 0.3);
    NumericalFailure adaptive =
        catchThrowableOfType(
            NumericalFailure.class,
            () -> OdeSolver.dormandPrince(1e-6, 1e-9, 0.1).solve(blowUp, start, List.of(), 2));
    assertThat(adaptive.row()).isEqualTo(2);
    assertThat(adaptive)
        .hasMessageContaining("Dormand-Prince")
        .hasMessageContaining("row 2")
        .hasMessageContaining("time 0.66");
    NumericalFailure fixed =
        catchThrowableOfType(
            NumericalFailure.class, () -> OdeSolver.euler(100).solve(blowUp, start, List.of(), 2));
    assertThat(fixed.row()).isEqualTo(2);
  }

  @Test
  void namesTheRowThatStartsUndefined() {
    Formula root =
        Formula.trace("root", List.of(Port.scalar("y")), in -> new Expr[] {in.scalar("y").sqrt()});
    assertThatThrownBy(() ->
            OdeSolver.dormandPrince(1e-6, 1e-9, 0.1)
                .solve(root, Var.column(1, 2, -1), List.of(), 2))
        .isInstanceOfSatisfying(
            NumericalFailure.class,
            failure -> {
              assertThat(failure.row()).isEqualTo(2);
              assertThat(failure).hasMessageContaining("time 0.0");
            });
  }

  @Test
  void recoversWhenATrialStepLeavesTheDomain() {
    // y' = -sqrt(y): from 1, y = (1 - t/2)^2, but a first step of 10 is beyond y = 0
    Formula drain =
        Formula.trace(
            "drain", List.of(Port.scalar("y")), in -> new Expr[] {in.scalar("y").sqrt().negate()});
    double end =
        OdeSolver.dormandPrince(1e-9, 1e-12, 10)
            .solve(drain, Var.constant(1), List.of(), 1.9)
            .item();
    assertThat(end).isCloseTo(0.05 * 0.05, within(1e-8));
  }

  @Test
  void givesUpAtTheStepLimit() {
    OdeSolver solver = OdeSolver.dormandPrince(1e-9, 1e-12, 1e-3).withStepLimit(5);
    assertThatThrownBy(() ->
            solver.solve(GROWTH, Var.constant(0.1), List.of(Var.constant(1), Var.constant(2)), 9))
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("5 steps");
  }

  @Test
  void rejectsWhatDoesNotFit() {
    OdeSolver solver = OdeSolver.heun(2);
    Var one = Var.constant(1);
    assertThatThrownBy(() -> solver.solve(GROWTH, one, List.of(one), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("growth");
    assertThatThrownBy(() -> solver.solve(GROWTH, Var.row(1, 2), List.of(one, one), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 columns");
    assertThatThrownBy(
            () -> solver.solve(GROWTH, Var.column(1, 2), List.of(one, Var.column(1, 2, 3)), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 x 1");
    assertThatThrownBy(() -> solver.solve(GROWTH, one, List.of(one, one), -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OdeSolver.heun(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> solver.withStepLimit(3)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> OdeSolver.tsitouras(1e-3, 0, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
