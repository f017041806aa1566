package org.blastema.record.checkpoint;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A complete state of a run: named arrays of numbers and texts, kept to the bit. Immutable,
 * provided that nobody changes the arrays, which are not copied.
 */
public final class Checkpoint {
  private final Unit unit;
  private final long number;
  private final Map<String, Entry> entries;

  /** What a run counts. */
  public enum Unit {
    /** Epochs of training. */
    EPOCH,
    /** Macro-steps of a simulation. */
    STEP;

    /** The word in file names. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Unit of(String word) throws IOException {
      return Arrays.stream(values())
          .filter(unit -> unit.word().equals(word))
          .findFirst()
          .orElseThrow(() -> new IOException("checkpoint counts '" + word + "'"));
    }
  }

  /** A named value. */
  sealed interface Entry {
    record Doubles(double[] values) implements Entry {}

    record Longs(long[] values) implements Entry {}

    record Ints(int[] values) implements Entry {}

    record Text(String value) implements Entry {}
  }

  private Checkpoint(Unit unit, long number, Map<String, Entry> entries) {
    this.unit = unit;
    this.number = number;
    this.entries = new LinkedHashMap<>(entries);
  }

  /** Begins the state after {@code epoch} epochs of training. */
  public static Builder atEpoch(long epoch) {
    return new Builder(Unit.EPOCH, epoch);
  }

  /** Begins the state after {@code step} macro-steps. */
  public static Builder atStep(long step) {
    return new Builder(Unit.STEP, step);
  }

  /** Begins a state with all entries of this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(unit, number);
    builder.entries.putAll(entries);
    return builder;
  }

  /** The state with only the entries whose names pass. */
  public Checkpoint keeping(Predicate<String> names) {
    Map<String, Entry> kept = new LinkedHashMap<>(entries);
    kept.keySet().removeIf(names.negate());
    return new Checkpoint(unit, number, kept);
  }

  /** What {@link #number} counts. */
  public Unit unit() {
    return unit;
  }

  /** Epochs or macro-steps done. */
  public long number() {
    return number;
  }

  /** For example {@code epoch 10}. */
  @Override
  public String toString() {
    return unit.word() + " " + number;
  }

  /** Names of the entries in the order they were put. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** Whether there is an entry of that name. */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * An entry of floating-point numbers.
   *
   * @throws IllegalArgumentException if there is none of that name and kind
   */
  public double[] doubles(String name) {
    return get(name, Entry.Doubles.class).values();
  }

  /**
   * An entry of 64-bit integers.
   *
   * @throws IllegalArgumentException if there is none of that name and kind
   */
  public long[] longs(String name) {
    return get(name, Entry.Longs.class).values();
  }

  /**
   * An entry of 32-bit integers.
   *
   * @throws IllegalArgumentException if there is none of that name and kind
   */
  public int[] ints(String name) {
    return get(name, Entry.Ints.class).values();
  }

  /**
   * An entry of text.
   *
   * @throws IllegalArgumentException if there is none of that name and kind
   */
  public String text(String name) {
    return get(name, Entry.Text.class).value();
  }

  private <T extends Entry> T get(String name, Class<T> kind) {
    Entry entry = entries.get(name);
    if (!kind.isInstance(entry)) {
      throw new IllegalArgumentException(
          "checkpoint has no %s '%s'; it has %s"
              .formatted(kind.getSimpleName().toLowerCase(Locale.ROOT), name, entries.keySet()));
    }
    return kind.cast(entry);
  }

  Map<String, Entry> entries() {
    return entries;
  }

  static Checkpoint of(Unit unit, long number, Map<String, Entry> entries) {
    return new Checkpoint(unit, number, entries);
  }

  /** Collects the entries of a {@link Checkpoint}. */
  public static final class Builder {
    private final Unit unit;
    private final long number;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private Builder(Unit unit, long number) {
      if (number < 0) {
        throw new IllegalArgumentException(unit.word() + " " + number);
      }
      this.unit = unit;
      this.number = number;
    }

    /** Puts floating-point numbers; not copied. */
    public Builder put(String name, double... values) {
      return put(name, new Entry.Doubles(Objects.requireNonNull(values)));
    }

    /** Puts 64-bit integers; not copied. */
    public Builder put(String name, long... values) {
      return put(name, new Entry.Longs(Objects.requireNonNull(values)));
    }

    /** Puts 32-bit integers; not copied. */
    public Builder put(String name, int... values) {
      return put(name, new Entry.Ints(Objects.requireNonNull(values)));
    }

    /** Puts a text. */
    public Builder put(String name, String value) {
      return put(name, new Entry.Text(Objects.requireNonNull(value)));
    }

    private Builder put(String name, Entry entry) {
      if (entries.putIfAbsent(name, entry) != null) {
        throw new IllegalArgumentException("'" + name + "' is in the checkpoint already");
      }
      return this;
    }

    /** The state. */
    public Checkpoint build() {
      return new Checkpoint(unit, number, entries);
    }
  }
}
