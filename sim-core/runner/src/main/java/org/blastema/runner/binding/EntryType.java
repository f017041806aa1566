package org.blastema.runner.binding;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.blastema.plugin.Describe;

/** What an entry of a configuration record may hold. */
public sealed interface EntryType {

  /**
   * A double.
   *
   * @param limits numbers allowed
   * @param dimension dimension as a product of base quantities, empty for a pure number
   */
  record Real(Limits limits, String dimension) implements EntryType {}

  /**
   * An integer.
   *
   * @param limits numbers allowed
   * @param wide whether it is a {@code long}
   */
  record Whole(Limits limits, boolean wide) implements EntryType {}

  /** True or false. */
  record Flag() implements EntryType {}

  /** A string. */
  record Text() implements EntryType {}

  /**
   * One of some words.
   *
   * @param type the enum
   */
  record Choice(Class<? extends Enum<?>> type) implements EntryType {
    /** The words in kebab-case, in order of the enum. */
    public List<String> words() {
      return List.of(type.getEnumConstants()).stream().map(c -> Words.kebab(c.name())).toList();
    }

    /** What each word means, as far as it is said; in order of the enum. */
    public List<String> descriptions() {
      return Arrays.stream(type.getFields())
          .filter(Field::isEnumConstant)
          .map(f -> f.getAnnotation(Describe.class))
          .map(d -> d == null ? "" : d.value())
          .toList();
    }
  }

  /**
   * May be left out.
   *
   * @param of what it is otherwise
   */
  record Maybe(EntryType of) implements EntryType {}

  /**
   * A list.
   *
   * @param of type of the items
   */
  record Sequence(EntryType of) implements EntryType {}

  /**
   * Named values in the order of the file.
   *
   * @param of type of the values
   */
  record Dictionary(EntryType of) implements EntryType {}

  /**
   * A nested record.
   *
   * @param type the record
   */
  record Group(Class<? extends Record> type) implements EntryType {
    /** Its entries. */
    public RecordShape shape() {
      return RecordShape.of(type);
    }
  }

  /**
   * A parameter: number, table, or rule for drawing initial values.
   *
   * @param limits numbers allowed
   * @param dimension dimension as a product of base quantities, empty for a pure number
   */
  record Tunable(Limits limits, String dimension) implements EntryType {}

  /**
   * A place for a component.
   *
   * @param role its role
   */
  record Slot(Class<?> role) implements EntryType {}

  /** A tree that somebody else interprets. */
  record Raw() implements EntryType {}

  /**
   * The numbers allowed.
   *
   * @param min smallest
   * @param max largest
   * @param exclusiveMin whether {@code min} itself is forbidden
   */
  record Limits(double min, double max, boolean exclusiveMin) {
    /** Every number. */
    public static final Limits NONE =
        new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);

    /** Whether a number is allowed. */
    public boolean allow(double value) {
      return value <= max && (exclusiveMin ? value > min : value >= min);
    }

    /**
     * The numbers in words: "at least 0", "greater than 0 and at most 1"; empty if all are allowed.
     */
    public String inWords() {
      String lower =
          min == Double.NEGATIVE_INFINITY
              ? ""
              : (exclusiveMin ? "greater than " : "at least ") + Words.number(min);
      String upper = max == Double.POSITIVE_INFINITY ? "" : "at most " + Words.number(max);
      return lower + (lower.isEmpty() || upper.isEmpty() ? "" : " and ") + upper;
    }
  }
}
