package org.blastema.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.record.cells.CellsWriter;
import org.blastema.record.checkpoint.Checkpoint;
import org.blastema.record.file.AtomicFile;
import org.blastema.record.file.FolderRemoval;
import org.blastema.record.lineage.LineageEntry;
import org.blastema.record.lineage.LineageWriter;
import org.blastema.record.table.CsvAppender;
import org.blastema.record.table.CsvFile;
import org.blastema.record.train.TrainingFolder;

/**
 * How far the files of a run had come when a checkpoint was written. It travels in the checkpoint,
 * so that a resumed run can cut everything back to that moment.
 *
 * @param frames frames of the cell store; {@link #ABSENT} if there was none
 * @param fields frames of the store of fields; {@link #ABSENT} if there was none
 * @param metrics rows of metrics; {@link #ABSENT} if there was no such file
 * @param history rows of the training history; {@link #ABSENT} if there was no such file
 * @param best text of the best parameters, if there were any
 * @param lineage all cells up to then
 */
record RunMark(
    long frames,
    long fields,
    long metrics,
    long history,
    Optional<String> best,
    List<LineageEntry> lineage) {

  /** Entries of a checkpoint whose names begin so belong to the run folder, not to its user. */
  static final String PREFIX = "run.";

  static final long ABSENT = -1;

  private static final String COUNTS = PREFIX + "counts";
  private static final String BEST = PREFIX + "best";
  private static final String IDS = PREFIX + "lineage.id";
  private static final String PARENTS = PREFIX + "lineage.parent";
  private static final String BIRTHS = PREFIX + "lineage.birth";
  private static final String DEATHS = PREFIX + "lineage.death";
  private static final String TYPES = PREFIX + "lineage.type";
  private static final String CAUSES = PREFIX + "lineage.cause";

  Checkpoint addTo(Checkpoint checkpoint) {
    Checkpoint.Builder builder = checkpoint.toBuilder();
    builder.put(COUNTS, frames, metrics, history, fields);
    best.ifPresent(text -> builder.put(BEST, text));
    builder.put(IDS, lineage.stream().mapToInt(LineageEntry::id).toArray());
    builder.put(PARENTS, lineage.stream().mapToInt(LineageEntry::parent).toArray());
    builder.put(BIRTHS, lineage.stream().mapToDouble(LineageEntry::birth).toArray());
    builder.put(DEATHS, lineage.stream().mapToDouble(LineageEntry::death).toArray());
    // Neither can hold a line break: each stands in one line of a table.
    builder.put(TYPES, String.join("\n", lineage.stream().map(LineageEntry::type).toList()));
    builder.put(CAUSES, String.join("\n", lineage.stream().map(LineageEntry::cause).toList()));
    return builder.build();
  }

  static RunMark of(Checkpoint checkpoint) {
    long[] counts = checkpoint.longs(COUNTS);
    int[] ids = checkpoint.ints(IDS);
    int[] parents = checkpoint.ints(PARENTS);
    double[] births = checkpoint.doubles(BIRTHS);
    double[] deaths = checkpoint.doubles(DEATHS);
    String[] types = checkpoint.text(TYPES).split("\n", -1);
    String[] causes = checkpoint.text(CAUSES).split("\n", -1);
    List<LineageEntry> lineage = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      lineage.add(new LineageEntry(ids[i], parents[i], types[i], births[i], deaths[i], causes[i]));
    }
    return new RunMark(
        counts[0],
        counts.length > 3 ? counts[3] : ABSENT, // runs of before there were grids have none
        counts[1],
        counts[2],
        checkpoint.has(BEST) ? Optional.of(checkpoint.text(BEST)) : Optional.empty(),
        lineage);
  }

  /**
   * Cuts the files of a run back to this mark. What was not there is removed.
   *
   * @throws IOException if a file is damaged before the cut, or too short
   */
  void cut(RunFiles files, Checkpoint checkpoint) throws IOException {
    cutStore(files.cells(), frames);
    cutStore(files.fields(), fields);
    cutTable(files.metrics(), metrics);
    TrainingFolder training = files.training();
    cutTable(training.historyFile(), history);
    if (checkpoint.unit() == Checkpoint.Unit.EPOCH) {
      for (int epoch : training.epochs()) {
        if (epoch > checkpoint.number()) {
          Files.delete(training.epochFile(epoch));
        }
      }
      cutTissues(training.tissues(), checkpoint.number());
    }
    if (best.isPresent()) {
      AtomicFile.write(training.bestFile(), best.get());
    } else {
      Files.deleteIfExists(training.bestFile());
    }
    Files.deleteIfExists(training.finalFile());
    Files.deleteIfExists(files.checks());
    LineageWriter.create(files.lineage(), lineage).close();
  }

  private static void cutStore(Path store, long frames) throws IOException {
    if (frames == ABSENT) {
      FolderRemoval.remove(store);
    } else {
      CellsWriter.open(store, Math.toIntExact(frames)).close();
    }
  }

  private static void cutTissues(Path tissues, long epoch) throws IOException {
    if (Files.exists(tissues)) {
      try (CellsWriter store = CellsWriter.open(tissues)) {
        store.cutToStep(epoch);
      }
    }
  }

  private static void cutTable(Path file, long rows) throws IOException {
    if (rows == ABSENT) {
      Files.deleteIfExists(file);
      return;
    }
    try (CsvAppender table = CsvAppender.open(file, CsvFile.read(file).header())) {
      table.cutToRows(rows);
    }
  }
}
