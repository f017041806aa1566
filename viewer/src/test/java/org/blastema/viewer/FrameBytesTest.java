package org.blastema.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Frames are decoded here as their layout is documented, apart from the code that the page has. */
class FrameBytesTest {
  private static final int COUNT = 1000;

  @Test
  void coordinates_and_radii_come_back_within_half_a_quantum() {
    FrameBytes.Tissue tissue = tissue(COUNT, 1);
    ByteBuffer bytes = read(FrameBytes.tissue(tissue));
    double extent = bytes.getDouble(56);
    double largest = bytes.getDouble(64);
    double[][] axes = {tissue.x(), tissue.y(), tissue.z()};
    // half a step of the quantization, and the rounding of the arithmetic
    double error = extent / 65_535 / 2 * (1 + 1e-9) + 1e-12;
    for (int i = 0; i < COUNT; i++) {
      for (int axis = 0; axis < 3; axis++) {
        double found =
            bytes.getDouble(32 + 8 * axis)
                + quantum(bytes, 72 + 8 * i + 2 * axis) / 65_535.0 * extent;
        assertThat(found).isCloseTo(axes[axis][i], within(error));
      }
      assertThat(quantum(bytes, 72 + 8 * i + 6) / 65_535.0 * largest)
          .isCloseTo(tissue.radius()[i], within(largest / 65_535 / 2 * (1 + 1e-9)));
    }
    assertThat(bytes.getInt(4)).isEqualTo(COUNT);
    assertThat(bytes.getInt(8)).isEqualTo(3);
    assertThat(bytes.getDouble(16)).isEqualTo(2.5);
    assertThat(bytes.getDouble(24)).isEqualTo(17);
  }

  @Test
  void types_and_ids_come_back_exactly() {
    FrameBytes.Tissue tissue = tissue(COUNT, 2);
    tissue.ids()[5] = Integer.MAX_VALUE;
    tissue.ids()[6] = 0;
    tissue.types()[7] = 300;
    ByteBuffer bytes = read(FrameBytes.tissue(tissue));
    for (int i = 0; i < COUNT; i++) {
      assertThat(bytes.get(72 + 8 * COUNT + i) & 255).isEqualTo(Math.min(255, tissue.types()[i]));
    }
    int at = 72 + 9 * COUNT;
    assertThat(bytes.limit()).isEqualTo(at + bytes.getInt(12));
    int id = 0;
    for (int i = 0; i < COUNT; i++) {
      int rest = 0;
      int shift = 0;
      int group;
      do {
        group = bytes.get(at++);
        rest |= (group & 127) << shift;
        shift += 7;
      } while ((group & 128) != 0);
      id += (rest >>> 1) ^ -(rest & 1);
      assertThat(id).isEqualTo(tissue.ids()[i]);
    }
  }

  @Test
  void a_frame_of_a_hundred_thousand_cells_with_a_column_takes_less_than_1_5_megabytes() {
    FrameBytes.Tissue tissue = tissue(100_000, 3);
    int size = FrameBytes.tissue(tissue).length + FrameBytes.column(tissue.x(), false).length;
    assertThat(size).isLessThan(1_500_000);
  }

  @Test
  void empty_and_flat_tissues_have_a_layout() {
    ByteBuffer none = read(FrameBytes.tissue(tissue(0, 4)));
    assertThat(none.limit()).isEqualTo(FrameBytes.HEADER);
    assertThat(none.getDouble(56)).isZero();
    FrameBytes.Tissue one =
        new FrameBytes.Tissue(
            0,
            0,
            new double[] {3},
            new double[] {4},
            null,
            new double[] {1},
            new int[1],
            new int[1]);
    ByteBuffer flat = read(FrameBytes.tissue(one));
    assertThat(flat.getInt(8)).isEqualTo(2);
    assertThat(flat.getDouble(32)).isEqualTo(3);
    assertThat(flat.getDouble(40)).isEqualTo(4);
    assertThat(quantum(flat, 72 + 6)).isEqualTo(65_535);
  }

  @Test
  void real_columns_come_back_within_half_a_quantum_and_keep_what_is_missing() {
    double[] values = new Random(5).doubles(500, -3, 1e6).toArray();
    values[3] = Double.NaN;
    values[4] = Double.POSITIVE_INFINITY;
    double[] found = decoded(FrameBytes.column(values, false));
    double step = (1e6 + 3) / 65_534;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        assertThat(found[i]).isCloseTo(values[i], within(step / 2 * (1 + 1e-9)));
      } else {
        assertThat(found[i]).isNaN();
      }
    }
  }

  @Test
  void integers_of_a_moderate_span_are_exact() {
    double[] values = {-1, 65_533, 17, 0};
    assertThat(decoded(FrameBytes.column(values, true))).containsExactly(values, within(1e-9));
  }

  @Test
  void columns_of_one_value_and_of_huge_ones_are_finite() {
    assertThat(decoded(FrameBytes.column(new double[] {7, 7}, false))).containsExactly(7, 7);
    ByteBuffer bytes = read(FrameBytes.column(new double[] {-1.5e308, 0, 1.5e308}, false));
    assertThat(quantum(bytes, 24)).isZero();
    assertThat(quantum(bytes, 26)).isEqualTo(32_767);
    assertThat(quantum(bytes, 28)).isEqualTo(65_534);
  }

  private static double[] decoded(byte[] column) {
    ByteBuffer bytes = read(column);
    double low = bytes.getDouble(8);
    double high = bytes.getDouble(16);
    return IntStream.range(0, bytes.getInt(4))
        .map(i -> quantum(bytes, 24 + 2 * i))
        .mapToDouble(q -> q == 65_535 ? Double.NaN : low + q / 65_534.0 * (high - low))
        .toArray();
  }

  private static ByteBuffer read(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int quantum(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xFFFF;
  }

  private static FrameBytes.Tissue tissue(int count, long seed) {
    Random random = new Random(seed);
    return new FrameBytes.Tissue(
        2.5,
        17,
        random.doubles(count, -4, 9).toArray(),
        random.doubles(count, 100, 101).toArray(),
        random.doubles(count, -1, 50).toArray(),
        random.doubles(count, 0.3, 0.5).toArray(),
        random.ints(count, 0, 3).toArray(),
        IntStream.range(0, count).map(i -> 3 * i).toArray());
  }
}
