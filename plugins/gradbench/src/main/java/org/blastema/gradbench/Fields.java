package org.blastema.gradbench;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A JSON object that was read; whoever asks for a field of another sort gets a clear message. */
final class Fields {
  private final Map<String, Object> values;

  /**
   * An object.
   *
   * @param values Double, String, Boolean, {@link Numbers}, {@link Fields}, or {@link Unusable}
   */
  Fields(Map<String, Object> values) {
    this.values = values;
  }

  /** A value that no eval needs, with the reason why it was not kept. */
  record Unusable(String reason) {}

  /** A field, if it is there. */
  Optional<Object> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String text(String name) {
    return get(name, String.class, "text");
  }

  double number(String name) {
    return get(name, Double.class, "a number");
  }

  double number(String name, double otherwise) {
    return values.containsKey(name) ? number(name) : otherwise;
  }

  int whole(String name) {
    return whole("'" + name + "'", number(name));
  }

  static int whole(String what, double number) {
    int whole = (int) number;
    if (whole != number) {
      throw new IllegalArgumentException(what + " must be a whole number, not " + number);
    }
    return whole;
  }

  boolean flag(String name) {
    return get(name, Boolean.class, "true or false");
  }

  Fields fields(String name) {
    return get(name, Fields.class, "an object");
  }

  /** A list of numbers. */
  double[] vector(String name) {
    return numbers(name, 1).data();
  }

  /** A list of lists of numbers; an empty list is taken for it too. */
  Numbers numbers(String name, int rank) {
    Numbers numbers = get(name, Numbers.class, "a list of numbers");
    if (numbers.extents().length == rank) {
      return numbers;
    }
    if (numbers.length() == 0 && numbers.extents().length < rank) {
      return new Numbers(numbers.data(), Arrays.copyOf(numbers.extents(), rank));
    }
    throw new IllegalArgumentException(
        "'%s' must be nested %d deep, not %d".formatted(name, rank, numbers.extents().length));
  }

  private <X> X get(String name, Class<X> type, String description) {
    Object value = values.get(name);
    if (value instanceof Unusable unusable) {
      throw new IllegalArgumentException("'" + name + "' " + unusable.reason());
    }
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          value == null ? "there is no '" + name + "'" : "'" + name + "' must be " + description);
    }
    return type.cast(value);
  }
}
