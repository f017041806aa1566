package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.blastema.autodiff.CheckpointSchedule.Binomial;
import org.blastema.autodiff.CheckpointSchedule.Multilevel;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
  /** Steps count upward from 0, so a state is the number of the step that it enters. */
  private static final class Counter implements Checkpoints.Chain<Integer> {
    private final List<Integer> reversed = new ArrayList<>();
    private long advances;

    @Override
    public Integer advance(Integer state, int step) {
      assertThat(state).isEqualTo(step);
      advances++;
      return step + 1;
    }

    @Override
    public void reverse(Integer state, int step) {
      assertThat(state).isEqualTo(step);
      reversed.add(step);
    }
  }

  private static Checkpoints<Integer> offered(CheckpointSchedule schedule, int steps) {
    Checkpoints<Integer> states = Checkpoints.of(schedule);
    for (int step = 0; step < steps; step++) {
      states.offer(step, steps);
    }
    return states;
  }

  private static Checkpoints<Integer> offeredOnline(int room, int steps) {
    Checkpoints<Integer> states = Checkpoints.within(room, state -> 1);
    for (int step = 0; step < steps; step++) {
      states.offer(step);
    }
    return states;
  }

  private static long reverse(Checkpoints<Integer> states) {
    Counter counter = new Counter();
    states.reverse(counter);
    int steps = states.length();
    assertThat(counter.reversed)
        .containsExactlyElementsOf(
            IntStream.range(0, steps).map(k -> steps - 1 - k).boxed().toList());
    return counter.advances;
  }

  /** The least number of advances by trying all places for the next state. */
  private static long[][] leastAdvances(int steps, int states) {
    long[][] least = new long[states + 1][steps + 1];
    for (int c = 1; c <= states; c++) {
      for (int l = 2; l <= steps; l++) {
        least[c][l] = Long.MAX_VALUE;
        if (c == 1) {
          least[c][l] = l * (l - 1L) / 2;
        }
        for (int m = 1; c > 1 && m < l; m++) {
          least[c][l] = Math.min(least[c][l], m + least[c - 1][l - m] + least[c][m]);
        }
      }
    }
    return least;
  }

  @Test
  void binomialScheduleIsOptimal() {
    long[][] least = leastAdvances(90, 12);
    for (int c = 1; c <= 12; c++) {
      for (int l = 1; l <= 90; l++) {
        Binomial schedule = new Binomial(c);
        assertThat(Binomial.advances(l, c)).as("%d steps, %d states", l, c).isEqualTo(least[c][l]);
        Checkpoints<Integer> states = offered(schedule, l);
        // the first run has taken the steps up to the last one already
        assertThat(reverse(states)).as("%d, %d", l, c).isEqualTo(least[c][l] - (l - 1));
        assertThat(states.peak()).isLessThanOrEqualTo(c);
        // once more, now from the first state alone unless all are held
        assertThat(reverse(states)).isEqualTo(c >= l ? 0 : least[c][l]);
        assertThat(states.peak()).isLessThanOrEqualTo(c);
      }
    }
  }

  @Test
  void countsOfLongChainsAreTheClosedForm() {
    assertThat(Binomial.advances(100, 3)).isEqualTo(490);
    assertThat(Binomial.advances(100, 5)).isEqualTo(316);
    assertThat(Binomial.longestChain(6, 5)).isEqualTo(462);
    assertThat(Binomial.longestChain(1_000_000, 40)).isEqualTo(Long.MAX_VALUE);
    assertThat(Binomial.advances(1_000_000, 2_000_000)).isEqualTo(999_999);
    assertThat(Binomial.repeats(1_000_000, 100)).isEqualTo(4);
    Checkpoints<Integer> states = offered(new Binomial(10), 20_000);
    assertThat(reverse(states)).isEqualTo(Binomial.advances(20_000, 10) - 19_999);
  }

  @Test
  void unknownLengthCostsNoMoreThanStartingAgain() {
    for (int room = 1; room <= 20; room++) {
      for (int l = 1; l <= 150; l++) {
        Checkpoints<Integer> states = offeredOnline(room, l);
        long advances = reverse(states);
        assertThat(advances)
            .as("%d steps, room for %d", l, room)
            .isLessThanOrEqualTo(Binomial.advances(l, room));
        assertThat(states.peak()).isLessThanOrEqualTo(room);
        if (l <= room) {
          assertThat(advances).isZero();
        }
        assertThat(reverse(states)).isLessThanOrEqualTo(Binomial.advances(l, room));
      }
    }
  }

  @Test
  void unknownLengthWithEnoughRoomRepeatsEachStepOnce() {
    Checkpoints<Integer> states = offeredOnline(500, 20_000);
    assertThat(reverse(states)).isLessThan(20_000);
  }

  @Test
  void multilevelScheduleStaysWithinItsCosts() {
    for (int[] lengths :
        new int[][] {{1000}, {10, 10, 10}, {16, 16, 16}, {2, 3, 4, 5}, {1, 7}, {50, 20}}) {
      Multilevel schedule = new Multilevel(lengths);
      int steps = (int) schedule.steps();
      for (int l : new int[] {1, steps / 3 + 1, steps - 1, steps}) {
        if (l < 1) {
          continue;
        }
        Checkpoints<Integer> states = offered(schedule, l);
        long advances = reverse(states);
        assertThat(l + advances).isLessThanOrEqualTo(schedule.forwardSteps());
        assertThat(l + advances).isLessThanOrEqualTo((long) lengths.length * l);
        assertThat(states.peak()).isLessThanOrEqualTo(schedule.states());
        assertThat(lengths.length == 1 ? advances : 0).isZero();
      }
    }
    Multilevel cube = new Multilevel(10, 10, 10);
    assertThat(cube.states()).isEqualTo(30);
    assertThat(cube.forwardSteps()).isEqualTo(3000);
    assertThat(cube).isEqualTo(new Multilevel(10, 10, 10)).hasToString("Multilevel[10, 10, 10]");
  }

  @Test
  void statesThatGrowStayWithinTheBudget() {
    // the state of step k takes 1 + k / 10
    int steps = 200;
    int budget = 100;
    long[] most = new long[1];
    Checkpoints<Integer> states = Checkpoints.within(budget, state -> 1 + state / 10);
    for (int step = 0; step < steps; step++) {
      states.offer(step, steps);
      most[0] = Math.max(most[0], states.used());
    }
    assertThat(most[0]).isGreaterThan(budget / 2).isLessThanOrEqualTo(budget);
    assertThat(reverse(states)).isLessThan(10 * steps);
    assertThat(states.used()).isLessThanOrEqualTo(budget);
  }

  @Test
  void rejectsWhatMakesNoSense() {
    assertThatThrownBy(() -> new Binomial(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Multilevel(3, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Multilevel()).isInstanceOf(IllegalArgumentException.class);
  }
}
