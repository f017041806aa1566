package org.blastema.runner.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.kernel.space.Grid;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Snapshot;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.cells.Frame;
import org.blastema.record.cells.VoxelGrid;

/** Tissues as the record keeps them: one column for every component of every recorded field. */
public final class TissueFrames {
  private static final List<String> COORDINATES = List.of("x", "y", "z");

  private static final String SENSITIVITY = "sensitivity.";

  private final Experiment experiment;
  private final List<FieldSpec> fields;
  private final List<FieldSpec> onGrid;
  private final GoalSensitivity sensitivity;

  /** Frames of an experiment's tissues; records the fields that its outputs name, or all. */
  public TissueFrames(Experiment experiment) {
    this(experiment, GoalSensitivity.NONE);
  }

  /** Frames that also tell how the goal depends on the recorded fields of every cell. */
  TissueFrames(Experiment experiment, GoalSensitivity sensitivity) {
    this.experiment = experiment;
    this.sensitivity = sensitivity;
    List<String> wanted = experiment.loaded().scenario().outputs().columns();
    this.onGrid =
        experiment.model().schema().fields().stream()
            .filter(f -> f.grid().isPresent())
            .filter(f -> wanted.isEmpty() || wanted.contains(f.name()))
            .toList();
    this.fields =
        experiment.model().schema().fields().stream()
            .filter(f -> f.grid().isEmpty())
            .filter(f ->
                wanted.isEmpty()
                    || wanted.contains(f.name())
                    || f.name().equals("position")
                    || f.name().equals("radius"))
            .toList();
  }

  /** The columns. */
  public CellsSchema schema() {
    List<CellColumn> columns = new ArrayList<>();
    columns.add(CellColumn.integer("id"));
    columns.add(CellColumn.integer("parent"));
    columns.add(CellColumn.integer("type"));
    columns.add(CellColumn.real("birth", unit("time")));
    for (FieldSpec field : fields) {
      for (int c = 0; c < field.components(); c++) {
        columns.add(
            CellColumn.real(name(field, c), unit(field.unit())).describedAs(field.description()));
      }
    }
    for (FieldSpec field : sensitive()) {
      for (int c = 0; c < field.components(); c++) {
        String name = name(field, c);
        columns.add(
            CellColumn.real(SENSITIVITY + name, field.unit().isEmpty() ? "" : inverse(field.unit()))
                .describedAs(
                    "Derivative of the goal by " + name + " of the cell, at the choices made."));
      }
    }
    return new CellsSchema(
        experiment.model().space().dimensions(),
        unit("time"),
        unit("length"),
        experiment.types().names(),
        columns);
  }

  /** The columns of the fields on the grid, if any are recorded. */
  Optional<CellsSchema> gridSchema() {
    if (onGrid.isEmpty()) {
      return Optional.empty();
    }
    Grid grid = onGrid.get(0).grid().orElseThrow();
    return Optional.of(
        new CellsSchema(
            experiment.model().space().dimensions(),
            unit("time"),
            unit("length"),
            List.of(),
            onGrid.stream()
                .map(f -> CellColumn.real(gridName(f), unit(f.unit())).describedAs(f.description()))
                .toList(),
            Optional.of(new VoxelGrid(grid.lower(), grid.spacing(), grid.shape()))));
  }

  private static String gridName(FieldSpec field) {
    return field.name().substring(field.name().indexOf('.') + 1);
  }

  /** The fields on the grid of a state. */
  Frame gridFrame(CellState state) {
    Frame.Builder frame =
        Frame.builder(
            state.time(),
            state.step(),
            experiment.model().space().dimensions(),
            onGrid.get(0).rows(0));
    Map<String, double[]> values = Snapshot.of(state).fields();
    onGrid.forEach(f -> frame.put(gridName(f), values.get(f.name())));
    return frame.build();
  }

  private List<FieldSpec> sensitive() {
    return fields.stream().filter(f -> sensitivity.fields().contains(f.name())).toList();
  }

  private String inverse(String product) {
    String label = unit(product);
    return label.matches("[\\w-]+") ? "1/" + label : "1/(" + label + ")";
  }

  private String unit(String product) {
    return experiment.loaded().units().label(product);
  }

  private String name(FieldSpec field, int component) {
    if (field.name().equals("position")) {
      return COORDINATES.get(component);
    }
    if (field.components() == 1) {
      return field.name();
    }
    List<String> chemicals = List.copyOf(experiment.loaded().scenario().chemicals().keySet());
    boolean perChemical =
        (field.name().equals("chemical") || field.name().equals("secretion"))
            && chemicals.size() == field.components();
    return field.name() + "." + (perChemical ? chemicals.get(component) : component);
  }

  /** The frame of a state. */
  public Frame frame(CellState state) {
    return frame(state, state.step(), -1);
  }

  /** The frame of a state, known by another number than its macro-steps. */
  Frame frame(CellState state, long number) {
    return frame(state, number, -1);
  }

  /** The frame of a state that is the one of that index in the history of the sensitivity. */
  Frame frameOf(CellState state, int index) {
    return frame(state, state.step(), index);
  }

  private Frame frame(CellState state, long number, int index) {
    Snapshot s = Snapshot.of(state);
    int n = s.count();
    Frame.Builder frame =
        Frame.builder(s.time(), number, experiment.model().space().dimensions(), n)
            .put("id", s.ids())
            .put("parent", s.parents())
            .put("type", s.types())
            .put("birth", s.births());
    for (FieldSpec field : fields) {
      double[] data = s.fields().get(field.name());
      for (int c = 0; c < field.components(); c++) {
        frame.put(name(field, c), Arrays.copyOfRange(data, c * n, (c + 1) * n));
      }
    }
    for (FieldSpec field : sensitive()) {
      for (int c = 0; c < field.components(); c++) {
        frame.put(SENSITIVITY + name(field, c), sensitivity.component(index, field.name(), c, n));
      }
    }
    return frame.build();
  }
}
