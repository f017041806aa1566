package org.blastema.viewer;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsReader;

/** A cell store as the page sees it, also while it is being written. Safe for several threads. */
final class ViewedCells {
  private static final long REFRESH_NANOS = 300_000_000;

  /** Opens a store. */
  @FunctionalInterface
  interface Source {
    Optional<CellsReader> open() throws IOException;
  }

  private final Source source;
  private final String missing;
  private final Map<String, Limits> limits = new ConcurrentHashMap<>();
  private CellsReader cells;
  private String damage = "";
  private long nextRefresh = System.nanoTime();

  /**
   * A store that may not be there yet.
   *
   * @param missing what is said of a store that cannot be read
   */
  ViewedCells(Source source, String missing) {
    this.source = source;
    this.missing = missing;
  }

  private record Limits(int frames, double low, double high, double lowPositive) {
    static final Limits NONE = new Limits(0, Double.NaN, Double.NaN, Double.NaN);

    Limits with(int seen, double[] values) {
      double least = low;
      double most = high;
      double leastPositive = lowPositive;
      for (double value : values) {
        if (Double.isFinite(value)) {
          least = value < least || Double.isNaN(least) ? value : least;
          most = value > most || Double.isNaN(most) ? value : most;
          if (value > 0) {
            leastPositive =
                value < leastPositive || Double.isNaN(leastPositive) ? value : leastPositive;
          }
        }
      }
      return new Limits(seen, least, most, leastPositive);
    }
  }

  /** The store as of now. */
  synchronized Optional<CellsReader> now() {
    long now = System.nanoTime();
    if (now - nextRefresh >= 0) {
      nextRefresh = now + REFRESH_NANOS;
      try {
        if (cells == null) {
          cells = source.open().orElse(null);
        } else {
          cells.refresh();
        }
        damage = "";
      } catch (IOException | RuntimeException e) {
        damage = ViewedRun.message(e); // what was visible before stays so
      }
    }
    return Optional.ofNullable(cells);
  }

  /** What is wrong with the store; empty if nothing is. */
  synchronized String damage() {
    return damage;
  }

  CellsReader required() throws IOException {
    return now().orElseThrow(() -> new NoSuchFileException("cells", null, missing));
  }

  /** A frame, see {@link FrameBytes#tissue}. */
  byte[] tissue(int frame) throws IOException {
    CellsReader now = required();
    return FrameBytes.tissue(
        new FrameBytes.Tissue(
            now.times()[frame],
            now.steps()[frame],
            now.doubles(frame, "x"),
            now.doubles(frame, "y"),
            now.schema().dimensions() == 3 ? now.doubles(frame, "z") : null,
            now.doubles(frame, "radius"),
            now.ints(frame, "type"),
            now.ints(frame, "id")));
  }

  /** A column of a frame, see {@link FrameBytes#column}. */
  byte[] column(int frame, String name) throws IOException {
    CellsReader now = required();
    return FrameBytes.column(
        now.doubles(frame, name), column(now, name).kind() == CellColumn.Kind.INTEGER);
  }

  static CellColumn column(CellsReader cells, String name) {
    return cells.schema().columns().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no column '" + name + "'"));
  }

  /** The decimal logarithms of a column of a frame; what is not positive has none. */
  byte[] logarithms(int frame, String name) throws IOException {
    double[] values = required().doubles(frame, name);
    return FrameBytes.column(
        Arrays.stream(values).map(v -> v > 0 ? Math.log10(v) : Double.NaN).toArray(), false);
  }

  /**
   * The smallest, the largest and the smallest positive finite number of a column in all frames
   * that can be read; NaN where there is none.
   */
  double[] limits(String name) throws IOException {
    CellsReader now = required();
    column(now, name);
    int frames = now.frames();
    Limits known = limits.getOrDefault(name, Limits.NONE);
    Limits found = known.frames > frames ? Limits.NONE : known;
    for (int frame = found.frames; frame < frames; frame++) {
      double[] values;
      try {
        values = now.doubles(frame, name);
      } catch (IOException e) {
        values = new double[0]; // the page tells of the damage when it comes to this frame
      }
      found = found.with(frame + 1, values);
    }
    limits.put(name, found);
    return new double[] {found.low, found.high, found.lowPositive};
  }
}
