package org.blastema.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.cells.CellsWriter;
import org.blastema.record.cells.Frame;
import org.blastema.record.checkpoint.Checkpoint;
import org.blastema.record.checkpoint.CheckpointFolder;
import org.blastema.record.file.AtomicFile;
import org.blastema.record.lineage.LineageTable;
import org.blastema.record.lineage.LineageWriter;
import org.blastema.record.table.NumericTableWriter;
import org.blastema.record.table.TableColumn;
import org.blastema.record.train.ParameterSnapshot;
import org.blastema.record.train.TrainingFolder;

/**
 * Writes a run folder. Whatever moment the process is killed at, the folder reads back: complete up
 * to the last flush (frames and lineage, about a second), row (metrics, history, log) or
 * checkpoint.
 *
 * <p>One writer a run: a second one is refused while the first lives. Safe for several threads.
 */
public final class RunWriter implements Closeable {
  private final RunFiles files;
  private final RunLock lock;
  private final RunLog log;
  private final TrainingFolder training;
  private final CheckpointFolder checkpoints;
  private final LineageWriter lineage;
  private final Optional<Checkpoint> resumedFrom;
  private final ProcessCost cost = new ProcessCost();
  private RunInfo info;
  private CellsWriter cells;
  private CellsWriter fields;
  private CellsWriter tissues;
  private NumericTableWriter metrics;
  private NumericTableWriter history;
  private boolean open = true;

  private RunWriter(RunFiles files, RunLock lock, RunInfo info, Optional<Checkpoint> resumedFrom)
      throws IOException {
    this.files = files;
    this.lock = lock;
    this.info = info;
    this.resumedFrom = resumedFrom;
    RunJson.write(files.info(), info);
    this.log = new RunLog(files.log());
    this.training = files.training();
    this.checkpoints = files.checkpoints();
    this.lineage = LineageWriter.create(files.lineage(), LineageTable.read(files.lineage()));
  }

  /**
   * Begins a run in {@code parent/scenario-NNN}, a folder that no run had before.
   *
   * @param parent folder of the runs; made unless it exists
   */
  public static RunWriter create(Path parent, RunStart start) throws IOException {
    return begin(RunNumbering.next(parent, start.scenario()), start);
  }

  /**
   * Begins a run in a folder of exactly this name.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is something in it
   */
  public static RunWriter createAt(Path folder, RunStart start) throws IOException {
    return begin(RunNumbering.exactly(folder), start);
  }

  private static RunWriter begin(Path folder, RunStart start) throws IOException {
    RunFiles files = new RunFiles(folder);
    Instant now = Instant.now();
    RunInfo info =
        new RunInfo(
            RunInfo.FORMAT,
            start.scenario(),
            start.title(),
            start.seed(),
            List.of(),
            RunStatus.RUNNING,
            now,
            null,
            null,
            RunInfo.Cost.NONE,
            List.of(session(start, now, null)));
    RunLock lock = RunLock.create(files.lock());
    return holding(lock, () -> new RunWriter(files, lock, info, Optional.empty()));
  }

  /** Makes a writer. */
  @FunctionalInterface
  private interface Opening {
    RunWriter open() throws IOException;
  }

  private static RunWriter holding(RunLock lock, Opening opening) throws IOException {
    try {
      return opening.open();
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Goes on with a run from its newest usable checkpoint.
   *
   * @param start as {@link #create} takes it, for the present process; scenario, title and seed
   *     stay those of the run
   * @throws IOException if there is no usable checkpoint, or a process is writing the run
   */
  public static RunWriter resume(Path folder, RunStart start) throws IOException {
    return resume(folder, start, checkpoint -> true);
  }

  /**
   * Goes on with a run from the newest usable checkpoint that is wanted. Frames, metrics, lineage,
   * history and parameters that came after it are removed.
   *
   * @param start as {@link #create} takes it, for the present process; scenario, title and seed
   *     stay those of the run
   * @throws IOException if there is no such checkpoint, or a process is writing the run
   */
  public static RunWriter resume(Path folder, RunStart start, Predicate<Checkpoint> wanted)
      throws IOException {
    RunFiles files = new RunFiles(folder);
    if (!Files.exists(files.info())) {
      throw new NoSuchFileException(folder.toString(), null, "is not a run folder");
    }
    RunLock lock = RunLock.open(files.lock());
    return holding(lock, () -> resumed(files, lock, start, wanted));
  }

  private static RunWriter resumed(
      RunFiles files, RunLock lock, RunStart start, Predicate<Checkpoint> wanted)
      throws IOException {
    RunInfo info = RunReader.readInfo(files);
    Checkpoint checkpoint = cutToNewest(files, wanted);
    Checkpoint users = checkpoint.keeping(name -> !name.startsWith(RunMark.PREFIX));
    RunInfo.Session session = session(start, Instant.now(), checkpoint.toString());
    RunWriter writer = new RunWriter(files, lock, info.withSession(session), Optional.of(users));
    writer.log("resumed from " + checkpoint);
    return writer;
  }

  private static Checkpoint cutToNewest(RunFiles files, Predicate<Checkpoint> wanted)
      throws IOException {
    CheckpointFolder folder = files.checkpoints();
    IOException damage = null;
    try (Stream<Checkpoint> readable = folder.newestReadableFirst()) {
      for (Iterator<Checkpoint> each = readable.filter(wanted).iterator(); each.hasNext(); ) {
        Checkpoint checkpoint = each.next();
        try {
          RunMark.of(checkpoint).cut(files, checkpoint);
          folder.removeAfter(checkpoint);
          return checkpoint;
        } catch (IOException e) {
          damage = e; // An older checkpoint needs less of the files.
        }
      }
    }
    throw new IOException(files.folder() + " has no checkpoint to go on from", damage);
  }

  private static RunInfo.Session session(RunStart start, Instant now, String resumedFrom) {
    return new RunInfo.Session(
        start.version(),
        System.getProperty("java.runtime.version") + " " + System.getProperty("java.vendor"),
        new RunInfo.Host(
            System.getProperty("os.name") + " " + System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors()),
        start.threads(),
        start.plugins(),
        start.command(),
        now,
        now,
        resumedFrom,
        RunInfo.Cost.NONE);
  }

  /** The run folder. */
  public Path folder() {
    return files.folder();
  }

  /** The state to go on from, if the run was resumed: the entries that its user put. */
  public Optional<Checkpoint> resumedFrom() {
    return resumedFrom;
  }

  /** Copies the scenario as the user wrote it. */
  public synchronized void scenario(String text) throws IOException {
    AtomicFile.write(files.scenario(), text);
  }

  /** Writes the scenario with all defaults and overrides. */
  public synchronized void resolved(String yaml) throws IOException {
    AtomicFile.write(files.resolved(), yaml);
  }

  /**
   * Copies a file that the scenario uses.
   *
   * @param written the path as the scenario writes it
   * @param source where the file is
   */
  public synchronized RunInfo.Input input(String written, Path source) throws IOException {
    RunInfo.Input copy = new InputFolder(files).copy(written, source, info.inputs());
    save(info.withInput(copy));
    return copy;
  }

  /**
   * Declares the columns of {@link #frame}; once a session.
   *
   * @throws IOException if the run was resumed and had other columns
   */
  public synchronized void declareCells(CellsSchema schema) throws IOException {
    requireFirst(cells, "cells");
    cells = store(files.cells(), schema);
  }

  /**
   * Declares the columns of {@link #fields}; once a session.
   *
   * @throws IOException if the run was resumed and had other columns
   */
  public synchronized void declareFields(CellsSchema schema) throws IOException {
    requireFirst(fields, "fields");
    fields = store(files.fields(), schema);
  }

  private static CellsWriter store(Path place, CellsSchema schema) throws IOException {
    Files.createDirectories(place.getParent());
    CellsWriter store =
        Files.exists(place) ? CellsWriter.open(place) : CellsWriter.create(place, schema);
    if (!store.schema().equals(schema)) {
      throw new IOException(
          place + " holds " + store.schema() + " where " + schema + " is to be written");
    }
    return store;
  }

  /**
   * Appends a frame of the trajectory.
   *
   * @throws IllegalArgumentException if it does not fit the schema, or its step is not later than
   *     that of the last frame
   */
  public synchronized void frame(Frame frame) throws IOException {
    require(cells, "cells").append(frame);
  }

  /**
   * Appends what the fields on the grid are at a moment of the trajectory.
   *
   * @throws IllegalArgumentException if it does not fit the schema, or its step is not later than
   *     that of the last frame
   */
  public synchronized void fields(Frame frame) throws IOException {
    require(fields, "fields").append(frame);
  }

  /**
   * Declares the columns of {@link #tissue}; once a session.
   *
   * @throws IOException if the run was resumed and had other columns
   */
  public synchronized void declareTissues(CellsSchema schema) throws IOException {
    requireFirst(tissues, "tissues");
    tissues = store(training.tissues(), schema);
  }

  /**
   * Keeps a tissue that was grown after some epochs of training.
   *
   * @param frame the tissue; its step is the number of epochs done, its time the tissue's own
   * @throws IllegalArgumentException if it does not fit the schema, or the epoch is not later than
   *     that of the last one
   */
  public synchronized void tissue(Frame frame) throws IOException {
    require(tissues, "tissues").append(frame);
  }

  /**
   * Records a birth, or a founder.
   *
   * @param parent the mother, or {@link org.blastema.record.lineage.LineageEntry#FOUNDER}
   * @param type name of the cell type
   * @param time simulated time
   * @throws IllegalArgumentException if the id was used before
   */
  public synchronized void born(int id, int parent, String type, double time) throws IOException {
    requireOpen();
    lineage.born(id, parent, type, time);
  }

  /**
   * Records a death.
   *
   * @param time simulated time
   * @param cause why, for example {@code apoptosis}
   * @throws IllegalArgumentException if no such cell lives
   */
  public synchronized void died(int id, double time, String cause) throws IOException {
    requireOpen();
    lineage.died(id, time, cause);
  }

  /**
   * Declares the metrics of {@link #sample}; once a session.
   *
   * @param timeUnit unit of simulated time; may be empty
   * @throws IOException if the run was resumed and had other metrics
   */
  public synchronized void declareMetrics(String timeUnit, List<TableColumn> columns)
      throws IOException {
    requireFirst(metrics, "metrics");
    Stream<TableColumn> first =
        Stream.of(new TableColumn("time", timeUnit), TableColumn.of("step"));
    metrics =
        NumericTableWriter.open(files.metrics(), Stream.concat(first, columns.stream()).toList());
  }

  /**
   * Appends a row of metrics.
   *
   * @param time simulated time
   * @param step macro-steps done
   * @param values one number a declared metric, in order; NaN where it is not defined
   */
  public synchronized void sample(double time, long step, double... values) throws IOException {
    require(metrics, "metrics")
        .append(
            DoubleStream.concat(DoubleStream.of(time, (double) step), DoubleStream.of(values))
                .toArray());
  }

  /**
   * Declares the history of {@link #epoch}; once a session.
   *
   * @param more columns after {@link TrainingFolder#STANDARD_COLUMNS}
   * @throws IOException if the run was resumed and had other columns
   */
  public synchronized void declareHistory(List<TableColumn> more) throws IOException {
    requireFirst(history, "history");
    history = training.openHistory(more);
  }

  /**
   * Appends a row of the training history.
   *
   * @param epoch epochs done
   * @param reward what training maximizes; NaN if it has none
   * @param loss what training minimizes; NaN if it has none
   * @param gradientNorm Euclidean norm of the gradient over all parameters
   * @param seconds time that the epoch took on the clock
   * @param more one number a further declared column, in order
   */
  public synchronized void epoch(
      long epoch, double reward, double loss, double gradientNorm, double seconds, double... more)
      throws IOException {
    require(history, "history")
        .append(
            DoubleStream.concat(
                    DoubleStream.of((double) epoch, reward, loss, gradientNorm, seconds),
                    DoubleStream.of(more))
                .toArray());
  }

  /** Keeps the parameters after an epoch. */
  public synchronized void parameters(ParameterSnapshot snapshot) throws IOException {
    training.writeEpoch(snapshot);
  }

  /** Replaces the best parameters. */
  public synchronized void best(ParameterSnapshot snapshot) throws IOException {
    training.writeBest(snapshot);
  }

  /** Keeps the parameters at the end of training. */
  public synchronized void last(ParameterSnapshot snapshot) throws IOException {
    training.writeFinal(snapshot);
  }

  /**
   * Writes a complete state, after everything recorded before it has been flushed. A few older ones
   * are kept.
   *
   * @throws IllegalArgumentException if an entry's name begins with {@code run.}
   */
  public synchronized void checkpoint(Checkpoint checkpoint) throws IOException {
    requireOpen();
    if (checkpoint.names().stream().anyMatch(name -> name.startsWith(RunMark.PREFIX))) {
      throw new IllegalArgumentException(
          "names of entries must not begin with " + RunMark.PREFIX + ": " + checkpoint.names());
    }
    flush();
    Optional<String> best =
        Files.exists(training.bestFile())
            ? Optional.of(Files.readString(training.bestFile(), UTF_8))
            : Optional.empty();
    RunMark mark =
        new RunMark(
            cells == null ? RunMark.ABSENT : cells.frames(),
            fields == null ? RunMark.ABSENT : fields.frames(),
            metrics == null ? RunMark.ABSENT : metrics.rows(),
            history == null ? RunMark.ABSENT : history.rows(),
            best,
            lineage.cells());
    checkpoints.write(mark.addTo(checkpoint));
    save(info);
  }

  /** Writes the outcome of the scenario's checks. */
  public synchronized void checks(List<CheckResult> results) throws IOException {
    RunJson.write(files.checks(), results);
  }

  /** Appends a message to the log. */
  public synchronized void log(String message) throws IOException {
    requireOpen();
    log.add(message);
  }

  /**
   * Makes all frames and lineage so far visible to readers. This happens by itself about once a
   * second while there are new ones; ask for it before a long pause.
   */
  public synchronized void flush() throws IOException {
    requireOpen();
    lineage.flush();
    if (cells != null) {
      cells.flush();
    }
    if (fields != null) {
      fields.flush();
    }
    if (tissues != null) {
      tissues.flush();
    }
  }

  /** Ends the run as one that did what its scenario asked. */
  public synchronized void done() throws IOException {
    end(RunStatus.DONE, null);
  }

  /** Ends the run as failed. */
  public synchronized void failed(String failure) throws IOException {
    end(RunStatus.FAILED, failure);
  }

  /** Ends the run as stopped; it can be resumed from its last checkpoint. */
  public synchronized void interrupted() throws IOException {
    end(RunStatus.INTERRUPTED, null);
  }

  /** Ends the run as interrupted unless it has ended. */
  @Override
  public synchronized void close() throws IOException {
    if (open) {
      interrupted();
    }
  }

  private void end(RunStatus status, String failure) throws IOException {
    requireOpen();
    open = false;
    try (lock;
        log) {
      closeData();
      log.add(status.name().toLowerCase(Locale.ROOT) + (failure == null ? "" : ": " + failure));
      save(info.ended(status, Instant.now(), failure));
    }
  }

  private void closeData() throws IOException {
    if (cells != null) {
      cells.close();
    }
    if (fields != null) {
      fields.close();
    }
    if (tissues != null) {
      tissues.close();
    }
    if (metrics != null) {
      metrics.close();
    }
    if (history != null) {
      history.close();
    }
    lineage.close();
  }

  private void save(RunInfo changed) throws IOException {
    info = changed.measured(cost.now(), Instant.now());
    RunJson.write(files.info(), info);
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the run has ended");
    }
  }

  private <T> T require(T declared, String what) {
    requireOpen();
    if (declared == null) {
      throw new IllegalStateException("the " + what + " have not been declared");
    }
    return declared;
  }

  private void requireFirst(Object declared, String what) {
    requireOpen();
    if (declared != null) {
      throw new IllegalStateException("the " + what + " have been declared before");
    }
  }
}
