package org.blastema.record.cells;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of a tissue at one moment, as columns of numbers; one row a cell. Immutable, provided
 * that nobody changes the arrays, which are not copied.
 *
 * <p>Names with a meaning: {@code id}, {@code parent} (-1 for a founder), {@code type} (index into
 * the list of types), {@code birth}, {@code x}, {@code y}, {@code z} (absent in two dimensions) and
 * {@code radius}. A field of several components is one column a component, for example {@code
 * chemical.morphogen}.
 */
public final class Frame {
  private final double time;
  private final long step;
  private final int dimensions;
  private final int count;
  private final Map<String, Column> columns;

  /** One number a cell. */
  private sealed interface Column {
    record Reals(double[] values) implements Column {}

    record Integers(int[] values) implements Column {}
  }

  private Frame(Builder builder) {
    this.time = builder.time;
    this.step = builder.step;
    this.dimensions = builder.dimensions;
    this.count = builder.count;
    this.columns = new LinkedHashMap<>(builder.columns);
  }

  /**
   * Begins a snapshot.
   *
   * @param time simulated time
   * @param step number of macro-steps done
   * @param dimensions 2 or 3
   * @param count number of cells
   */
  public static Builder builder(double time, long step, int dimensions, int count) {
    return new Builder(time, step, dimensions, count);
  }

  /** Simulated time. */
  public double time() {
    return time;
  }

  /** Number of macro-steps done. */
  public long step() {
    return step;
  }

  /** Number of spatial dimensions, 2 or 3. */
  public int dimensions() {
    return dimensions;
  }

  /** Number of cells. */
  public int count() {
    return count;
  }

  /** Names of the columns, in the order they were added. */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** Whether there is a column of that name. */
  public boolean has(String column) {
    return columns.containsKey(column);
  }

  /**
   * Whether a column holds integers.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public boolean isInteger(String column) {
    return get(column) instanceof Column.Integers;
  }

  /**
   * A column as floating-point numbers, length {@link #count}; integers are widened.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public double[] doubles(String column) {
    return switch (get(column)) {
      case Column.Reals reals -> reals.values;
      case Column.Integers integers -> {
        double[] widened = new double[count];
        for (int i = 0; i < count; i++) {
          widened[i] = integers.values[i];
        }
        yield widened;
      }
    };
  }

  /**
   * A column of integers, length {@link #count}.
   *
   * @throws IllegalArgumentException if there is no such column or it holds other numbers
   */
  public int[] ints(String column) {
    if (get(column) instanceof Column.Integers integers) {
      return integers.values;
    }
    throw new IllegalArgumentException("column '" + column + "' does not hold integers");
  }

  private Column get(String column) {
    Column found = columns.get(column);
    if (found == null) {
      throw new IllegalArgumentException("no column '" + column + "'; there are " + columns());
    }
    return found;
  }

  /** Collects the columns of a {@link Frame}. */
  public static final class Builder {
    private final double time;
    private final long step;
    private final int dimensions;
    private final int count;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private Builder(double time, long step, int dimensions, int count) {
      if (dimensions < 2 || dimensions > 3 || count < 0) {
        throw new IllegalArgumentException(count + " cells in " + dimensions + " dimensions");
      }
      this.time = time;
      this.step = step;
      this.dimensions = dimensions;
      this.count = count;
    }

    /**
     * Adds a column of floating-point numbers.
     *
     * @throws IllegalArgumentException if the length is not the number of cells or the name is
     *     taken
     */
    public Builder put(String column, double[] values) {
      return put(column, new Column.Reals(values), values.length);
    }

    /**
     * Adds a column of integers.
     *
     * @throws IllegalArgumentException if the length is not the number of cells or the name is
     *     taken
     */
    public Builder put(String column, int[] values) {
      return put(column, new Column.Integers(values), values.length);
    }

    private Builder put(String name, Column column, int length) {
      if (length != count) {
        throw new IllegalArgumentException(
            "column '" + name + "' has " + length + " numbers for " + count + " cells");
      }
      if (columns.putIfAbsent(name, column) != null) {
        throw new IllegalArgumentException("column '" + name + "' is there already");
      }
      return this;
    }

    /** The snapshot. */
    public Frame build() {
      return new Frame(this);
    }
  }
}
