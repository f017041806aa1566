package org.blastema.runner.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Snapshot;
import org.blastema.kernel.state.StateSchema;
import org.blastema.record.checkpoint.Checkpoint;

/** A simulated history as a checkpoint and back, bit for bit. */
final class StateStore {
  private final StateSchema schema;

  StateStore(Experiment experiment) {
    this.schema = experiment.model().schema();
  }

  /**
   * All states so far: metrics may look back to the first one. Fields on grids are kept of the last
   * one.
   */
  Checkpoint checkpoint(List<CellState> history) {
    CellState last = history.get(history.size() - 1);
    Checkpoint.Builder builder =
        Checkpoint.atStep(last.step()).put("states", new int[] {history.size()});
    for (int k = 0; k < history.size(); k++) {
      Snapshot s = Snapshot.of(history.get(k));
      String at = k + ".";
      builder
          .put(at + "clock", s.step(), s.time())
          .put(at + "ids", s.ids())
          .put(at + "parents", s.parents())
          .put(at + "births", s.births())
          .put(at + "types", s.types())
          .put(at + "next", new int[] {s.nextId()});
      boolean latest = k == history.size() - 1;
      for (FieldSpec field : schema.fields()) {
        if (latest || field.grid().isEmpty()) {
          builder.put(at + "field." + field.name(), s.fields().get(field.name()));
        }
      }
    }
    return builder.build();
  }

  List<CellState> restore(Checkpoint checkpoint) {
    List<CellState> history = new ArrayList<>();
    int count = checkpoint.ints("states")[0];
    for (int k = 0; k < count; k++) {
      String at = k + ".";
      Map<String, double[]> fields = new LinkedHashMap<>();
      for (FieldSpec field : schema.fields()) {
        String entry = at + "field." + field.name();
        if (field.grid().isEmpty() || checkpoint.has(entry)) {
          fields.put(field.name(), checkpoint.doubles(entry));
        }
      }
      double[] clock = checkpoint.doubles(at + "clock");
      history.add(
          new Snapshot(
                  (int) clock[0],
                  clock[1],
                  checkpoint.ints(at + "ids"),
                  checkpoint.ints(at + "parents"),
                  checkpoint.doubles(at + "births"),
                  checkpoint.ints(at + "types"),
                  checkpoint.ints(at + "next")[0],
                  fields)
              .restore(schema));
    }
    return history;
  }
}
