package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Branches not taken stay out of all derivatives, even where they are infinite or undefined. */
class ChoiceTest {
  /**
   * An operation that is safe for arguments above 1 and not at a trap.
   *
   * @param trap where the operation or a derivative is infinite or undefined
   */
  private record Trap(String name, UnaryOperator<Expr> operation, double trap) {
    @Override
    public String toString() {
      return name + " at " + trap;
    }
  }

  static final List<Trap> TRAPS =
      List.of(
          new Trap("square root", Expr::sqrt, 0),
          new Trap("square root", Expr::sqrt, -1),
          new Trap("reciprocal", Expr::reciprocal, 0),
          new Trap("logarithm", Expr::log, 0),
          new Trap("logarithm", Expr::log, -2),
          new Trap("overflowing exponential", x -> x.times(-1).exp(), -1000),
          new Trap("exponential of exponential", x -> x.negate().exp().exp(), -10),
          new Trap("product of exponentials", x -> x.negate().exp().times(x.square().exp()), -1000),
          new Trap("power", x -> x.pow(1.5), -1),
          new Trap("power", x -> x.pow(-0.5), 0),
          new Trap("inverse power", x -> x.pow(-12), 0),
          new Trap("sine of reciprocal", x -> x.reciprocal().sin(), 0),
          new Trap("tanh of logarithm", x -> x.log().tanh(), 0),
          new Trap("overflowing power", x -> x.pow(16), -1e40),
          new Trap("sine of an overflow", x -> x.negate().exp().sin(), -1000),
          new Trap("difference of overflows", x -> x.pow(16).minus(x.pow(12)).tanh(), -1e40),
          new Trap("quotient of zeros", x -> x.divide(x.square()), 0),
          new Trap("root of root", x -> x.sqrt().sqrt(), 0),
          new Trap("logarithm of root", x -> x.sqrt().log().times(x), 0),
          new Trap("smaller of infinite ones", x -> x.log().min(x.reciprocal()), 0),
          new Trap("length of a logarithm", x -> Expr.norm(x.log(), x.reciprocal()), 0));

  private static Formula guarded(Trap trap, boolean first) {
    return Formula.trace(
        trap.name,
        List.of(Port.scalar("x")),
        in -> {
          Expr x = in.scalar("x");
          Expr safe = x.times(3);
          Expr unsafe = trap.operation.apply(x);
          return new Expr[] {
            first
                ? Expr.where(x.greaterThan(1), unsafe, safe)
                : Expr.where(x.atMost(1), safe, unsafe)
          };
        });
  }

  /** Derivatives of the order 1 to 3 by x, by all sequences of forward and reverse mode. */
  private static List<List<Formula>> derivatives(Formula f) {
    List<List<Formula>> orders = new ArrayList<>();
    List<Formula> current = List.of(f);
    for (int order = 0; order < 3; order++) {
      List<Formula> next = new ArrayList<>();
      for (Formula g : current) {
        next.add(g.derivative("x"));
        next.add(g.gradient("x"));
      }
      orders.add(next);
      current = next;
    }
    return orders;
  }

  @ParameterizedTest
  @FieldSource("TRAPS")
  void branchNotTakenStaysOutOfThreeDerivatives(Trap trap) {
    for (boolean first : new boolean[] {true, false}) {
      Formula f = guarded(trap, first);
      assertThat(f.evaluate(trap.trap)).containsExactly(3 * trap.trap);
      List<List<Formula>> orders = derivatives(f);
      for (int order = 0; order < 3; order++) {
        for (Formula derivative : orders.get(order)) {
          assertThat(derivative.evaluate(trap.trap))
              .as("order %d by %s", order + 1, derivative.name())
              .containsExactly(new double[] {order == 0 ? 3 : 0}, within(0.0));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("TRAPS")
  void branchTakenKeepsItsDerivatives(Trap trap) {
    Formula bare =
        Formula.trace(
            "bare",
            List.of(Port.scalar("x")),
            in -> new Expr[] {trap.operation.apply(in.scalar("x"))});
    List<List<Formula>> expected = derivatives(bare);
    List<List<Formula>> found = derivatives(guarded(trap, true));
    double x = 1.25;
    for (int order = 0; order < 3; order++) {
      double value = expected.get(order).get(0).evaluate(x)[0];
      for (Formula derivative : found.get(order)) {
        assertThat(derivative.evaluate(x)[0])
            .isCloseTo(value, within(1e-11 * Math.max(1, Math.abs(value))));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("TRAPS")
  void recordedCallsStayFiniteToo(Trap trap) {
    Tape tape = new Tape();
    double[] values = new double[300];
    java.util.Arrays.setAll(values, k -> k % 2 == 0 ? trap.trap : 1.5);
    Var x = tape.input(Var.column(values));
    Var y = guarded(trap, false).apply(x);
    tape.seed(y.sum(), 1);
    tape.sweep();
    double[] adjoint = tape.adjoint(x);
    for (int k = 0; k < values.length; k += 2) {
      assertThat(adjoint[k]).isEqualTo(3);
      assertThat(adjoint[k + 1]).isFinite();
    }
  }

  @Test
  void infiniteInputsOfTheBranchNotTakenStayOut() {
    Formula f =
        Formula.trace(
            "f",
            List.of(Port.scalar("x"), Port.scalar("y")),
            in -> {
              Expr x = in.scalar("x");
              return new Expr[] {Expr.where(x.lessThan(0), x.times(in.scalar("y")), x.times(2))};
            });
    for (double y : new double[] {Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThat(f.gradient().evaluate(1, y)).containsExactly(new double[] {2, 0}, within(0.0));
      assertThat(f.hessian().evaluate(1, y)).containsExactly(new double[4], within(0.0));
    }
  }

  @Test
  void choicesInsideChoices() {
    Formula f =
        Formula.trace(
            "staircase",
            List.of(Port.scalar("x")),
            in -> {
              Expr x = in.scalar("x");
              Expr inner = Expr.where(x.greaterThan(0), x.log().times(x.sqrt()), x.square());
              return new Expr[] {Expr.where(x.lessThan(2), inner, x.minus(2).sqrt())};
            });
    Formula slope = f.gradient("x");
    assertThat(slope.evaluate(0)).containsExactly(new double[1], within(0.0));
    assertThat(slope.evaluate(-3)).containsExactly(-6);
    assertThat(slope.derivative("x").evaluate(-3)).containsExactly(2);
    assertThat(slope.gradient("x").evaluate(0)).containsExactly(2);
    assertThat(slope.evaluate(1)[0]).isCloseTo(1, within(1e-14));
    assertThat(slope.evaluate(6)[0]).isCloseTo(0.25, within(1e-15));
  }

  @Test
  void lengthOfTheZeroVectorHasNoDerivatives() {
    Formula length =
        Formula.trace(
            "length", List.of(Port.vector("x", 3)), in -> new Expr[] {Expr.norm(in.vector("x"))});
    assertThat(length.evaluate(0, 0, 0)).containsExactly(new double[1], within(0.0));
    assertThat(length.gradient().evaluate(0, 0, 0)).containsExactly(new double[3], within(0.0));
    assertThat(length.jvp().evaluate(0, 0, 0, 1, 2, 3)).containsExactly(new double[1], within(0.0));
    assertThat(length.hessian().evaluate(0, 0, 0)).containsExactly(new double[9], within(0.0));
    assertThat(length.gradient().vjp().evaluate(0, 0, 0, 1, 2, 3))
        .containsExactly(new double[3], within(0.0));
    double[] unit = length.gradient().evaluate(2, -3, 6);
    assertThat(unit).containsExactly(new double[] {2 / 7.0, -3 / 7.0, 6 / 7.0}, within(1e-15));
    GradCheck.formula(length, 20, -1, 1, 1).assertPasses(1e-9);
    GradCheck.formula(length.gradient(), 20, -1, 1, 2).assertPasses(1e-8);
  }

  @Test
  void lengthsOfTinyVectorsHaveUnitSlope() {
    Formula length =
        Formula.trace(
            "length", List.of(Port.vector("x", 2)), in -> new Expr[] {Expr.norm(in.vector("x"))});
    for (double size : new double[] {1e-3, 1e-50, 1e-150, 1e100}) {
      double[] slope = length.gradient().evaluate(3 * size, 4 * size);
      assertThat(slope).containsExactly(new double[] {0.6, 0.8}, within(1e-14));
    }
  }

  @Test
  void forceOfAPairAtTheSamePlaceIsZero() {
    // the energy of a harmonic pair |d| - 1 squared: at d = 0 the direction is undefined, the force
    // is 0
    Formula energy =
        Formula.trace(
            "pair",
            List.of(Port.vector("d", 2)),
            in -> new Expr[] {Expr.norm(in.vector("d")).minus(1).square()});
    assertThat(energy.gradient().evaluate(0, 0)).containsExactly(new double[2], within(0.0));
    assertThat(energy.gradient().jvp().evaluate(0, 0, 1, 1))
        .containsExactly(new double[2], within(0.0));
  }

  @Test
  void infiniteSlopesOutsideChoicesAreReported() {
    // the slope of the root at 0 is infinite: silence would hide it
    Formula root =
        Formula.trace("root", List.of(Port.scalar("x")), in -> new Expr[] {in.scalar("x").sqrt()});
    assertThat(root.gradient().evaluate(0)).containsExactly(Double.POSITIVE_INFINITY);
    Formula undefined =
        Formula.trace("log", List.of(Port.scalar("x")), in -> new Expr[] {in.scalar("x").log()});
    assertThat(undefined.evaluate(-1)[0]).isNaN();
  }

  @Test
  void undefinedNumbersPassThroughChoicesThatTakeThem() {
    Formula f =
        Formula.trace(
            "f",
            List.of(Port.scalar("x"), Port.scalar("y")),
            in ->
                new Expr[] {
                  Expr.where(in.scalar("x").lessThan(0), in.scalar("y"), in.scalar("y").times(2))
                });
    assertThat(f.evaluate(1, Double.NaN)[0]).isNaN();
    assertThat(f.evaluate(-1, Double.NaN)[0]).isNaN();
    // no comparison with an undefined number holds
    assertThat(f.evaluate(Double.NaN, 3)).containsExactly(6);
  }
}
