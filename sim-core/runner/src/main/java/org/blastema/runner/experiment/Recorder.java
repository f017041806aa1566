package org.blastema.runner.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.Departure;
import org.blastema.record.RunWriter;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.table.TableColumn;

/** Writes one simulated history into a run folder: frames, metrics, lineage. */
final class Recorder {
  private final Experiment experiment;
  private final RunWriter writer;
  private final TissueFrames frames;
  private final boolean onGrid;
  private final List<CellState> history = new ArrayList<>();

  /** A recorder that continues after {@code before}, which an earlier session recorded. */
  Recorder(Experiment experiment, RunWriter writer, List<CellState> before) throws IOException {
    this(experiment, writer, before, GoalSensitivity.NONE);
  }

  /** A recorder that also writes how the goal depends on the cells. */
  Recorder(
      Experiment experiment, RunWriter writer, List<CellState> before, GoalSensitivity sensitivity)
      throws IOException {
    this.experiment = experiment;
    this.writer = writer;
    this.frames = new TissueFrames(experiment, sensitivity);
    this.history.addAll(before);
    writer.declareCells(frames.schema());
    Optional<CellsSchema> fields = frames.gridSchema();
    this.onGrid = fields.isPresent();
    if (onGrid) {
      writer.declareFields(fields.get());
    }
    List<TableColumn> columns = new ArrayList<>();
    columns.add(TableColumn.of("cells"));
    experiment
        .metrics()
        .forEach((name, metric) ->
            columns.add(new TableColumn(name, experiment.loaded().units().label(metric.unit()))));
    writer.declareMetrics(experiment.loaded().units().label("time"), columns);
  }

  /** All states so far; of fields on grids only the last is kept, the others are 0. */
  List<CellState> history() {
    return history;
  }

  /** Records a state; the last one is recorded whatever the interval. */
  void add(CellState state, boolean last) throws IOException {
    CellState before = history.isEmpty() ? null : history.get(history.size() - 1);
    if (before != null) {
      history.set(history.size() - 1, before.withoutGrids());
    }
    history.add(state);
    births(before, state);
    departures(before, state);
    int every = experiment.loaded().scenario().outputs().every();
    if (last || state.step() % every == 0) {
      writer.frame(frames.frameOf(state, history.size() - 1));
      if (onGrid) {
        writer.fields(frames.gridFrame(state));
      }
      writer.sample(state.time(), state.step(), sample());
    }
  }

  private void births(CellState before, CellState state) throws IOException {
    int known = before == null ? 0 : before.nextId();
    for (int i = 0; i < state.count(); i++) {
      if (state.id(i) >= known) {
        writer.born(state.id(i), state.parent(i), typeName(state.type(i)), state.birth(i));
      }
    }
  }

  /** Cells that went in the last macro-step, and the births of those that came in it too. */
  private void departures(CellState before, CellState state) throws IOException {
    int known = before == null ? 0 : before.nextId();
    for (Departure gone : state.departures()) {
      if (gone.id() >= known) {
        writer.born(gone.id(), gone.parent(), typeName(gone.type()), gone.birth());
      }
      writer.died(gone.id(), gone.time(), gone.cause());
    }
  }

  private String typeName(int type) {
    return experiment.types().types().get(type).name();
  }

  private double[] sample() {
    double[] values = new double[1 + experiment.metrics().size()];
    values[0] = history.get(history.size() - 1).count();
    int k = 1;
    for (Metric metric : experiment.metrics().values()) {
      values[k++] = metric.of(history);
    }
    return values;
  }

  /** The metrics of the last state by name. */
  static Map<String, Double> metrics(Experiment experiment, List<CellState> history) {
    Map<String, Double> values = new java.util.LinkedHashMap<>();
    experiment.metrics().forEach((name, metric) -> values.put(name, metric.of(history)));
    return values;
  }
}
