package org.blastema.viewer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How frames travel to the page: little endian, numbers quantized to 16 bits, laid out so that a
 * graphics card takes them as they are.
 *
 * <p>A tissue of n cells, {@code BLT1}:
 *
 * <pre>
 *   0  4 bytes  "BLT1"
 *   4  u32      n
 *   8  u32      dimensions
 *  12  u32      bytes of the ids
 *  16  f64      time
 *  24  f64      step
 *  32  3 f64    lowest x, y, z
 *  56  f64      extent: coordinate = lowest + quantum / 65535 * extent
 *  64  f64      largest radius: radius = quantum / 65535 * largest
 *  72  n 4 u16  x, y, z, radius of each cell
 *      n u8     types (255 for the 256th and later)
 *      ids      differences to the id before, zigzag, in groups of 7 bits, least first
 * </pre>
 *
 * <p>A column of n numbers, {@code BLC1}: the word, u32 n, f64 low, f64 high, n u16: number = low +
 * quantum / 65534 * (high - low), and 65535 for one that is not finite. Integers that span less
 * than 65535 are exact.
 */
final class FrameBytes {
  static final int HEADER = 72;
  static final int COLUMN_HEADER = 24;
  private static final int FULL = 65_535;
  private static final int MISSING = 65_535;
  private static final int HIGHEST = 65_534;

  private FrameBytes() {}

  /**
   * A tissue to encode; arrays have one entry a cell.
   *
   * @param z null in two dimensions
   */
  record Tissue(
      double time,
      long step,
      double[] x,
      double[] y,
      double[] z,
      double[] radius,
      int[] types,
      int[] ids) {
    int count() {
      return x.length;
    }
  }

  static byte[] tissue(Tissue t) {
    int n = t.count();
    byte[] ids = new byte[5 * n];
    int idBytes = packIds(t.ids, ids);
    ByteBuffer out = ByteBuffer.allocate(HEADER + 9 * n + idBytes).order(ByteOrder.LITTLE_ENDIAN);
    Box box = Box.of(t);
    double largest = largest(t.radius);
    out.put("BLT1".getBytes(StandardCharsets.US_ASCII));
    out.putInt(n).putInt(t.z == null ? 2 : 3).putInt(idBytes);
    out.putDouble(t.time).putDouble((double) t.step);
    out.putDouble(box.low[0]).putDouble(box.low[1]).putDouble(box.low[2]).putDouble(box.extent);
    out.putDouble(largest);
    for (int i = 0; i < n; i++) {
      out.putShort(quantum(t.x[i], box.low[0], box.extent));
      out.putShort(quantum(t.y[i], box.low[1], box.extent));
      out.putShort(t.z == null ? 0 : quantum(t.z[i], box.low[2], box.extent));
      out.putShort(quantum(t.radius[i], 0, largest));
    }
    for (int type : t.types) {
      out.put((byte) Math.clamp(type, 0, 255));
    }
    return out.put(ids, 0, idBytes).array();
  }

  static byte[] column(double[] values, boolean integers) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      low = 0;
      high = 0;
    }
    if (integers && high - low <= HIGHEST) {
      high = low + HIGHEST;
    }
    ByteBuffer out =
        ByteBuffer.allocate(COLUMN_HEADER + 2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("BLC1".getBytes(StandardCharsets.US_ASCII)).putInt(values.length);
    out.putDouble(low).putDouble(high);
    double half = high / 2 - low / 2; // halves: the difference of two huge numbers may overflow
    for (double value : values) {
      int quantum =
          !Double.isFinite(value)
              ? MISSING
              : half == 0 ? 0 : (int) Math.rint((value / 2 - low / 2) / half * HIGHEST);
      out.putShort((short) quantum);
    }
    return out.array();
  }

  private static short quantum(double value, double low, double extent) {
    double share = extent > 0 ? (value - low) / extent : 0;
    return (short) (int) Math.rint(Math.clamp(share, 0, 1) * FULL);
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Double.isFinite(value) ? value : 0);
    }
    return largest;
  }

  private static int packIds(int[] ids, byte[] packed) {
    int length = 0;
    int before = 0;
    for (int id : ids) {
      int difference = id - before;
      before = id;
      int rest = (difference << 1) ^ (difference >> 31);
      while ((rest & ~0x7F) != 0) {
        packed[length++] = (byte) ((rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      packed[length++] = (byte) rest;
    }
    return length;
  }

  /** Where the centers of the cells lie. */
  private record Box(double[] low, double extent) {
    static Box of(Tissue t) {
      double[] low = new double[3];
      double extent = 0;
      double[][] coordinates = {t.x, t.y, t.z == null ? new double[0] : t.z};
      for (int axis = 0; axis < 3; axis++) {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (double value : coordinates[axis]) {
          from = Math.min(from, value);
          to = Math.max(to, value);
        }
        if (from <= to) {
          low[axis] = from;
          extent = Math.max(extent, to - from);
        }
      }
      return new Box(low, extent);
    }
  }
}
