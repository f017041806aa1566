package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Stiff problems of the test sets for initial value problems. */
class StiffTest {
  /** Three reactions at rates k of Robertson (1966). */
  private static final Formula ROBERTSON =
      Formula.trace(
          "robertson",
          List.of(Port.vector("y", 3), Port.vector("k", 3)),
          in -> {
            Expr[] y = in.vector("y");
            Expr[] k = in.vector("k");
            Expr first = k[0].times(y[0]);
            Expr second = k[1].times(y[1].square());
            Expr third = k[2].times(y[1]).times(y[2]);
            return new Expr[] {third.minus(first), first.minus(third).minus(second), second};
          });

  private static final Var RATES = Var.row(0.04, 3e7, 1e4);

  private static final Formula VAN_DER_POL =
      Formula.trace(
          "van der pol",
          List.of(Port.vector("y", 2), Port.scalar("epsilon")),
          in -> {
            Expr[] y = in.vector("y");
            Expr pull = Expr.constant(1).minus(y[0].square()).times(y[1]).minus(y[0]);
            return new Expr[] {y[1], pull.divide(in.scalar("epsilon"))};
          });

  @Test
  void robertsonAgreesWithTheReference() {
    // SciPy's Radau at a tolerance of 1e-12; the last time agrees with the published digits
    double[][] expected = {
      {0.985172113861, 3.38639537897e-05, 0.0147940221852},
      {0.905518678584, 2.24047568756e-05, 0.0944589166589},
      {0.715827068719, 9.18553476456e-06, 0.284163745746}
    };
    double[] times = {0.4, 4, 40};
    Var all =
        OdeSolver.rosenbrock(1e-9, 1e-13, 1e-4)
            .solveAt(ROBERTSON, Var.row(1, 0, 0), List.of(RATES), times);
    for (int sample = 0; sample < times.length; sample++) {
      for (int c = 0; c < 3; c++) {
        double value = expected[sample][c];
        assertThat(all.get(0, 3 * sample + c)).isCloseTo(value, within(2e-8 * value));
      }
    }
  }

  @Test
  void robertsonToItsVeryEnd() {
    // published reference at 1e11
    Var end =
        OdeSolver.rosenbrock(1e-7, 1e-20, 1e-6)
            .solve(ROBERTSON, Var.row(1, 0, 0), List.of(RATES), 1e11);
    double[] expected = {2.083340149701255e-8, 8.333360770334713e-14, 0.9999999791665050};
    for (int c = 0; c < 3; c++) {
      assertThat(end.get(0, c)).isCloseTo(expected[c], within(1e-5 * expected[c]));
    }
  }

  @Test
  void vanDerPolAgreesWithThePublishedReference() {
    // the test set's problem: epsilon 1e-6, from (2, 0) to time 2
    Var end =
        OdeSolver.rosenbrock(1e-8, 1e-10, 1e-6)
            .solve(VAN_DER_POL, Var.row(2, 0), List.of(Var.constant(1e-6)), 2);
    assertThat(end.get(0, 0)).isCloseTo(1.706167732170483, within(3e-8));
    assertThat(end.get(0, 1)).isCloseTo(-0.8928097010247975, within(3e-8));
  }

  @Test
  void explicitMethodsNeedFarMoreSteps() {
    List<Var> arguments = List.of(Var.constant(1e-6));
    OdeSolver explicit = OdeSolver.dormandPrince(1e-6, 1e-8, 1e-6).withStepLimit(20_000);
    assertThatThrownBy(() -> explicit.solve(VAN_DER_POL, Var.row(2, 0), arguments, 2))
        .isInstanceOf(NumericalFailure.class);
    OdeSolver implicit = OdeSolver.rosenbrock(1e-6, 1e-8, 1e-6).withStepLimit(1500);
    assertThat(implicit.solve(VAN_DER_POL, Var.row(2, 0), arguments, 2).get(0, 0))
        .isCloseTo(1.706167732170483, within(1e-5));
  }

  @Test
  void everyRowHasItsOwnJacobian() {
    OdeSolver solver = OdeSolver.rosenbrock(1e-9, 1e-11, 1e-4);
    Var both =
        solver.solve(
            VAN_DER_POL,
            Var.ofRows(new double[][] {{2, -0.66}, {1.5, 0.2}}),
            List.of(Var.column(1e-3, 1e-2)),
            2);
    Var alone = solver.solve(VAN_DER_POL, Var.row(1.5, 0.2), List.of(Var.constant(1e-2)), 2);
    assertThat(both.get(0, 0)).isCloseTo(1.7629587058, within(1e-7));
    assertThat(both.get(0, 1)).isCloseTo(-0.835943058796, within(1e-7));
    assertThat(both.get(1, 0)).isCloseTo(alone.get(0, 0), within(1e-8));
  }

  private static double errorOfVanDerPol(int steps) {
    Var end =
        OdeSolver.fixed(RosenbrockTableau.RODAS, steps)
            .solve(VAN_DER_POL, Var.row(2, -0.66), List.of(Var.constant(1)), 1);
    Var exact =
        OdeSolver.tsitouras(1e-14, 1e-15, 0.01)
            .solve(VAN_DER_POL, Var.row(2, -0.66), List.of(Var.constant(1)), 1);
    return end.minus(exact).abs().max().item();
  }

  @Test
  void errorsFallWithOrderFour() {
    double order = Math.log(errorOfVanDerPol(40) / errorOfVanDerPol(80)) / Math.log(2);
    assertThat(order).isCloseTo(4, within(0.25));
  }

  @Test
  void gradientsOfAStiffSolutionAgreeWithDifferences() {
    // the solution, taken so tightly that step-size choices do not show in differences
    OdeSolver solver = OdeSolver.rosenbrock(1e-11, 1e-15, 1e-4);
    GradCheck.function(
            v -> {
              Var k = Var.concatColumns(v[0], v[1].times(1e7), v[2].times(1e4));
              Var all = solver.solveAt(ROBERTSON, v[3], List.of(k), 0.4, 4);
              return all.times(Var.row(1, 1e4, 2, -1, 2e4, 1)).sum();
            },
            Var.constant(0.04),
            Var.constant(3),
            Var.constant(1),
            Var.row(1, 0.1, 0.1))
        .assertPasses(1e-5);
  }
}
