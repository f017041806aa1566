package org.blastema.record.cells;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.blastema.record.zarr.ChunkCache;
import org.blastema.record.zarr.ZarrArray;

/**
 * Reads a cell store, also while it is being written. Safe for several threads.
 *
 * <p>What is visible changes only at {@link #refresh}. One column of one frame is read without the
 * rest; decompressed chunks are kept for the next call.
 */
public final class CellsReader {
  private static final long CACHE_BYTES = 64L << 20;

  private final Path cells;
  private final CellsSchema schema;
  private final ChunkCache cache = new ChunkCache(CACHE_BYTES);
  private volatile View view;

  private record View(FrameIndex frames, Map<String, ZarrArray> columns) {}

  private CellsReader(Path cells, CellsSchema schema) throws IOException {
    this.cells = cells;
    this.schema = schema;
    this.view = look();
  }

  /**
   * Opens a store.
   *
   * @throws IOException if there is none or it is damaged
   */
  public static CellsReader open(Path cells) throws IOException {
    return new CellsReader(cells, CellsFormat.readSchema(cells));
  }

  /** What the store holds. */
  public CellsSchema schema() {
    return schema;
  }

  /**
   * Looks for frames that were written, or cut off, since.
   *
   * @return number of frames now visible
   */
  public int refresh() throws IOException {
    try {
      view = look();
    } catch (IOException e) {
      // A resumed run may have cut the store while we looked; then a second look succeeds.
      view = look();
    }
    return frames();
  }

  private View look() throws IOException {
    // The index first: columns only grow before it does, so they are long enough for it.
    FrameIndex index = FrameIndex.read(cells, cache);
    Map<String, ZarrArray> columns = new LinkedHashMap<>();
    for (CellColumn column : schema.columns()) {
      columns.put(column.name(), ZarrArray.open(cells.resolve(column.name()), cache));
    }
    return new View(index.within(new ArrayList<>(columns.values())), columns);
  }

  /** Number of visible frames. */
  public int frames() {
    return view.frames.frames();
  }

  /** Simulated time of every visible frame. */
  public double[] times() {
    return view.frames.times().clone();
  }

  /** Macro-steps done at every visible frame. */
  public long[] steps() {
    return view.frames.steps().clone();
  }

  /** Number of cells of every visible frame. */
  public int[] counts() {
    return view.frames.counts().clone();
  }

  /**
   * One column of one frame, integers widened; length {@code counts()[frame]}.
   *
   * @throws IndexOutOfBoundsException if the frame is not visible
   * @throws IllegalArgumentException if there is no such column
   * @throws IOException if a chunk is missing or damaged
   */
  public double[] doubles(int frame, String column) throws IOException {
    View now = view;
    Objects.checkIndex(frame, now.frames.frames());
    return array(now, column).doubles(now.frames.offsets()[frame], now.frames.counts()[frame]);
  }

  /**
   * One column of integers of one frame, length {@code counts()[frame]}.
   *
   * @throws IndexOutOfBoundsException if the frame is not visible
   * @throws IllegalArgumentException if there is no such column or it holds other numbers
   * @throws IOException if a chunk is missing or damaged
   */
  public int[] ints(int frame, String column) throws IOException {
    View now = view;
    Objects.checkIndex(frame, now.frames.frames());
    return array(now, column).ints(now.frames.offsets()[frame], now.frames.counts()[frame]);
  }

  /**
   * One frame with all its columns.
   *
   * @throws IndexOutOfBoundsException if the frame is not visible
   * @throws IOException if a chunk is missing or damaged
   */
  public Frame frame(int frame) throws IOException {
    View now = view;
    Objects.checkIndex(frame, now.frames.frames());
    long offset = now.frames.offsets()[frame];
    int count = now.frames.counts()[frame];
    Frame.Builder builder =
        Frame.builder(
            now.frames.times()[frame], now.frames.steps()[frame], schema.dimensions(), count);
    for (CellColumn column : schema.columns()) {
      ZarrArray array = array(now, column.name());
      switch (column.kind()) {
        case REAL -> builder.put(column.name(), array.doubles(offset, count));
        case INTEGER -> builder.put(column.name(), array.ints(offset, count));
      }
    }
    return builder.build();
  }

  private ZarrArray array(View now, String column) {
    ZarrArray array = now.columns.get(column);
    if (array == null) {
      throw new IllegalArgumentException("no column '" + column + "'; there are " + schema.names());
    }
    return array;
  }
}
