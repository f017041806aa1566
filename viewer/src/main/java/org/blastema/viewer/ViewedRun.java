package org.blastema.viewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.blastema.record.RunInfo;
import org.blastema.record.RunReader;
import org.blastema.record.RunStatus;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsReader;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.lineage.LineageEntry;
import org.blastema.record.table.NumericTable;
import org.blastema.record.table.TableColumn;
import org.blastema.record.train.ParameterSnapshot;
import org.blastema.record.train.ParameterValue;

/**
 * A run as the page sees it, complete or not: what can be read is shown, and for what cannot there
 * is a notice. Safe for several threads.
 */
final class ViewedRun {
  private final Path folder;
  private final RunReader reader;
  private final ViewedCells trajectory;
  private final ViewedCells tissues;
  private final ViewedFields fields;

  private ViewedRun(Path folder, RunReader reader) {
    this.folder = folder;
    this.reader = reader;
    this.trajectory = new ViewedCells(reader::cells, "the run has no trajectory that can be read");
    this.tissues =
        new ViewedCells(reader::tissues, "the run has no tissues of its training that can be read");
    this.fields = new ViewedFields(reader::fields, trajectory);
  }

  /**
   * Opens a run folder.
   *
   * @throws IOException if it is none, or a link in it leads out of it
   */
  static ViewedRun open(Path folder) throws IOException {
    if (!Files.exists(folder.resolve("run.json"))) {
      throw new NoSuchFileException(folder.toString(), null, "is not a run folder");
    }
    Path real = folder.toRealPath();
    requireNoLinkOut(real);
    return new ViewedRun(real, RunReader.salvage(real));
  }

  private static void requireNoLinkOut(Path real) throws IOException {
    try (Stream<Path> all = Files.walk(real)) {
      for (Path link : (Iterable<Path>) all.filter(Files::isSymbolicLink)::iterator) {
        if (!Files.exists(link) || !link.toRealPath().startsWith(real)) {
          throw new IOException(real.relativize(link) + " is a link that leads out of the folder");
        }
      }
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  RunReader reader() {
    return reader;
  }

  /** The trajectory as of now. */
  Optional<CellsReader> trajectory() {
    return trajectory.now();
  }

  /** The frames of the trajectory. */
  ViewedCells frames() {
    return trajectory;
  }

  /** The tissues that were recorded during the training, as frames whose steps are epochs. */
  ViewedCells tissues() {
    return tissues;
  }

  /** The chemicals on the grid. */
  ViewedFields fields() {
    return fields;
  }

  /** Smallest, largest and smallest positive number of a column in all frames. */
  double[] limits(String name) throws IOException {
    return trajectory.limits(name);
  }

  /** Reads a part of a run. */
  @FunctionalInterface
  private interface Part<T> {
    T read() throws IOException;
  }

  private static <T> Optional<T> attempt(String what, List<String> notices, Part<T> part) {
    try {
      return Optional.of(part.read());
    } catch (IOException | RuntimeException e) {
      notices.add(what + " cannot be read: " + message(e));
      return Optional.empty();
    }
  }

  static String message(Exception e) {
    return e instanceof NoSuchFileException missing
        ? missing.getFile() + " is missing"
        : e.getMessage();
  }

  /** Everything that the page needs to begin. */
  Map<String, Object> description() {
    List<String> notices = new ArrayList<>();
    Optional<RunInfo> info = attempt("run.json", notices, reader::info);
    Map<String, Object> all = Json.object("name", name());
    info.ifPresent(run ->
        attempt(
            "run.json",
            notices,
            () -> {
              describe(run, all);
              return run;
            }));
    Optional<CellsReader> now = trajectory();
    now.map(CellsReader::schema).ifPresent(schema -> all.put("cells", schema(schema)));
    fields.description().ifPresent(grid -> all.put("fields", grid));
    now.flatMap(c -> attempt("The first or the last frame", notices, () -> bounds(c)))
        .ifPresent(bounds -> all.put("bounds", bounds));
    attempt("checks.json", notices, reader::checks)
        .ifPresent(checks -> all.put("checks", checks.orElse(List.of())));
    all.putAll(state(0));
    addNotices(all, notices);
    return all;
  }

  private static void describe(RunInfo run, Map<String, Object> all) {
    all.put("scenario", run.scenario());
    all.put("title", run.title());
    all.put("seed", run.seed());
    all.put("start", run.start().toString());
    all.put("end", run.end() == null ? null : run.end().toString());
    all.put("cpuSeconds", run.cost().cpuSeconds());
    all.put("wallSeconds", run.cost().wallSeconds());
    all.put("peakMemoryBytes", run.cost().peakMemoryBytes());
    all.put("sessions", run.sessions());
  }

  private static Map<String, Object> schema(CellsSchema schema) {
    return Json.object(
        "dimensions",
        schema.dimensions(),
        "timeUnit",
        schema.timeUnit(),
        "lengthUnit",
        schema.lengthUnit(),
        "types",
        schema.types(),
        "columns",
        schema.columns());
  }

  @SuppressWarnings("unchecked")
  private static void addNotices(Map<String, Object> all, List<String> more) {
    List<String> notices = new ArrayList<>((List<String>) all.get("notices"));
    more.stream().filter(notice -> !notices.contains(notice)).forEach(notices::add);
    all.put("notices", notices);
  }

  /**
   * How the run stands.
   *
   * @param known frames that the page has; those after it are told
   */
  Map<String, Object> state(int known) {
    List<String> notices = new ArrayList<>();
    Optional<RunStatus> status = attempt("run.json", notices, reader::status);
    Map<String, Object> state =
        Json.object("status", status.map(s -> s.name().toLowerCase(Locale.ROOT)).orElse("damaged"));
    if (status.isPresent()) {
      addEnding(status.get(), notices);
    }
    Optional<CellsReader> now = trajectory();
    if (!trajectory.damage().isEmpty()) {
      notices.add("The trajectory is damaged: " + trajectory.damage());
    }
    if (now.isPresent()) {
      double[] times = now.get().times();
      long[] steps = now.get().steps();
      int[] counts = now.get().counts();
      int end = Math.min(times.length, Math.min(steps.length, counts.length));
      int from = Math.min(known, end);
      state.put("frames", end);
      state.put("times", Arrays.copyOfRange(times, from, end));
      state.put("steps", Arrays.copyOfRange(steps, from, end));
      state.put("counts", Arrays.copyOfRange(counts, from, end));
    } else {
      state.put("frames", 0);
      if (!Files.isDirectory(folder.resolve("fit"))) {
        notices.add("The run has no trajectory.");
      }
    }
    state.put("fieldFrames", fields.frames());
    boolean grows = status.filter(s -> s == RunStatus.RUNNING).isPresent();
    notices.addAll(fields.notices(now.map(CellsReader::frames).orElse(0), grows));
    state.put("notices", notices);
    return state;
  }

  private void addEnding(RunStatus status, List<String> notices) {
    switch (status) {
      case FAILED ->
          attempt("run.json", notices, reader::info)
              .map(RunInfo::failure)
              .ifPresent(why -> notices.add("The run failed: " + why));
      case INTERRUPTED -> notices.add("The run ended before it was complete.");
      case RUNNING, DONE -> {
        // nothing to warn of
      }
    }
  }

  /** Lowest and highest coordinates, radii included, of the first and the last frame. */
  private static double[][] bounds(CellsReader cells) throws IOException {
    List<String> axes =
        cells.schema().dimensions() == 3 ? List.of("x", "y", "z") : List.of("x", "y");
    double[][] bounds = new double[2][axes.size()];
    Arrays.fill(bounds[0], Double.POSITIVE_INFINITY);
    Arrays.fill(bounds[1], Double.NEGATIVE_INFINITY);
    int last = cells.frames() - 1;
    for (int frame : last < 0 ? new int[0] : new int[] {0, last}) {
      double[] radius = cells.doubles(frame, "radius");
      for (int axis = 0; axis < axes.size(); axis++) {
        double[] values = cells.doubles(frame, axes.get(axis));
        for (int i = 0; i < values.length; i++) {
          bounds[0][axis] = Math.min(bounds[0][axis], values[i] - radius[i]);
          bounds[1][axis] = Math.max(bounds[1][axis], values[i] + radius[i]);
        }
      }
    }
    return bounds;
  }

  /** All numbers of a cell in a frame. */
  Map<String, Object> cell(int frame, int id) throws IOException {
    CellsReader now = trajectory.required();
    int row = row(now.ints(frame, "id"), id);
    if (row < 0) {
      throw new IllegalArgumentException("cell " + id + " is not in frame " + frame);
    }
    Map<String, Object> values = Json.object();
    for (CellColumn column : now.schema().columns()) {
      values.put(column.name(), now.doubles(frame, column.name())[row]);
    }
    return values;
  }

  /** A column of a cell through the frames that it is in. */
  Map<String, Object> cellHistory(int id, String name) throws IOException {
    CellsReader now = trajectory.required();
    ViewedCells.column(now, name);
    int frames = now.frames();
    int[] found = new int[frames];
    double[] values = new double[frames];
    int count = 0;
    for (int frame = 0; frame < frames; frame++) {
      try {
        int row = row(now.ints(frame, "id"), id);
        if (row >= 0) {
          values[count] = now.doubles(frame, name)[row];
          found[count++] = frame;
        }
      } catch (IOException e) {
        // a damaged frame is a gap
      }
    }
    return Json.object(
        "frames", Arrays.copyOf(found, count), "values", Arrays.copyOf(values, count));
  }

  private static int row(int[] ids, int id) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  /** The lives of all cells, column by column. */
  Map<String, Object> lineage() throws IOException {
    List<LineageEntry> cells = reader.lineage();
    return Json.object(
        "id",
        cells.stream().mapToInt(LineageEntry::id).toArray(),
        "parent",
        cells.stream().mapToInt(LineageEntry::parent).toArray(),
        "type",
        cells.stream().map(LineageEntry::type).toList(),
        "birth",
        cells.stream().mapToDouble(LineageEntry::birth).toArray(),
        "death",
        cells.stream().mapToDouble(LineageEntry::death).toArray(),
        "cause",
        cells.stream().map(LineageEntry::cause).toList());
  }

  /** Which epochs' tissues were recorded, with the number of cells of each. */
  Map<String, Object> tissueEpochs() {
    Optional<CellsReader> now = tissues.now();
    return Json.object(
        "epochs",
        now.map(CellsReader::steps).orElse(new long[0]),
        "counts",
        now.map(CellsReader::counts).orElse(new int[0]),
        "columns",
        now.map(cells -> cells.schema().names()).orElse(List.of()),
        "damage",
        tissues.damage());
  }

  Map<String, Object> metrics() throws IOException {
    return table(reader.metrics());
  }

  Map<String, Object> history() throws IOException {
    return table(reader.history());
  }

  private static Map<String, Object> table(NumericTable table) {
    List<double[]> values =
        table.columns().stream().map(TableColumn::name).map(table::column).toList();
    return Json.object("columns", table.columns(), "values", values);
  }

  /** The parameters at all epochs that were kept; damaged ones are left out. */
  Map<String, Object> parameters() throws IOException {
    List<Map<String, Object>> snapshots = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    for (int epoch : reader.parameterEpochs()) {
      attempt("Epoch " + epoch, notices, () -> reader.parameters(epoch))
          .map(ViewedRun::snapshot)
          .ifPresent(snapshots::add);
    }
    Map<String, Object> all = Json.object("epochs", snapshots);
    attempt("best.yaml", notices, reader::best)
        .flatMap(best -> best)
        .ifPresent(best -> all.put("best", snapshot(best)));
    all.put("notices", notices);
    return all;
  }

  private static Map<String, Object> snapshot(ParameterSnapshot snapshot) {
    Map<String, Object> values = Json.object();
    snapshot.values().forEach((path, value) -> values.put(path, rows(value)));
    return Json.object("epoch", snapshot.epoch(), "score", snapshot.score(), "values", values);
  }

  /** A table of numbers, row by row. */
  static double[][] rows(ParameterValue value) {
    double[][] rows = new double[value.rows()][value.columns()];
    for (int i = 0; i < value.rows(); i++) {
      for (int j = 0; j < value.columns(); j++) {
        rows[i][j] = value.get(i, j);
      }
    }
    return rows;
  }

  /** The networks of the scenario with their weights, or that of a fit, as far as they are told. */
  List<GeneNetworks.Network> networks() throws IOException {
    List<GeneNetworks.Network> networks = new ArrayList<>();
    FittedNetwork.read(folder).ifPresent(networks::add);
    Optional<CellsReader> now = trajectory();
    Optional<String> scenario = reader.resolved();
    if (scenario.isPresent() && now.isPresent()) {
      Optional<ParameterSnapshot> trained = trained();
      networks.addAll(GeneNetworks.of(scenario.get(), now.get().schema(), trained));
      networks.addAll(CellBoxNetworks.of(scenario.get(), now.get().schema(), trained, this::input));
    }
    return networks;
  }

  /** The copy of a file that the scenario names. */
  private Optional<Path> input(String written) {
    try {
      return reader.info().inputs().stream()
          .filter(input -> input.written().equals(written))
          .map(input -> folder.resolve(input.file()).normalize())
          .filter(file -> file.startsWith(folder) && Files.isRegularFile(file))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<ParameterSnapshot> trained() throws IOException {
    Optional<ParameterSnapshot> best = reader.best();
    return best.isPresent() ? best : reader.last();
  }

  /** A text of the run: scenario, resolved or log. */
  String text(String name) throws IOException {
    return switch (name) {
      case "scenario" -> reader.scenario().orElse("");
      case "resolved" -> reader.resolved().orElse("");
      case "log" -> reader.log();
      default -> throw new IllegalArgumentException("no text '" + name + "'");
    };
  }
}
