package org.blastema.record.cells;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.blastema.record.zarr.ChunkCache;
import org.blastema.record.zarr.ElementType;
import org.blastema.record.zarr.ZarrArray;

/**
 * Where each frame lies in the columns, at one moment.
 *
 * @param times simulated time of each frame
 * @param steps macro-steps done at each frame
 * @param offsets row of the first cell of each frame
 * @param counts cells of each frame
 */
record FrameIndex(double[] times, long[] steps, long[] offsets, int[] counts) {
  static final String FOLDER = "frame";

  /** One of the arrays in the folder {@code frame}. */
  enum Part {
    TIME("time", ElementType.FLOAT64),
    STEP("step", ElementType.INT64),
    OFFSET("offset", ElementType.INT64),
    COUNT("count", ElementType.INT32);

    private final String folder;
    private final ElementType type;

    Part(String folder, ElementType type) {
      this.folder = folder;
      this.type = type;
    }

    Path folder(Path cells) {
      return cells.resolve(FOLDER).resolve(folder);
    }

    ElementType type() {
      return type;
    }
  }

  int frames() {
    return counts.length;
  }

  /** Rows that the first {@code frames} frames fill. */
  long rowsOf(int frames) {
    return frames == 0 ? 0 : offsets[frames - 1] + counts[frames - 1];
  }

  /** Reads the frames that are in all arrays; columns may still be shorter. */
  static FrameIndex read(Path cells, ChunkCache cache) throws IOException {
    ZarrArray times = ZarrArray.open(Part.TIME.folder(cells), cache);
    ZarrArray steps = ZarrArray.open(Part.STEP.folder(cells), cache);
    ZarrArray offsets = ZarrArray.open(Part.OFFSET.folder(cells), cache);
    ZarrArray counts = ZarrArray.open(Part.COUNT.folder(cells), cache);
    int frames =
        Math.toIntExact(
            LongStream.of(times.length(), steps.length(), offsets.length(), counts.length())
                .min()
                .getAsLong());
    return new FrameIndex(
        times.doubles(0, frames),
        steps.longs(0, frames),
        offsets.longs(0, frames),
        counts.ints(0, frames));
  }

  /** The leading frames whose rows are in every column. */
  FrameIndex within(List<ZarrArray> columns) {
    long rows = columns.stream().mapToLong(ZarrArray::length).min().orElse(Long.MAX_VALUE);
    int frames = frames();
    while (frames > 0 && rowsOf(frames) > rows) {
      frames--;
    }
    return first(frames);
  }

  FrameIndex first(int frames) {
    return frames == frames()
        ? this
        : new FrameIndex(
            Arrays.copyOf(times, frames),
            Arrays.copyOf(steps, frames),
            Arrays.copyOf(offsets, frames),
            Arrays.copyOf(counts, frames));
  }
}
