package org.blastema.kernel.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.blastema.autodiff.Var;

/**
 * A state as plain arrays, for recording and checkpoints. Arrays are the state's own where that is
 * possible: not to be changed.
 *
 * @param step macro-steps done
 * @param time simulated time
 * @param ids id of every cell
 * @param parents id of every cell's mother, or -1
 * @param births birth times
 * @param types index of every cell's type
 * @param nextId id of the next cell
 * @param fields every field, component after component, a number for every cell or voxel each
 */
public record Snapshot(
    int step,
    double time,
    int[] ids,
    int[] parents,
    double[] births,
    int[] types,
    int nextId,
    Map<String, double[]> fields) {

  /** Number of cells. */
  public int count() {
    return ids.length;
  }

  /** The snapshot of a state. */
  public static Snapshot of(CellState state) {
    int n = state.count();
    int[] ids = new int[n];
    int[] parents = new int[n];
    double[] births = new double[n];
    for (int i = 0; i < n; i++) {
      ids[i] = state.id(i);
      parents[i] = state.parent(i);
      births[i] = state.birth(i);
    }
    Map<String, double[]> fields = new LinkedHashMap<>();
    for (FieldSpec field : state.schema().fields()) {
      fields.put(field.name(), state.get(field).data());
    }
    return new Snapshot(
        state.step(), state.time(), ids, parents, births, state.types(), state.nextId(), fields);
  }

  /**
   * The state that a snapshot was made of; fields on a grid that it does not have are zero.
   *
   * @throws IllegalArgumentException if a field of the schema is missing or has another size
   */
  public CellState restore(StateSchema schema) {
    Var[] columns = new Var[schema.fields().size()];
    for (int k = 0; k < columns.length; k++) {
      FieldSpec field = schema.fields().get(k);
      double[] data = fields.get(field.name());
      if (data == null && field.grid().isPresent()) {
        columns[k] = schema.blank(field);
        continue;
      }
      int rows = field.rows(count());
      if (data == null || data.length != rows * field.components()) {
        throw new IllegalArgumentException(
            "the snapshot does not fit the field '" + field.name() + "'");
      }
      columns[k] = Var.of(rows, field.components(), data);
    }
    return CellState.restored(schema, step, time, ids, parents, births, types, nextId, columns);
  }
}
