package org.blastema.plugin;

import java.util.List;

/**
 * A parameter as a scenario writes it: a number, a table, or a rule for drawing initial values;
 * trained or not.
 *
 * <p>Written {@code 1.7}, {@code [[0, 1], [2, 3]]} (a list of rows), {@code {value: 1.7, train:
 * true, bounds: [0, 10]}} or {@code {init: orthogonal, scale: 0.01, train: true}}. The component
 * that owns it knows the shape and asks for it with {@link #resolve}.
 *
 * @param path absolute path in the scenario
 * @param initial where the initial values come from
 * @param trained whether training may change it
 * @param lower smallest value that training may reach
 * @param upper largest value that training may reach
 */
public record ParameterSpec(
    String path, Initial initial, boolean trained, double lower, double upper) {

  /** Where initial values come from. */
  public sealed interface Initial {
    /** Numbers written out, row by row; one number stands for a whole table. */
    record Written(List<List<Double>> rows) implements Initial {}

    /**
     * Drawn at random when the model is built, by a generator keyed by the run's seed and the path.
     *
     * @param distribution {@code normal}, {@code uniform}, {@code orthogonal} or {@code zeros}
     * @param scale standard deviation, half width, or factor of the orthogonal matrix
     */
    record Drawn(String distribution, double scale) implements Initial {}

    /**
     * Those of a parameter that several components refer to by its name: all who ask for the same
     * shape get the same {@link Parameter}, so that training moves it for all of them.
     */
    final class Shared implements Initial {
      private final Initial values;
      private Parameter parameter;
      private long seed;

      /** Shares values that are written or drawn. */
      public Shared(Initial values) {
        this.values = values;
      }

      /** Where the values come from. */
      public Initial values() {
        return values;
      }

      private synchronized Parameter resolve(
          ParameterSpec spec, int rows, int columns, long runSeed) {
        if (parameter == null || seed != runSeed) {
          parameter = spec.with(values).resolve(rows, columns, runSeed);
          seed = runSeed;
        }
        if (parameter.rows() == rows && parameter.columns() == columns) {
          return parameter;
        }
        if (spec.trained()) {
          throw InvalidConfiguration.at(
              "/" + spec.path(),
              "is trained as %d x %d numbers and cannot be %d x %d numbers elsewhere"
                  .formatted(parameter.rows(), parameter.columns(), rows, columns));
        }
        return spec.with(values).resolve(rows, columns, runSeed);
      }

      /** Whether the other shares equal values. */
      @Override
      public boolean equals(Object other) {
        return other instanceof Shared shared && values.equals(shared.values);
      }

      @Override
      public int hashCode() {
        return values.hashCode();
      }

      @Override
      public String toString() {
        return "Shared[" + values + "]";
      }
    }
  }

  /** A constant that no scenario wrote. */
  public static ParameterSpec of(String path, double value) {
    return new ParameterSpec(
        path,
        new Initial.Written(List.of(List.of(value))),
        false,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }

  /**
   * The parameter as a scalar.
   *
   * @throws InvalidConfiguration if a table was written
   */
  public Parameter scalar(long seed) {
    return resolve(1, 1, seed);
  }

  /**
   * The parameter as a table of known shape. A single written number fills the table; a single
   * written row or column fits a vector of the same length.
   *
   * @param seed the run's seed, used by {@link Initial.Drawn}
   * @throws InvalidConfiguration if the written shape does not fit
   */
  public Parameter resolve(int rows, int columns, long seed) {
    if (initial instanceof Initial.Shared shared) {
      return shared.resolve(this, rows, columns, seed);
    }
    return new Parameter(
        path, rows, columns, InitialValues.of(this, rows, columns, seed), trained, lower, upper);
  }

  private ParameterSpec with(Initial other) {
    return new ParameterSpec(path, other, trained, lower, upper);
  }
}
