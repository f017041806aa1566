package org.blastema.record.picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.blastema.record.cells.Frame;

/** What the colors of cells mean. */
sealed interface Coloring {

  /** The color of each cell, {@code 0xRRGGBB}. */
  int[] colors(Frame frame);

  /** Explains the colors. */
  void legend(Surroundings around, Frame frame);

  /** All cells alike. */
  record Plain() implements Coloring {
    @Override
    public int[] colors(Frame frame) {
      return IntStream.range(0, frame.count()).map(i -> TypePalette.rgb(0)).toArray();
    }

    @Override
    public void legend(Surroundings around, Frame frame) {
      // One color needs no explanation.
    }
  }

  /**
   * By cell type.
   *
   * @param names names of the types
   */
  record ByType(List<String> names) implements Coloring {
    @Override
    public int[] colors(Frame frame) {
      return IntStream.of(frame.ints("type")).map(TypePalette::rgb).toArray();
    }

    @Override
    public void legend(Surroundings around, Frame frame) {
      int[] types = frame.ints("type");
      List<Surroundings.Entry> entries = new ArrayList<>();
      for (int type = 0; type < names.size(); type++) {
        int wanted = type;
        long count = IntStream.of(types).filter(t -> t == wanted).count();
        entries.add(
            new Surroundings.Entry(
                names.get(type), Long.toString(count), new Color(TypePalette.rgb(type))));
      }
      around.types(entries);
    }
  }

  /**
   * By the numbers of a column.
   *
   * @param column name of the column
   * @param label what the color bar is headed with
   * @param map the colors
   * @param low number at the lower end; NaN for the smallest in the frame
   * @param high number at the upper end; NaN for the largest in the frame
   */
  record ByColumn(String column, String label, ColorMap map, double low, double high)
      implements Coloring {
    @Override
    public int[] colors(Frame frame) {
      double[] values = frame.doubles(column);
      Range range = range(values);
      return IntStream.range(0, values.length)
          .map(i -> map.rgb((values[i] - range.low) / (range.high - range.low)))
          .toArray();
    }

    @Override
    public void legend(Surroundings around, Frame frame) {
      Range range = range(frame.doubles(column));
      around.colorBar(label, map, range.low, range.high);
    }

    private record Range(double low, double high) {}

    private Range range(double[] values) {
      double smallest = Double.POSITIVE_INFINITY;
      double largest = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        if (Double.isFinite(value)) {
          smallest = Math.min(smallest, value);
          largest = Math.max(largest, value);
        }
      }
      double from = Double.isNaN(low) ? smallest : low;
      double to = Double.isNaN(high) ? largest : high;
      if (from < to) {
        return new Range(from, to);
      }
      // Nothing to tell apart: some range around the one value there is.
      double middle = Double.isFinite(from) ? from : 0;
      double half = middle == 0 ? 1 : Math.abs(middle) / 10;
      return new Range(middle - half, middle + half);
    }
  }
}
