package org.blastema.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.record.cells.CellsReader;
import org.blastema.record.checkpoint.Checkpoint;
import org.blastema.record.lineage.LineageEntry;
import org.blastema.record.lineage.LineageTable;
import org.blastema.record.table.NumericTable;
import org.blastema.record.train.ParameterSnapshot;
import org.blastema.record.train.TrainingFolder;

/**
 * Reads a run folder, also while the run goes on or after its process was killed. Each call looks
 * at the files anew and changes nothing. Safe for several threads.
 */
public final class RunReader {
  private final RunFiles files;

  private RunReader(RunFiles files) {
    this.files = files;
  }

  /** Whether a folder is that of a run. */
  public static boolean isRun(Path folder) {
    return Files.exists(new RunFiles(folder).info());
  }

  /**
   * Opens a run folder.
   *
   * @throws NoSuchFileException if the folder holds no run
   * @throws IOException if its format is not one that this version reads
   */
  public static RunReader open(Path folder) throws IOException {
    RunFiles files = new RunFiles(folder);
    if (!Files.exists(files.info())) {
      throw new NoSuchFileException(folder.toString(), null, "is not a run folder");
    }
    readInfo(files);
    return new RunReader(files);
  }

  /**
   * Opens what is left of a run folder. Nothing is read yet; a part that is damaged is found when
   * it is asked for, {@link #info} and {@link #status} included.
   *
   * @throws NoSuchFileException if the folder does not exist
   */
  public static RunReader salvage(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "is not a folder");
    }
    return new RunReader(new RunFiles(folder));
  }

  static RunInfo readInfo(RunFiles files) throws IOException {
    RunInfo info = RunJson.read(files.info(), RunInfo.class);
    if (!RunInfo.FORMAT.equals(info.format())) {
      throw new IOException(
          files.info()
              + " has the format '"
              + info.format()
              + "'; this version reads "
              + RunInfo.FORMAT);
    }
    return info;
  }

  /** The run folder. */
  public Path folder() {
    return files.folder();
  }

  /** What {@code run.json} says; its status may be that of a process that has died since. */
  public RunInfo info() throws IOException {
    return readInfo(files);
  }

  /** How the run stands: one that no process writes any more does not count as running. */
  public RunStatus status() throws IOException {
    RunStatus written = info().status();
    if (written != RunStatus.RUNNING || RunLock.held(files.lock())) {
      return written;
    }
    // It may have ended between the two looks.
    RunStatus again = info().status();
    return again == RunStatus.RUNNING ? RunStatus.INTERRUPTED : again;
  }

  /** The scenario as the user wrote it. */
  public Optional<String> scenario() throws IOException {
    return text(files.scenario());
  }

  /** The scenario with all defaults and overrides. */
  public Optional<String> resolved() throws IOException {
    return text(files.resolved());
  }

  /** The copies of input files that are missing or were changed since they were made. */
  public List<RunInfo.Input> changedInputs() throws IOException {
    InputFolder inputs = new InputFolder(files);
    List<RunInfo.Input> changed = new ArrayList<>();
    for (RunInfo.Input input : info().inputs()) {
      if (!inputs.intact(input)) {
        changed.add(input);
      }
    }
    return changed;
  }

  /** The trajectory, if the run records one. Keep the reader: it remembers what it has read. */
  public Optional<CellsReader> cells() throws IOException {
    return Files.exists(files.cells())
        ? Optional.of(CellsReader.open(files.cells()))
        : Optional.empty();
  }

  /** The chemicals on the grid, if the run records them: a frame for every one of the cells. */
  public Optional<CellsReader> fields() throws IOException {
    return Files.exists(files.fields())
        ? Optional.of(CellsReader.open(files.fields()))
        : Optional.empty();
  }

  /**
   * The tissues that were grown during the training, if there are any: one frame an epoch, its step
   * the number of epochs done.
   */
  public Optional<CellsReader> tissues() throws IOException {
    Path tissues = files.training().tissues();
    return Files.exists(tissues) ? Optional.of(CellsReader.open(tissues)) : Optional.empty();
  }

  /** The cells in order of their ids. */
  public List<LineageEntry> lineage() throws IOException {
    return LineageTable.read(files.lineage());
  }

  /**
   * The rows of metrics, beginning with the columns time and step; no columns if there are none.
   */
  public NumericTable metrics() throws IOException {
    return NumericTable.read(files.metrics());
  }

  /**
   * The rows of the training history, beginning with {@link TrainingFolder#STANDARD_COLUMNS}; no
   * columns if there are none.
   */
  public NumericTable history() throws IOException {
    return files.training().history();
  }

  /** The epochs whose parameters were kept, ascending. */
  public List<Integer> parameterEpochs() throws IOException {
    return files.training().epochs();
  }

  /**
   * The parameters after an epoch.
   *
   * @throws IOException if they were not kept
   */
  public ParameterSnapshot parameters(int epoch) throws IOException {
    return files.training().parameters(epoch);
  }

  /** The best parameters so far, if the run trains. */
  public Optional<ParameterSnapshot> best() throws IOException {
    return files.training().best();
  }

  /** The parameters at the end of training, if it has ended. */
  public Optional<ParameterSnapshot> last() throws IOException {
    return files.training().last();
  }

  /** The newest checkpoint that can be read, with the entries that its user put. */
  public Optional<Checkpoint> checkpoint() throws IOException {
    return files
        .checkpoints()
        .newest()
        .map(checkpoint -> checkpoint.keeping(name -> !name.startsWith(RunMark.PREFIX)));
  }

  /** The outcome of the scenario's checks, if they have been made. */
  public Optional<List<CheckResult>> checks() throws IOException {
    return Files.exists(files.checks())
        ? Optional.of(List.of(RunJson.read(files.checks(), CheckResult[].class)))
        : Optional.empty();
  }

  /** The log; empty if there is none. */
  public String log() throws IOException {
    return text(files.log()).orElse("");
  }

  private static Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file, UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
