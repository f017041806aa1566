package org.blastema.kernel.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.blastema.autodiff.Var;

/**
 * The tissue at one moment: a structure of arrays over the live cells, in order of their ids, and
 * of fields on grids. Immutable.
 *
 * <p>Every cell has an id that is never used again, the id of its mother (or -1) and a birth time.
 * There is no capacity and no dead slot: {@link #divide} and {@link #remove} make states with more
 * or fewer rows.
 */
public final class CellState {
  private final StateSchema schema;
  private final int step;
  private final double time;
  private final int[] ids;
  private final int[] parents;
  private final double[] births;
  private final int[] types;
  private final int nextId;
  private final Var[] columns;
  private final List<Departure> departures;

  private CellState(
      StateSchema schema,
      int step,
      double time,
      int[] ids,
      int[] parents,
      double[] births,
      int[] types,
      int nextId,
      Var[] columns,
      List<Departure> departures) {
    this.schema = schema;
    this.step = step;
    this.time = time;
    this.ids = ids;
    this.parents = parents;
    this.births = births;
    this.types = types;
    this.nextId = nextId;
    this.columns = columns;
    this.departures = departures;
  }

  /**
   * A founder population at time 0: ids 0, 1, ..., no mothers, every field at its initial value.
   */
  public static CellState founders(StateSchema schema, int[] types) {
    int n = types.length;
    int[] ids = new int[n];
    Arrays.setAll(ids, i -> i);
    int[] parents = new int[n];
    Arrays.fill(parents, -1);
    Var[] columns =
        schema.fields().stream()
            .map(f -> Var.filled(f.rows(n), f.components(), f.initial()))
            .toArray(Var[]::new);
    return new CellState(
        schema, 0, 0, ids, parents, new double[n], types.clone(), n, columns, List.of());
  }

  /** A state from all its parts, as a checkpoint holds them. Arrays are not copied. */
  public static CellState restored(
      StateSchema schema,
      int step,
      double time,
      int[] ids,
      int[] parents,
      double[] births,
      int[] types,
      int nextId,
      Var[] columns) {
    return new CellState(
        schema, step, time, ids, parents, births, types, nextId, columns, List.of());
  }

  /** The declared fields. */
  public StateSchema schema() {
    return schema;
  }

  /** Number of live cells. */
  public int count() {
    return ids.length;
  }

  /** Number of macro-steps done. */
  public int step() {
    return step;
  }

  /** Simulated time. */
  public double time() {
    return time;
  }

  /** The id the next cell born will get. */
  public int nextId() {
    return nextId;
  }

  /** Id of the cell in row {@code i}. */
  public int id(int i) {
    return ids[i];
  }

  /** Id of the mother of the cell in row {@code i}, or -1. */
  public int parent(int i) {
    return parents[i];
  }

  /** Time at which the cell in row {@code i} was born. */
  public double birth(int i) {
    return births[i];
  }

  /** Index of the cell type of the cell in row {@code i}. */
  public int type(int i) {
    return types[i];
  }

  /** A copy of the type index of every row. */
  public int[] types() {
    return types.clone();
  }

  /**
   * A field by name, shape {@code count x components}, or {@code voxels x components} on a grid.
   *
   * @throws IllegalArgumentException if no step declared it
   */
  public Var get(String field) {
    return columns[schema.indexOf(field)];
  }

  /** A declared field, shape {@code count x components}, or {@code voxels x components}. */
  public Var get(FieldSpec field) {
    return get(field.name());
  }

  /** Positions, shape {@code count x dimensions}. */
  public Var position() {
    return get("position");
  }

  /** Radii, shape {@code count x 1}. */
  public Var radius() {
    return get("radius");
  }

  /** The state with one field replaced. */
  public CellState with(String field, Var value) {
    int k = schema.indexOf(field);
    FieldSpec declared = schema.fields().get(k);
    int rows = declared.rows(count());
    if (value.rows() != rows || value.columns() != declared.components()) {
      throw new IllegalArgumentException(
          "field '"
              + field
              + "' needs "
              + rows
              + " x "
              + declared.components()
              + " numbers, got "
              + value.rows()
              + " x "
              + value.columns());
    }
    Var[] changed = columns.clone();
    changed[k] = value;
    return new CellState(
        schema, step, time, ids, parents, births, types, nextId, changed, departures);
  }

  /** The state with one field replaced. */
  public CellState with(FieldSpec field, Var value) {
    return with(field.name(), value);
  }

  /** The state with other cell types, one index a row. */
  public CellState withTypes(int[] newTypes) {
    if (newTypes.length != count()) {
      throw new IllegalArgumentException(newTypes.length + " types for " + count() + " cells");
    }
    return new CellState(
        schema, step, time, ids, parents, births, newTypes.clone(), nextId, columns, departures);
  }

  /**
   * The same cells with all fields mapped, for example detached from a tape or bound to another
   * one.
   */
  public CellState withColumns(List<Var> replaced) {
    return new CellState(
        schema,
        step,
        time,
        ids,
        parents,
        births,
        types,
        nextId,
        replaced.toArray(Var[]::new),
        departures);
  }

  /** The same cells, with zeros in place of all fields on grids: what a long history can keep. */
  public CellState withoutGrids() {
    Var[] kept = columns.clone();
    boolean forgotten = false;
    for (int k = 0; k < kept.length; k++) {
      FieldSpec field = schema.fields().get(k);
      if (field.grid().isPresent()) {
        kept[k] = schema.blank(field);
        forgotten = true;
      }
    }
    return forgotten ? withColumns(List.of(kept)) : this;
  }

  /** All fields in the order of the schema. */
  public List<Var> columns() {
    return List.of(columns);
  }

  /** The state after a macro-step of length {@code dt}. */
  public CellState advanced(double dt) {
    return new CellState(
        schema, step + 1, time + dt, ids, parents, births, types, nextId, columns, departures);
  }

  /**
   * The state after the cell in row {@code mother} divided: the mother keeps its row and id, the
   * daughter is the last row. Fields follow their {@link Inheritance}; positions and radii are the
   * division step's to set.
   */
  public CellState divide(int mother) {
    return divide(mother, time);
  }

  /**
   * The same for a division within a macro-step.
   *
   * @param birth when the daughter is born
   */
  public CellState divide(int mother, double birth) {
    int n = count();
    int[] rows = new int[n + 1];
    Arrays.setAll(rows, i -> i < n ? i : mother);
    Var[] grown = new Var[columns.length];
    for (int k = 0; k < columns.length; k++) {
      FieldSpec field = schema.fields().get(k);
      if (field.grid().isPresent()) {
        grown[k] = columns[k];
        continue;
      }
      Var copied = columns[k].gatherRows(rows);
      grown[k] =
          switch (field.inheritance()) {
            case COPY -> copied;
            case HALVE -> copied.times(pairMask(n + 1, mother, 0.5, 1));
            case RESET ->
                copied
                    .times(pairMask(n + 1, mother, 0, 1))
                    .plus(pairMask(n + 1, mother, field.initial(), 0));
          };
    }
    int[] newIds = Arrays.copyOf(ids, n + 1);
    newIds[n] = nextId;
    int[] newParents = Arrays.copyOf(parents, n + 1);
    newParents[n] = ids[mother];
    double[] newBirths = Arrays.copyOf(births, n + 1);
    newBirths[n] = birth;
    int[] newTypes = Arrays.copyOf(types, n + 1);
    newTypes[n] = types[mother];
    return new CellState(
        schema, step, time, newIds, newParents, newBirths, newTypes, nextId + 1, grown, departures);
  }

  /**
   * The state without some cells, which join its {@link #departures}.
   *
   * @param cause why the cell in a row goes, for example {@code apoptosis}
   * @param rows their rows, ascending
   */
  public CellState remove(IntFunction<String> cause, int... rows) {
    List<Departure> gone = new ArrayList<>(departures);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      if (Arrays.binarySearch(rows, i) < 0) {
        kept.add(i);
      } else {
        gone.add(new Departure(ids[i], parents[i], types[i], births[i], time, cause.apply(i)));
      }
    }
    int[] left = kept.stream().mapToInt(Integer::intValue).toArray();
    return new CellState(
        schema,
        step,
        time,
        pick(ids, left),
        pick(parents, left),
        Arrays.stream(left).mapToDouble(r -> births[r]).toArray(),
        pick(types, left),
        nextId,
        withoutCells(left),
        List.copyOf(gone));
  }

  private Var[] withoutCells(int[] left) {
    Var[] kept = new Var[columns.length];
    for (int k = 0; k < kept.length; k++) {
      boolean ofCells = schema.fields().get(k).grid().isEmpty();
      kept[k] = ofCells ? columns[k].gatherRows(left) : columns[k];
    }
    return kept;
  }

  /** The cells that were removed since the macro-step began that led here. */
  public List<Departure> departures() {
    return departures;
  }

  /** The same state as the beginning of a macro-step, before any departures. */
  public CellState begun() {
    return departures.isEmpty()
        ? this
        : new CellState(
            schema, step, time, ids, parents, births, types, nextId, columns, List.of());
  }

  private static int[] pick(int[] values, int[] rows) {
    return Arrays.stream(rows).map(r -> values[r]).toArray();
  }

  /**
   * A column that holds {@code inPair} for mother and daughter (the last row) and {@code elsewhere}
   * for the rest.
   */
  private static Var pairMask(int n, int mother, double inPair, double elsewhere) {
    double[] mask = new double[n];
    Arrays.fill(mask, elsewhere);
    mask[mother] = inPair;
    mask[n - 1] = inPair;
    return Var.column(mask);
  }
}
