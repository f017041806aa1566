package org.blastema.record.cells;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.blastema.record.file.AtomicFile;
import org.blastema.record.file.FolderRemoval;
import org.blastema.record.zarr.ChunkCache;
import org.blastema.record.zarr.ZarrAppender;
import org.blastema.record.zarr.ZarrArray;

/**
 * Appends frames to a cell store: a Zarr group with one array a column, the frames one after the
 * other, and the group {@code frame} that says where each begins.
 *
 * <p>Readers see a frame after the next {@link #flush}, which {@link #append} calls now and then.
 * Columns become visible before the frame index does, so a process killed at any moment loses the
 * frames since the last flush and nothing else. Not safe for several threads.
 */
public final class CellsWriter implements Closeable {
  /** Flushing takes at most one part in this many of the time that passes. */
  private static final int FLUSH_SHARE = 50;

  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  private final CellsSchema schema;
  private final List<ZarrAppender> columns = new ArrayList<>();
  private final Map<FrameIndex.Part, ZarrAppender> index = new EnumMap<>(FrameIndex.Part.class);
  private final List<Long> steps = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();
  private Duration interval = DEFAULT_INTERVAL;
  private long nextFlush = System.nanoTime() + DEFAULT_INTERVAL.toNanos();

  private CellsWriter(Path cells, CellsSchema schema, FrameIndex frames) throws IOException {
    this.schema = schema;
    int count = frames.frames();
    // The index first: at no moment may it promise rows that the columns no longer have.
    for (FrameIndex.Part part : FrameIndex.Part.values()) {
      index.put(part, ZarrAppender.open(part.folder(cells), count));
    }
    for (CellColumn column : schema.columns()) {
      columns.add(ZarrAppender.open(cells.resolve(column.name()), frames.rowsOf(count)));
    }
    for (int i = 0; i < count; i++) {
      steps.add(frames.steps()[i]);
      ends.add(frames.rowsOf(i + 1));
    }
  }

  /**
   * Makes an empty store. It appears at its place complete or not at all.
   *
   * @param cells the store's folder, which must not exist; its parent does
   */
  public static CellsWriter create(Path cells, CellsSchema schema) throws IOException {
    Path temporary = AtomicFile.temporary(cells);
    FolderRemoval.remove(temporary);
    CellsFormat.create(temporary, schema);
    Files.move(temporary, cells);
    return open(cells);
  }

  /**
   * Opens a store to append to it. Frames that a killed process left incomplete are removed.
   *
   * @throws IOException if the store is damaged elsewhere than at its end
   */
  public static CellsWriter open(Path cells) throws IOException {
    CellsSchema schema = CellsFormat.readSchema(cells);
    return new CellsWriter(cells, schema, complete(cells, schema));
  }

  /**
   * Opens a store to append to it after its first {@code kept} frames.
   *
   * @throws IOException if there are fewer complete ones, or the store is damaged before the cut
   */
  public static CellsWriter open(Path cells, int kept) throws IOException {
    CellsSchema schema = CellsFormat.readSchema(cells);
    FrameIndex frames = complete(cells, schema);
    if (kept > frames.frames()) {
      throw new IOException(cells + " has " + frames.frames() + " frames, not " + kept);
    }
    return new CellsWriter(cells, schema, frames.first(kept));
  }

  private static FrameIndex complete(Path cells, CellsSchema schema) throws IOException {
    ChunkCache cache = new ChunkCache(0);
    List<ZarrArray> arrays = new ArrayList<>();
    for (CellColumn column : schema.columns()) {
      arrays.add(ZarrArray.open(cells.resolve(column.name()), cache));
    }
    return FrameIndex.read(cells, cache).within(arrays);
  }

  /** What the store holds. */
  public CellsSchema schema() {
    return schema;
  }

  /** Number of frames, flushed or not. */
  public int frames() {
    return steps.size();
  }

  /**
   * Sets how long readers may have to wait for a frame; one second unless set. Zero flushes every
   * frame. The wait is longer where flushing would take a large part of the time.
   */
  public CellsWriter flushEvery(Duration wait) {
    interval = wait;
    nextFlush = System.nanoTime() + wait.toNanos();
    return this;
  }

  /**
   * Appends a frame.
   *
   * @throws IllegalArgumentException if its columns are not those of the schema, or its step is not
   *     after the step of the last frame
   */
  public void append(Frame frame) throws IOException {
    check(frame);
    for (int i = 0; i < columns.size(); i++) {
      CellColumn column = schema.columns().get(i);
      switch (column.kind()) {
        case REAL -> columns.get(i).append(frame.doubles(column.name()));
        case INTEGER -> columns.get(i).append(frame.ints(column.name()));
      }
    }
    long offset = ends.isEmpty() ? 0 : ends.getLast();
    index.get(FrameIndex.Part.TIME).append(new double[] {frame.time()});
    index.get(FrameIndex.Part.STEP).append(frame.step());
    index.get(FrameIndex.Part.OFFSET).append(offset);
    index.get(FrameIndex.Part.COUNT).append(new int[] {frame.count()});
    steps.add(frame.step());
    ends.add(offset + frame.count());
    if (System.nanoTime() - nextFlush >= 0) {
      flush();
    }
  }

  private void check(Frame frame) {
    if (frame.dimensions() != schema.dimensions()) {
      throw new IllegalArgumentException(
          "a frame of " + frame.dimensions() + " dimensions in a store of " + schema.dimensions());
    }
    if (!steps.isEmpty() && frame.step() <= steps.getLast()) {
      throw new IllegalArgumentException(
          "frame of step " + frame.step() + " after that of step " + steps.getLast());
    }
    if (frame.columns().size() != columns.size()) {
      throw new IllegalArgumentException(
          "frame has the columns " + frame.columns() + ", the store " + schema.names());
    }
    for (CellColumn column : schema.columns()) {
      if (frame.isInteger(column.name()) != (column.kind() == CellColumn.Kind.INTEGER)) {
        throw new IllegalArgumentException(
            "column '" + column.name() + "' is declared as " + column.kind());
      }
    }
  }

  /** Makes all frames visible to readers. */
  public void flush() throws IOException {
    long start = System.nanoTime();
    publish(columns);
    publish(List.copyOf(index.values()));
    long end = System.nanoTime();
    nextFlush =
        end + Math.max(interval.toNanos(), interval.isZero() ? 0 : FLUSH_SHARE * (end - start));
  }

  private static void publish(List<ZarrAppender> arrays) throws IOException {
    for (ZarrAppender array : arrays) {
      array.writeChunks();
    }
    for (ZarrAppender array : arrays) {
      array.publish();
    }
  }

  /**
   * Keeps the first {@code kept} frames.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public void cutToFrames(int kept) throws IOException {
    if (kept > frames()) {
      throw new IllegalArgumentException("there are " + frames() + " frames, not " + kept);
    }
    // The index first: at no moment may it promise rows that the columns no longer have.
    for (FrameIndex.Part part : FrameIndex.Part.values()) {
      index.get(part).cutTo(kept);
    }
    long rows = kept == 0 ? 0 : ends.get(kept - 1);
    for (ZarrAppender column : columns) {
      column.cutTo(rows);
    }
    steps.subList(kept, steps.size()).clear();
    ends.subList(kept, ends.size()).clear();
  }

  /** Keeps the frames up to and including macro-step {@code last}. */
  public void cutToStep(long last) throws IOException {
    int kept = 0;
    while (kept < frames() && steps.get(kept) <= last) {
      kept++;
    }
    cutToFrames(kept);
  }

  /** Flushes. */
  @Override
  public void close() throws IOException {
    flush();
  }
}
