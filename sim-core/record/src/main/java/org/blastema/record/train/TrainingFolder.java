package org.blastema.record.train;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.blastema.record.table.NumericTable;
import org.blastema.record.table.NumericTableWriter;
import org.blastema.record.table.TableColumn;

/** The folder {@code train} of a run: history of the epochs, parameters at some of them. */
public final class TrainingFolder {
  /**
   * The columns that every history begins with. The reward is what training maximizes, the loss
   * what it minimizes; the one that a run does not have is NaN.
   */
  public static final List<TableColumn> STANDARD_COLUMNS =
      List.of(
          TableColumn.of("epoch"),
          TableColumn.of("reward"),
          TableColumn.of("loss"),
          TableColumn.of("gradient_norm"),
          TableColumn.of("seconds"));

  private static final Pattern EPOCH_FILE = Pattern.compile("epoch-(\\d{1,9})\\.yaml");

  private final Path folder;

  /** The training folder at a place, which need not exist yet. */
  public TrainingFolder(Path folder) {
    this.folder = folder;
  }

  /** The history file. */
  public Path historyFile() {
    return folder.resolve("history.csv");
  }

  /** The values with the best score so far. */
  public Path bestFile() {
    return folder.resolve("best.yaml");
  }

  /** The values when training ended. */
  public Path finalFile() {
    return folder.resolve("final.yaml");
  }

  /** The values after an epoch. */
  public Path epochFile(int epoch) {
    return folder.resolve("parameters").resolve("epoch-%05d.yaml".formatted(epoch));
  }

  /** The cell store of tissues grown during the training: one frame an epoch, whose step it is. */
  public Path tissues() {
    return folder.resolve("tissues");
  }

  /**
   * Begins or continues the history.
   *
   * @param more columns after {@link #STANDARD_COLUMNS}
   */
  public NumericTableWriter openHistory(List<TableColumn> more) throws IOException {
    Files.createDirectories(folder);
    return NumericTableWriter.open(
        historyFile(), Stream.concat(STANDARD_COLUMNS.stream(), more.stream()).toList());
  }

  /** The complete rows of the history; no columns if there is none. */
  public NumericTable history() throws IOException {
    return NumericTable.read(historyFile());
  }

  /** Writes the values after {@code snapshot.epoch()} epochs. */
  public void writeEpoch(ParameterSnapshot snapshot) throws IOException {
    write(epochFile(snapshot.epoch()), snapshot);
  }

  /** Replaces the best values. */
  public void writeBest(ParameterSnapshot snapshot) throws IOException {
    write(bestFile(), snapshot);
  }

  /** Writes the values when training ended. */
  public void writeFinal(ParameterSnapshot snapshot) throws IOException {
    write(finalFile(), snapshot);
  }

  private static void write(Path file, ParameterSnapshot snapshot) throws IOException {
    Files.createDirectories(file.getParent());
    ParameterFile.write(file, snapshot);
  }

  /** The epochs whose parameters were written, ascending. */
  public List<Integer> epochs() throws IOException {
    List<Integer> epochs = new ArrayList<>();
    Path parameters = folder.resolve("parameters");
    if (Files.isDirectory(parameters)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(parameters)) {
        for (Path file : files) {
          Matcher name = EPOCH_FILE.matcher(file.getFileName().toString());
          if (name.matches()) {
            epochs.add(Integer.valueOf(name.group(1)));
          }
        }
      }
    }
    return epochs.stream().sorted().toList();
  }

  /**
   * The parameters after an epoch.
   *
   * @throws IOException if they were not written
   */
  public ParameterSnapshot parameters(int epoch) throws IOException {
    return ParameterFile.read(epochFile(epoch));
  }

  /** The best parameters so far, if there are any. */
  public Optional<ParameterSnapshot> best() throws IOException {
    return ifPresent(bestFile());
  }

  /** The parameters when training ended, if it has. */
  public Optional<ParameterSnapshot> last() throws IOException {
    return ifPresent(finalFile());
  }

  private static Optional<ParameterSnapshot> ifPresent(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(ParameterFile.read(file)) : Optional.empty();
  }
}
