package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TapeTest {
  @Test
  void constantsRecordNothing() {
    Tape tape = new Tape();
    Var x = tape.input(Var.constant(2));
    int before = tape.size();
    Var constant = Var.constant(3).times(4).exp();
    assertThat(tape.size()).isEqualTo(before);
    assertThat(constant.isActive()).isFalse();
    assertThat(constant.tape()).isNull();
    assertThat(x.times(constant).tape()).isSameAs(tape);
    assertThat(tape.size()).isGreaterThan(before);
  }

  @Test
  void sweepsAddUpAtTheInputs() {
    Tape tape = new Tape();
    Var x = tape.input(Var.column(1, 2));
    Var square = x.square();
    Var cube = square.times(x);
    tape.seed(square, 1, 0);
    tape.sweep();
    assertThat(tape.adjoint(x)).containsExactly(2, 0);
    tape.seed(cube, 0, 1);
    tape.sweep();
    assertThat(tape.adjoint(x)).containsExactly(2, 12);
    tape.sweep();
    assertThat(tape.adjoint(x)).containsExactly(2, 12);
    tape.clearAdjoints();
    assertThat(tape.adjoint(x)).containsExactly(0, 0);
    tape.seed(cube, 1, 1);
    tape.sweep();
    assertThat(tape.adjoint(x)).containsExactly(3, 12);
  }

  @Test
  void seedsOfOneOrSeveralOutputsAddUp() {
    Tape tape = new Tape();
    Var x = tape.input(Var.constant(3));
    Var square = x.square();
    tape.seed(square, 1);
    tape.seed(square, 1);
    tape.seed(square.times(2), 1);
    tape.seed(x, 100);
    tape.sweep();
    assertThat(tape.adjoint(x)).containsExactly(124);
  }

  @Test
  void recordingMayGoOnAfterASweep() {
    Tape tape = new Tape();
    Var x = tape.input(Var.constant(3));
    Var y = x.square();
    tape.seed(y, 1);
    tape.sweep();
    Var z = y.times(x);
    tape.clearAdjoints();
    tape.seed(z, 1);
    tape.sweep();
    assertThat(tape.adjoint(x)).containsExactly(27);
  }

  @Test
  void whatIsNotReachedHasNoAdjoint() {
    Tape tape = new Tape();
    Var x = tape.input(Var.column(1, 2));
    Var y = tape.input(Var.row(3, 4));
    tape.seed(x.sum(), 1);
    tape.seed(Var.constant(5), 1);
    tape.sweep();
    assertThat(tape.adjoint(y)).containsExactly(0, 0);
    assertThat(tape.adjoint(Var.constant(5))).containsExactly(0);
  }

  @Test
  void aTapeKeepsToItsOwnArrays() {
    Tape one = new Tape();
    Tape two = new Tape();
    Var x = one.input(Var.constant(1));
    Var y = two.input(Var.constant(2));
    assertThatThrownBy(() -> x.times(y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("times")
        .hasMessageContaining("two tapes");
    assertThatThrownBy(() -> Var.concatRows(x, y)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> one.seed(y, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> one.adjoint(y)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> one.seed(x, 1, 2)).isInstanceOf(IllegalArgumentException.class);
    // the value of one tape as an input of another one: no derivative goes across
    Var across = two.input(x.times(3));
    two.seed(across.square(), 1);
    two.sweep();
    assertThat(two.adjoint(across)).containsExactly(6);
    assertThat(one.adjoint(x)).containsExactly(0);
  }

  @Test
  void primitivesCallTheirPullbackOnlyIfSomethingIsActive() {
    Tape tape = new Tape();
    Var x = tape.input(Var.constant(2));
    Var c = Var.constant(5);
    Pullback product =
        (output, inputs) -> {
          assertThat(inputs[1]).isNull();
          inputs[0][0] += 5 * output[0];
        };
    Var y = Tape.primitive("product", new Var[] {x, c}, 1, 1, new double[] {10}, product);
    tape.seed(y, 3);
    tape.sweep();
    assertThat(tape.adjoint(x)).containsExactly(15);
    Var plain =
        Tape.primitive(
            "product",
            new Var[] {c, c},
            1,
            1,
            new double[] {25},
            (output, inputs) -> {
              throw new IllegalStateException("nothing to pull back");
            });
    assertThat(plain.isActive()).isFalse();
    assertThatThrownBy(() -> Tape.primitive("odd", new Var[] {c}, 2, 2, new double[3], product))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd");
  }

  @Test
  void longRecordingsNeedNoStack() {
    Tape tape = new Tape();
    Var x = tape.input(Var.constant(1));
    Var y = x;
    int steps = 100_000;
    for (int k = 0; k < steps; k++) {
      y = y.times(1 + 1.0 / steps);
    }
    tape.seed(y, 1);
    tape.sweep();
    assertThat(y.item()).isCloseTo(Math.E, within(2e-5));
    assertThat(tape.adjoint(x)[0]).isCloseTo(y.item(), within(1e-12));
    assertThat(tape.size()).isEqualTo(steps + 1);
  }

  @Test
  void javaControlFlowIsRecordedAsItRan() {
    // Newton's method for the square root, as many steps as it takes: the derivative is 1 / (2
    // sqrt(a))
    GradCheck.function(
            v -> {
              Var root = Var.constant(1);
              while (Math.abs(root.item() * root.item() - v[0].item()) > 1e-13) {
                root = root.plus(v[0].divide(root)).times(0.5);
              }
              return root;
            },
            Var.constant(7))
        .assertPasses(1e-9);
  }
}
