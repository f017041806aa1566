package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The states held of one chain of steps, offered while the chain runs for the first time and used
 * to reverse it, any number of times.
 *
 * <p>If the length of the chain is known, states are held where the schedule says. If it is not,
 * they are held at equal distances, and every second one is dropped when there is no room. When the
 * chain is reversed, freed room is used as the schedule says. Placing states without knowing the
 * length never costs more than starting again from the first state with the known length would:
 * where that is cheaper, it is done.
 *
 * @param <S> a state; never changed once it has been offered
 */
final class Checkpoints<S> {
  /** The steps of a chain. */
  interface Chain<S> {
    /** The state after a step, in a new object. */
    S advance(S state, int step);

    /** Reverses a step, given the state that it starts from. */
    void reverse(S state, int step);
  }

  private record Held<S>(int step, S state) {}

  private final CheckpointSchedule schedule;
  private final long budget;
  private final ToLongFunction<S> size;

  private final List<Held<S>> held = new ArrayList<>();
  private long used;
  private long largest = 1;
  private int stride = 1;
  private int next;
  private int length;
  private S last;
  private int peak;

  private Checkpoints(CheckpointSchedule schedule, long budget, ToLongFunction<S> size) {
    this.schedule = schedule;
    this.budget = budget;
    this.size = size;
  }

  /** Holds as many states as a schedule wants. */
  static <S> Checkpoints<S> of(CheckpointSchedule schedule) {
    return new Checkpoints<>(schedule, schedule.states(), state -> 1);
  }

  /**
   * Holds as many states as there is room for, and the first one in any case.
   *
   * @param budget room for all states
   * @param size of one state, positive
   */
  static <S> Checkpoints<S> within(long budget, ToLongFunction<S> size) {
    return new Checkpoints<>(new CheckpointSchedule.Binomial(1), budget, size);
  }

  /** Offers the state that the next step starts from, for a chain of known length. */
  void offer(S state, int total) {
    int step = begin(state);
    if (step == next) {
      boolean stored = store(step, state);
      next = total;
      if (stored && step < total - 1 && free() > 0) {
        next = step + schedule.distance(step, total - 1, free());
      }
    }
  }

  /** Offers the state that the next step starts from, for a chain of unknown length. */
  void offer(S state) {
    int step = begin(state);
    if (step % stride == 0) {
      store(step, state);
    }
  }

  private int begin(S state) {
    largest = Math.max(largest, size.applyAsLong(state));
    last = state;
    return length++;
  }

  /** Holds a state; if there is no room, drops every second one, perhaps this one. */
  private boolean store(int step, S state) {
    if (!held.isEmpty() && free() < 1) {
      stride *= 2;
      for (int k = held.size() - 1; k > 0; k--) {
        if (k % 2 == 1) {
          drop(k);
        }
      }
      if (free() < 1 || step % stride != 0) {
        return false;
      }
    }
    held.add(new Held<>(step, state));
    used += size.applyAsLong(state);
    peak = Math.max(peak, held.size());
    return true;
  }

  private void drop(int index) {
    used -= size.applyAsLong(held.remove(index).state);
  }

  /** How many more states there is certainly room for. */
  private int free() {
    return Math.clamp((budget - used) / largest, 0, Integer.MAX_VALUE / 2);
  }

  /** Number of steps. */
  int length() {
    return length;
  }

  /** Room that the states held take. */
  long used() {
    return used;
  }

  /** The most states that were held at once. */
  int peak() {
    return peak;
  }

  /** Reverses all steps, from the last to the first. */
  void reverse(Chain<S> chain) {
    boolean complete = held.size() == length;
    if (!complete && costsMoreThanStartingAgain()) {
      dropAfter(0);
      last = null;
    }
    for (int step = length - 1; step >= 0; step--) {
      S state;
      if (complete) {
        state = held.get(step).state;
      } else if (last != null) {
        state = last;
        last = null;
      } else {
        dropAfter(step);
        state = reach(step, chain);
      }
      chain.reverse(state, step);
    }
  }

  private void dropAfter(int step) {
    while (held.getLast().step > step) {
      drop(held.size() - 1);
    }
  }

  /** The state that a step starts from, run forward from the last one held. */
  private S reach(int step, Chain<S> chain) {
    int at = held.getLast().step;
    S state = held.getLast().state;
    while (at < step) {
      boolean room = free() > 0;
      int to = room ? at + schedule.distance(at, step, free()) : step;
      for (; at < to; at++) {
        state = chain.advance(state, at);
      }
      if (room) {
        store(at, state);
      }
    }
    return state;
  }

  private boolean costsMoreThanStartingAgain() {
    if (!(schedule instanceof CheckpointSchedule.Binomial)) {
      return false;
    }
    int room = free();
    long fresh = CheckpointSchedule.Binomial.advances(length, held.size() + room);
    long cost = 0;
    int end = length;
    for (int k = held.size() - 1; k >= 0 && cost <= fresh; k--) {
      int start = held.get(k).step;
      cost += CheckpointSchedule.Binomial.advances(end - start, ++room);
      end = start;
    }
    return cost > fresh;
  }
}
