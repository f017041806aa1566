package org.blastema.record.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import org.blastema.record.cells.Frame;
import org.blastema.record.cells.VoxelGrid;
import org.junit.jupiter.api.Test;

class FieldSliceTest {
  private static final VoxelGrid FLAT = new VoxelGrid(List.of(-1.0, -1.0), 1, List.of(4, 4));
  private static final VoxelGrid SPACE =
      new VoxelGrid(List.of(-2.0, -2.0, -2.0), 1, List.of(4, 4, 4));

  private static FieldSlice slice(VoxelGrid grid, int axis, int layer, double opacity) {
    double[] values = new double[grid.voxels()];
    for (int v = 0; v < values.length; v++) {
      values[v] = v % 4 + 10 * (v / 4 % 4) + 100 * Math.floorDiv(v, 16);
    }
    return new FieldSlice(
        grid, values, axis, layer, "oxygen", ColorMap.sequential(), 0, 33, opacity);
  }

  private static Frame cell(int dimensions, double... place) {
    Frame.Builder builder =
        Frame.builder(0, 0, dimensions, 1)
            .put("x", new double[] {place[0]})
            .put("y", new double[] {place[1]})
            .put("radius", new double[] {0.4});
    return (dimensions == 3 ? builder.put("z", new double[] {place[2]}) : builder).build();
  }

  /** The sum of the differences of three channels. */
  private static int apart(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      sum += Math.abs((a >> shift & 255) - (b >> shift & 255));
    }
    return sum;
  }

  @Test
  void numbers_between_the_middles_of_voxels_are_interpolated() {
    FieldSlice flat = slice(FLAT, 2, 0, 1);
    // a linear field is met exactly up to rounding
    assertThat(flat.at(0.5, 0.5)).isZero();
    assertThat(flat.at(1.25, 2)).isCloseTo(0.75 + 15, within(1e-12));
    assertThat(flat.at(0, 4)).isEqualTo(30); // beyond the outer middles nothing is known
    assertThat(slice(SPACE, 0, 3, 1).at(0.5, 1)).isCloseTo(3 + 0 + 50, within(1e-12));
    assertThat(slice(SPACE, 1, 2, 1).at(1, 1.5)).isCloseTo(0.5 + 20 + 100, within(1e-12));
    assertThat(slice(SPACE, 1, 2, 1).place()).isEqualTo(0.5);
  }

  @Test
  void a_layer_is_found_by_its_share() {
    assertThat(FieldSlice.layerAt(SPACE, 1, 0)).isZero();
    assertThat(FieldSlice.layerAt(SPACE, 1, 0.5)).isEqualTo(2);
    assertThat(FieldSlice.layerAt(SPACE, 1, 1)).isEqualTo(3);
    assertThat(FieldSlice.layerAt(FLAT, 2, 1)).isZero();
  }

  @Test
  void wrong_slices_are_refused() {
    assertThatThrownBy(() -> slice(FLAT, 0, 0, 1)).hasMessageContaining("across axis 0");
    assertThatThrownBy(() -> slice(SPACE, 2, 4, 1)).hasMessageContaining("no layer 4");
    assertThatThrownBy(() -> slice(SPACE, 2, 0, 2)).hasMessageContaining("opacity of 2");
    assertThatThrownBy(
            () -> new FieldSlice(FLAT, new double[3], 2, 0, "", ColorMap.sequential(), 0, 1, 1))
        .hasMessageContaining("3 numbers for the 16 voxels");
    assertThatThrownBy(() -> TissuePicture.of(cell(2, 0, 0)).field(slice(SPACE, 2, 0, 1)))
        .hasMessageContaining("3 dimensions among cells of 2");
  }

  @Test
  void a_flat_field_lies_under_the_cells_in_its_colors() {
    BufferedImage picture = TissuePicture.of(cell(2, 1, 1)).field(slice(FLAT, 2, 0, 1)).render();
    // 64 to 960 and 104 to 810 are free: the grid of edge 4 is 706 pixels high around (512, 457)
    double scale = 706 / 4.0;
    for (double[] place : new double[][] {{-0.5, -0.5}, {2.5, 2.5}, {0, 2}}) {
      int column = (int) (512 + (place[0] - 1) * scale);
      int row = (int) (457 - (place[1] - 1) * scale);
      double value = place[0] + 0.5 + 10 * (place[1] + 0.5);
      int wanted = ColorMap.sequential().rgb(value / 33);
      assertThat(apart(picture.getRGB(column, row), wanted)).isLessThan(8); // a pixel off
    }
    int cell = ColorMap.sequential().rgb((1.5 + 15) / 33);
    assertThat(apart(picture.getRGB(512, 457), cell)).isGreaterThan(60);
  }

  @Test
  void a_slice_in_space_hides_what_is_behind_it_only() {
    TissuePicture near = TissuePicture.of(cell(3, 0, 0, 0)).view(0, 0);
    int alone = near.render().getRGB(600, 457); // without a legend the middle is here
    int behind = near.field(slice(SPACE, 2, 0, 1)).render().getRGB(512, 457);
    int before = near.field(slice(SPACE, 2, 3, 1)).render().getRGB(512, 457);
    int half = near.field(slice(SPACE, 2, 3, 0.5)).render().getRGB(512, 457);
    assertThat(apart(behind, alone)).isLessThan(60); // the same cell, drawn smaller
    // the middle of the upper layer holds 1.5 + 15 + 300, above the upper limit
    assertThat(apart(before, ColorMap.sequential().rgb(1))).isLessThan(8);
    assertThat(apart(half, before)).isGreaterThan(30);
    assertThat(apart(half, alone)).isGreaterThan(30);
  }

  @Test
  void a_slice_seen_from_its_edge_is_no_face() {
    BufferedImage picture =
        TissuePicture.of(cell(3, 0, 0, 0)).view(0, 0).field(slice(SPACE, 0, 0, 1)).render();
    assertThat(picture.getRGB(700, 457) & 0xFFFFFF).isEqualTo(0xFFFFFF);
  }
}
