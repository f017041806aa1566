package org.blastema.gradbench;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/** A function of GradBench's evals as the tool computes it, for the packages that compare it. */
public final class Objective {
  private final Task task;

  private Objective(Task task) {
    this.task = task;
  }

  /** Arguments of a function by name. */
  public static final class Input {
    private final Map<String, Object> fields = new HashMap<>();

    /** Sets a number. */
    public Input set(String name, double number) {
      fields.put(name, number);
      return this;
    }

    /** Sets a list, or nested lists with the innermost numbers one after another. */
    public Input set(String name, double[] data, int... extents) {
      fields.put(name, new Numbers(data, extents));
      return this;
    }

    /** How many numbers a list holds. */
    public int count(String name) {
      return ((Numbers) fields.get(name)).data().length;
    }

    /** The same with one number of a list moved. */
    public Input moved(String name, int at, double by) {
      Numbers numbers = (Numbers) fields.get(name);
      double[] data = numbers.data().clone();
      data[at] += by;
      Input input = new Input();
      input.fields.putAll(fields);
      return input.set(name, data, numbers.extents());
    }
  }

  /**
   * A function with its arguments.
   *
   * @param eval the eval's name
   * @param function the function's name
   */
  public static Objective of(String eval, String function, Input input) {
    return new Objective(Evals.all().get(eval).get().prepare(function, new Fields(input.fields)));
  }

  /** Computes the function once. */
  public void run() {
    task.run();
  }

  /** What the last run computed. */
  public double[] found() {
    return numbers(task.output());
  }

  private static double[] numbers(Object output) {
    return switch (output) {
      case Double number -> new double[] {number};
      case double[] list -> list;
      case Numbers nested -> nested.data();
      case Map<?, ?> map ->
          map.values().stream().flatMapToDouble(v -> DoubleStream.of(numbers(v))).toArray();
      default -> throw new IllegalArgumentException(output.toString());
    };
  }
}
