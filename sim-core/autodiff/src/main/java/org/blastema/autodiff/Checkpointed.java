package org.blastema.autodiff;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Loops of ordinary Java over arrays whose reverse sweep holds a limited number of states and runs
 * steps again from them, instead of recording the whole loop.
 *
 * <p>The gradient is the same to the last bit whatever is held. Objects of this class may be used
 * by any number of threads.
 */
public final class Checkpointed {
  private static final int HEAP_SHARE = 8;

  private final Supplier<Checkpoints<Var[]>> checkpoints;
  private final long steps;

  /** One step of a loop. */
  @FunctionalInterface
  public interface Body {
    /**
     * The state after a step: as many arrays as before, of any shape. It must depend on nothing
     * that changes but its arguments, as it is run several times: random numbers are to be made
     * from the index.
     *
     * @param index number of the step, from 0
     * @param state the arrays before the step
     * @param parameters arrays that all steps share
     */
    Var[] step(int index, Var[] state, Var[] parameters);
  }

  private Checkpointed(Supplier<Checkpoints<Var[]>> checkpoints, long steps) {
    this.checkpoints = checkpoints;
    this.steps = steps;
  }

  /**
   * Holds as many states as fit into a budget, placed so that the number of repeated steps is the
   * least ({@link CheckpointSchedule.Binomial}). One state is held in any case, and one is being
   * worked on.
   *
   * @param bytes budget of one loop, 8 bytes a number
   */
  public static Checkpointed within(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a budget of " + bytes + " bytes");
    }
    return new Checkpointed(
        () -> Checkpoints.within(bytes, Checkpointed::bytes), Integer.MAX_VALUE);
  }

  /** {@link #within} an eighth of the heap's largest size. */
  public static Checkpointed withinDefault() {
    return within(defaultBudget());
  }

  static long defaultBudget() {
    return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
  }

  /** Holds states as a schedule says. */
  public static Checkpointed with(CheckpointSchedule schedule) {
    long longest =
        schedule instanceof CheckpointSchedule.Multilevel levels
            ? levels.steps()
            : Integer.MAX_VALUE;
    return new Checkpointed(() -> Checkpoints.of(schedule), longest);
  }

  private static long bytes(Var... state) {
    long numbers = 1;
    for (Var array : state) {
      numbers += array.size();
    }
    return numbers * Double.BYTES;
  }

  /**
   * The state after a number of steps, recorded as one operation on the arguments' tape, if they
   * have one.
   *
   * @param count number of steps, at least 0
   * @param body one step
   * @param start the state before the first step
   * @param parameters what all steps share; recorded arrays that the body uses must be among them
   * @throws IllegalArgumentException if the body uses a recorded array that is not among its
   *     arguments, or the schedule is made for fewer steps
   */
  public Var[] loop(int count, Body body, Var[] start, Var... parameters) {
    if (count < 0 || count > steps) {
      throw new IllegalArgumentException("a loop of " + count + " steps, made for " + steps);
    }
    if (count == 0) {
      return start.clone();
    }
    Var[] arguments = Arrays.copyOf(start, start.length + parameters.length);
    System.arraycopy(parameters, 0, arguments, start.length, parameters.length);
    boolean recorded = Arrays.stream(arguments).anyMatch(Var::isActive);
    Checkpoints<Var[]> states = recorded ? checkpoints.get() : null;
    Var[] fixed = constants(parameters);
    CheckpointedSweep sweep = new CheckpointedSweep(body, fixed);
    Var[] state = constants(start);
    for (int step = 0; step < count; step++) {
      if (recorded) {
        states.offer(state, count);
      }
      state = sweep.advance(state, step);
    }
    if (!recorded) {
      return state;
    }
    double[] packed = new double[Arrays.stream(state).mapToInt(Var::size).sum()];
    int at = 0;
    for (Var array : state) {
      System.arraycopy(array.data(), 0, packed, at, array.size());
      at += array.size();
    }
    Var end =
        Tape.primitive(
            "checkpointed loop",
            arguments,
            packed.length,
            1,
            packed,
            (output, inputs) -> sweep.pull(states, output, inputs));
    return unpacked(end, state);
  }

  static Var[] constants(Var... arrays) {
    return Arrays.stream(arrays).map(Var::stopGradient).toArray(Var[]::new);
  }

  private static Var[] unpacked(Var packed, Var... like) {
    Var[] parts = new Var[like.length];
    int at = 0;
    for (int k = 0; k < parts.length; k++) {
      Var part = like.length == 1 ? packed : packed.rowRange(at, at + like[k].size());
      parts[k] = part.reshape(like[k].rows(), like[k].columns());
      at += like[k].size();
    }
    return parts;
  }
}
