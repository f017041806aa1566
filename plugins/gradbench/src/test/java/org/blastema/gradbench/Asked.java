package org.blastema.gradbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Asks evals, and what tests compare the answers with. */
final class Asked {
  private static final double STEP = 1e-3;

  private Asked() {}

  /** The output of a function; the input is JSON in which ' stands for ". */
  static Object output(Eval eval, String function, String input) {
    byte[] json = input.replace('\'', '"').getBytes(UTF_8);
    Task task = eval.prepare(function, new MessageReader().read(json, json.length));
    task.run();
    return task.output();
  }

  /** All numbers of an output in order. */
  static double[] numbers(Object output) {
    return switch (output) {
      case Double number -> new double[] {number};
      case Integer whole -> new double[] {whole};
      case double[] list -> list;
      case int[] list -> IntStream.of(list).asDoubleStream().toArray();
      case Numbers nested -> nested.data();
      case Map<?, ?> map ->
          map.values().stream().flatMapToDouble(v -> DoubleStream.of(numbers(v))).toArray();
      default -> throw new IllegalArgumentException(output.toString());
    };
  }

  /** All numbers that a function gives. */
  static double[] ask(Eval eval, String function, String input) {
    return numbers(output(eval, function, input));
  }

  /** A list as JSON. */
  static String list(double... entries) {
    return DoubleStream.of(entries)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** A list of rows as JSON. */
  static String rows(int columns, double... entries) {
    return IntStream.range(0, entries.length / columns)
        .mapToObj(
            r -> list(DoubleStream.of(entries).skip((long) r * columns).limit(columns).toArray()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Numbers between -1 and 1 that are the same every time. */
  static double[] random(int seed, int count) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToDouble(_ -> 2 * random.nextDouble() - 1).toArray();
  }

  /**
   * Central differences of fourth order (step h, error of the order of h^4 f^(5) / 30 plus rounding
   * of 1.5 ulp(f) / h: about 1e-12 for smooth functions of order 1).
   */
  static double[] gradient(ToDoubleFunction<double[]> function, double... x) {
    double[] gradient = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      double near = moved(function, x, k, STEP) - moved(function, x, k, -STEP);
      double far = moved(function, x, k, 2 * STEP) - moved(function, x, k, -2 * STEP);
      gradient[k] = (8 * near - far) / (12 * STEP);
    }
    return gradient;
  }

  private static double moved(ToDoubleFunction<double[]> function, double[] x, int k, double by) {
    double[] there = x.clone();
    there[k] += by;
    return function.applyAsDouble(there);
  }

  /** Text with numbers, whatever the language of the machine. */
  static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** Parts of a list, as many numbers each as are said. */
  static List<double[]> split(double[] all, int... lengths) {
    int[] at = {0};
    return IntStream.of(lengths)
        .mapToObj(length -> {
          double[] part = DoubleStream.of(all).skip(at[0]).limit(length).toArray();
          at[0] += length;
          return part;
        })
        .toList();
  }
}
