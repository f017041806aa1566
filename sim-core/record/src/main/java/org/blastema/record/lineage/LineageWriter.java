package org.blastema.record.lineage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.blastema.record.file.AtomicFile;
import org.blastema.record.table.CsvAppender;

/**
 * Writes the lives of cells. Births and deaths are appended as they come, at most a second late;
 * {@link #close} rewrites the file with one row a cell. Not safe for several threads.
 */
public final class LineageWriter implements Closeable {
  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
  private static final int MOST_PENDING = 1024;

  private final Path file;
  private final TreeMap<Integer, LineageEntry> cells = new TreeMap<>();
  private final List<List<String>> pending = new ArrayList<>();
  private CsvAppender rows;
  private long nextFlush = System.nanoTime() + INTERVAL;

  private LineageWriter(Path file, Collection<LineageEntry> known) throws IOException {
    this.file = file;
    known.forEach(entry -> cells.put(entry.id(), entry));
    this.rows = rewritten();
  }

  /**
   * Begins a file, replacing one that exists.
   *
   * @param known cells of earlier processes of the run
   */
  public static LineageWriter create(Path file, Collection<LineageEntry> known) throws IOException {
    return new LineageWriter(file, known);
  }

  /**
   * Records a birth, or a founder.
   *
   * @param id the new cell
   * @param parent its mother, or {@link LineageEntry#FOUNDER}
   * @param type name of its type
   * @param time simulated time
   * @throws IllegalArgumentException if the id was used before
   */
  public void born(int id, int parent, String type, double time) throws IOException {
    LineageEntry entry = new LineageEntry(id, parent, type, time, Double.NaN, "");
    if (cells.putIfAbsent(id, entry) != null) {
      throw new IllegalArgumentException("cell " + id + " was born before");
    }
    add(entry);
  }

  /**
   * Records a death.
   *
   * @param id the cell
   * @param time simulated time
   * @param cause why, for example {@code apoptosis}
   * @throws IllegalArgumentException if no such cell lives
   */
  public void died(int id, double time, String cause) throws IOException {
    LineageEntry living = cells.get(id);
    if (living == null || living.dead()) {
      throw new IllegalArgumentException("no cell " + id + " lives");
    }
    LineageEntry dead = living.died(time, cause);
    cells.put(id, dead);
    add(dead);
  }

  /** All cells so far in order of their ids. */
  public List<LineageEntry> cells() {
    return List.copyOf(cells.values());
  }

  private void add(LineageEntry entry) throws IOException {
    pending.add(LineageTable.row(entry));
    if (pending.size() >= MOST_PENDING || System.nanoTime() - nextFlush >= 0) {
      flush();
    }
  }

  /** Appends what is not yet in the file. */
  public void flush() throws IOException {
    if (!pending.isEmpty()) {
      rows.appendAll(pending);
      pending.clear();
    }
    nextFlush = System.nanoTime() + INTERVAL;
  }

  /** Leaves one row a cell, in order of the ids. */
  @Override
  public void close() throws IOException {
    rows.close();
    rows = rewritten();
    rows.close();
  }

  private CsvAppender rewritten() throws IOException {
    Path temporary = AtomicFile.temporary(file);
    try (CsvAppender whole = CsvAppender.create(temporary, LineageTable.HEADER)) {
      whole.appendAll(cells.values().stream().map(LineageTable::row).toList());
    }
    AtomicFile.move(temporary, file);
    pending.clear();
    return CsvAppender.open(file, LineageTable.HEADER);
  }
}
