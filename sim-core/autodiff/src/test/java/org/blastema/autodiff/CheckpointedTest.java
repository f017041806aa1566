package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CheckpointedTest {
  private static final int STEPS = 60;

  static final List<Checkpointed> ALL =
      List.of(
          Checkpointed.within(0),
          Checkpointed.within(5 * 8 * 14),
          Checkpointed.within(12 * 8 * 14),
          Checkpointed.withinDefault(),
          Checkpointed.with(new CheckpointSchedule.Binomial(4)),
          Checkpointed.with(new CheckpointSchedule.Multilevel(4, 4, 4)));

  /** Two coupled arrays, one of which grows by a row now and then, and decisions on the way. */
  private static Var[] step(int index, Var[] state, Var... p) {
    Var x = state[0];
    Var total = state[1];
    Var rate = x.times(p[0]).tanh().minus(x.times(p[1]));
    x = x.plus(rate.times(0.1));
    if (index % 20 == 7) {
      x = Var.concatRows(x, x.rowRange(0, 1).times(0.5));
    }
    if (x.get(0, 0) > 0.4) {
      x = x.times(0.9);
    }
    return new Var[] {x, total.plus(x.square().sum())};
  }

  private static Var goal(Var... state) {
    return state[0].square().sumRows().matmul(Var.column(1, -2)).plus(state[1].times(0.01));
  }

  private static Var[] values() {
    Random random = new Random(3);
    return new Var[] {
      Var.of(6, 2, random.doubles(12, -1, 1).toArray()),
      Var.constant(0),
      Var.row(1.3, 0.7),
      Var.constant(0.4)
    };
  }

  private static List<double[]> gradient(Checkpointed loop, int sweeps) {
    Tape tape = new Tape();
    Var[] in = new Var[4];
    for (int k = 0; k < 4; k++) {
      in[k] = tape.input(values()[k]);
    }
    Var[] state = {in[0], in[1]};
    if (loop == null) {
      for (int step = 0; step < STEPS; step++) {
        state = step(step, state, in[2], in[3]);
      }
    } else {
      state = loop.loop(STEPS, CheckpointedTest::step, state, in[2], in[3]);
    }
    Var goal = goal(state);
    List<double[]> result = new ArrayList<>();
    for (int sweep = 0; sweep < sweeps; sweep++) {
      tape.clearAdjoints();
      tape.seed(goal, 1);
      tape.sweep();
    }
    result.add(goal.toArray());
    for (Var input : in) {
      result.add(tape.adjoint(input));
    }
    return result;
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void gradientIsThatOfOneTapeToTheLastBit(Checkpointed loop) {
    List<double[]> expected = gradient(null, 1);
    for (int sweeps = 1; sweeps <= 3; sweeps++) {
      List<double[]> got = gradient(loop, sweeps);
      for (int k = 0; k < expected.size(); k++) {
        assertThat(got.get(k)).containsExactly(expected.get(k));
      }
    }
  }

  @Test
  void gradientAgreesWithDifferences() {
    GradCheck.function(
            v ->
                goal(
                    Checkpointed.within(700)
                        .loop(10, CheckpointedTest::step, new Var[] {v[0], v[1]}, v[2], v[3])),
            values())
        .assertPasses(1e-8);
  }

  @Test
  void withoutRecordingItOnlyComputes() {
    Var[] v = values();
    Var[] end =
        Checkpointed.within(0)
            .loop(STEPS, CheckpointedTest::step, new Var[] {v[0], v[1]}, v[2], v[3]);
    assertThat(end[0].isActive()).isFalse();
    assertThat(end[0].rows()).isEqualTo(9);
    assertThat(goal(end).item()).isEqualTo(gradient(null, 1).get(0)[0]);
  }

  @Test
  void partOfTheArgumentsMayBeConstant() {
    Tape tape = new Tape();
    Var[] v = values();
    Var rate = tape.input(v[3]);
    Var[] end =
        Checkpointed.within(1000)
            .loop(STEPS, CheckpointedTest::step, new Var[] {v[0], v[1]}, v[2], rate);
    tape.seed(goal(end), 1);
    tape.sweep();
    assertThat(tape.adjoint(rate)).containsExactly(gradient(null, 1).get(4));
  }

  @Test
  void noStepsChangeNothing() {
    Var[] start = {new Tape().input(Var.constant(1))};
    assertThat(Checkpointed.within(0).loop(0, (k, s, p) -> s, start)).containsExactly(start);
  }

  @Test
  void aBodyMustNameWhatItDependsOn() {
    Tape tape = new Tape();
    Var hidden = tape.input(Var.constant(2));
    Var[] start = {tape.input(Var.constant(1))};
    Checkpointed loop = Checkpointed.within(100);
    assertThatThrownBy(() -> loop.loop(3, (k, s, p) -> new Var[] {s[0].times(hidden)}, start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not among its arguments");
    assertThatThrownBy(() -> loop.loop(3, (k, s, p) -> new Var[] {s[0], s[0]}, start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 arrays out of 1");
    assertThatThrownBy(() -> loop.loop(-1, (k, s, p) -> s, start))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            Checkpointed.with(new CheckpointSchedule.Multilevel(2, 2))
                .loop(5, (k, s, p) -> s, start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("made for 4");
  }
}
