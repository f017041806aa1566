package org.blastema.viewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.record.CheckResult;
import org.blastema.record.RunInfo;
import org.blastema.record.RunStart;
import org.blastema.record.RunWriter;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.cells.Frame;
import org.blastema.record.cells.VoxelGrid;
import org.blastema.record.table.TableColumn;
import org.blastema.record.train.ParameterSnapshot;
import org.blastema.record.train.ParameterValue;

/** Runs that tests look at, written as the runner writes them. */
final class SampleRuns {
  /** Text that would run if it were taken for a part of the page. */
  static final String SCRIPT =
      "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>";

  private static final String NETWORK =
      """
      steps:
        genes:
          kind: intracellular
          inputs: [chemical]
          hidden: 1
          outputs: [division]
          feedback: raw
          memory: genes
          model:
            kind: gene-network
            input-genes: held
            weights: {init: orthogonal}
            bias: {value: -2}
      """;

  private static final String SENSITIVITY = "sensitivity.x";

  private SampleRuns() {}

  static RunStart start(String title) {
    return new RunStart(
        "sample",
        title,
        "0.1.0",
        7,
        1,
        List.of(new RunInfo.Plugin("kernel", "0.1.0", "00ff")),
        List.of("run", "sample.yaml"));
  }

  static CellsSchema schema(int dimensions, List<String> types) {
    List<CellColumn> space =
        dimensions == 3
            ? List.of(
                CellColumn.real("x", "um"), CellColumn.real("y", "um"), CellColumn.real("z", "um"))
            : List.of(CellColumn.real("x", "um"), CellColumn.real("y", "um"));
    List<CellColumn> columns = new ArrayList<>();
    columns.addAll(
        List.of(
            CellColumn.integer("id"),
            CellColumn.integer("parent"),
            CellColumn.integer("type"),
            CellColumn.real("birth", "h")));
    columns.addAll(space);
    columns.addAll(
        List.of(
            CellColumn.real("radius", "um"),
            CellColumn.real("chemical", ""),
            CellColumn.real("genes.0", ""),
            CellColumn.real("genes.1", "")));
    return new CellsSchema(dimensions, "h", "um", types, columns);
  }

  /**
   * A tissue on a grid: cell i of frame f has its id i, its chemical i + f, and is moved by f / 10
   * along x.
   */
  static Frame frame(CellsSchema schema, int frame, int count) {
    int edge = (int) Math.ceil(schema.dimensions() == 3 ? Math.cbrt(count) : Math.sqrt(count));
    int[] ids = new int[count];
    int[] parents = new int[count];
    int[] types = new int[count];
    double[] birth = new double[count];
    double[][] place = new double[3][count];
    double[] radius = new double[count];
    double[] chemical = new double[count];
    double[] constant = new double[count];
    for (int i = 0; i < count; i++) {
      ids[i] = i;
      parents[i] = i < 4 ? -1 : i / 2;
      types[i] = i % schema.types().size();
      birth[i] = i < 4 ? 0 : Math.max(0, (i - 4) / 4.0);
      place[0][i] = i % edge + frame / 10.0;
      place[1][i] = i / edge % edge;
      place[2][i] = Math.floorDiv(i, edge * edge);
      radius[i] = 0.4 + 0.1 * (i % 3) / 2.0;
      chemical[i] = i + frame;
      constant[i] = 0.25;
    }
    Frame.Builder builder =
        Frame.builder(frame * 0.5, frame, schema.dimensions(), count)
            .put("id", ids)
            .put("parent", parents)
            .put("type", types)
            .put("birth", birth)
            .put("x", place[0])
            .put("y", place[1]);
    if (schema.dimensions() == 3) {
      builder.put("z", place[2]);
    }
    builder
        .put("radius", radius)
        .put("chemical", chemical)
        .put("genes.0", constant)
        .put("genes.1", constant);
    if (schema.names().contains(SENSITIVITY)) {
      double[] signed = new double[count];
      for (int i = 0; i < count; i++) {
        signed[i] = (i % 2 == 0 ? 1 : -1) * (1 + i % 5) / 10.0;
      }
      builder.put(SENSITIVITY, signed);
    }
    return builder.build();
  }

  /** The schema with a column that tells how the goal depends on x. */
  private static CellsSchema withSensitivity(CellsSchema schema) {
    List<CellColumn> columns = new ArrayList<>(schema.columns());
    columns.add(CellColumn.real(SENSITIVITY, "1/um"));
    return new CellsSchema(
        schema.dimensions(), schema.timeUnit(), schema.lengthUnit(), schema.types(), columns);
  }

  /** A fit of a network of three nodes: a run without a tissue. */
  static Path fit(Path folder) throws IOException {
    try (RunWriter run = RunWriter.createAt(folder, start("Fit"))) {
      run.resolved("fit: {kind: cellbox-recovery}\n");
      run.done();
    }
    Path fit = Files.createDirectory(folder.resolve("fit"));
    Files.writeString(fit.resolve("network.csv"), "target,a,b,c\na,0,0,-1\nb,0.5,0,0\nc,0,2,0\n");
    Files.writeString(
        fit.resolve("edges.csv"),
        """
        source,target,weight,standard error,confidence,reference
        c,a,-1,0.1,1,-1
        a,b,0.5,0.2,0.9,
        b,c,2,0.1,1,2
        """);
    return folder;
  }

  /** A small finished training in space: {@code frames} frames, frame f with 8 + 4 f cells. */
  static Path training(Path folder, String title, List<String> types, int frames)
      throws IOException {
    CellsSchema plain = schema(3, types);
    CellsSchema schema = withSensitivity(plain);
    try (RunWriter run = RunWriter.createAt(folder, start(title))) {
      run.scenario("title: " + title + "\n");
      run.resolved(NETWORK);
      run.declareCells(schema);
      run.declareMetrics("h", List.of(new TableColumn("width", "um")));
      int born = 0;
      for (int f = 0; f < frames; f++) {
        int count = 8 + 4 * f;
        for (; born < count; born++) {
          run.born(
              born, born < 4 ? -1 : born / 2, types.get(born % types.size()), Math.max(0, f * 0.5));
        }
        run.frame(frame(schema, f, count));
        run.sample(f * 0.5, f, 3 + f);
      }
      run.declareHistory(List.of(TableColumn.of("reward_sd")));
      for (int epoch = 0; epoch < 5; epoch++) {
        run.epoch(epoch, epoch * 2.0, Double.NaN, 1.0 / (1 + epoch), 0.1, 0.5);
        run.parameters(snapshot(epoch));
      }
      run.declareTissues(plain);
      for (int epoch = 0; epoch < 5; epoch++) {
        run.tissue(frame(plain, epoch, 8 + 4 * epoch));
      }
      run.best(snapshot(4));
      run.checks(List.of(new CheckResult("wide", true, 5, "at least 4", "")));
      run.done();
    }
    return folder;
  }

  private static ParameterSnapshot snapshot(int epoch) {
    return new ParameterSnapshot(
        epoch,
        epoch,
        Map.of(
            "steps.genes.model.weights",
            new ParameterValue(3, 2, new double[] {1 + epoch, -2, 3, -4, 5, -6})));
  }

  /** A grid of 8 x 6 voxels, in space with 4 layers, whose edges are half as long as units. */
  static VoxelGrid grid(int dimensions) {
    return dimensions == 3
        ? new VoxelGrid(List.of(-1.0, -0.5, -0.5), 0.5, List.of(8, 6, 4))
        : new VoxelGrid(List.of(-1.0, -0.5), 0.5, List.of(8, 6));
  }

  static CellsSchema fieldsSchema(int dimensions) {
    return new CellsSchema(
        dimensions,
        "h",
        "um",
        List.of(),
        List.of(CellColumn.real("oxygen", "uM"), CellColumn.real("glucose", "")),
        Optional.of(grid(dimensions)));
  }

  /**
   * Fields in a frame: oxygen of the voxel i, j, k is i + 10 j + 100 k + frame, glucose falls off
   * from a place near the middle.
   */
  static Frame fieldsFrame(int dimensions, int frame) {
    VoxelGrid grid = grid(dimensions);
    double[] oxygen = new double[grid.voxels()];
    double[] glucose = new double[grid.voxels()];
    for (int v = 0; v < oxygen.length; v++) {
      int i = v % 8;
      int j = v / 8 % 6;
      int k = v / 48;
      oxygen[v] = i + 10 * j + 100 * k + frame;
      double squared = (i - 3) * (i - 3) + (j - 2) * (j - 2) + k * k;
      glucose[v] = (1 + frame) / (1 + squared);
    }
    return Frame.builder(frame * 0.5, frame, dimensions, oxygen.length)
        .put("oxygen", oxygen)
        .put("glucose", glucose)
        .build();
  }

  /** A tissue of 12 cells among fields that are recorded for the first of its frames. */
  static Path fields(Path folder, int dimensions, int frames, int fieldFrames) throws IOException {
    CellsSchema schema = schema(dimensions, List.of("red", "blue"));
    try (RunWriter run = RunWriter.createAt(folder, start("Fields"))) {
      run.declareCells(schema);
      run.declareFields(fieldsSchema(dimensions));
      for (int f = 0; f < frames; f++) {
        run.frame(frame(schema, f, 12));
        if (f < fieldFrames) {
          run.fields(fieldsFrame(dimensions, f));
        }
      }
      run.done();
    }
    return folder;
  }

  /** A tissue of constant size without anything else. */
  static Path plain(Path folder, int dimensions, int frames, int cells) throws IOException {
    CellsSchema schema = schema(dimensions, List.of("red", "blue"));
    try (RunWriter run = RunWriter.createAt(folder, start("Plain"))) {
      run.declareCells(schema);
      for (int f = 0; f < frames; f++) {
        run.frame(frame(schema, f, cells));
      }
      run.done();
    }
    return folder;
  }
}
