package org.blastema.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets and distances from them in cases with known answers. */
class TargetTest {
  @TempDir Path folder;

  private BuildContext context(int dimensions) {
    return new BuildContext() {
      @Override
      public long seed() {
        return 1;
      }

      @Override
      public <X> Optional<X> find(Class<X> type) {
        return Optional.of(type.cast(new FreeSpace(dimensions)));
      }

      @Override
      public Path file(String name) {
        return folder.resolve(name);
      }
    };
  }

  private static double of(Measure measure, CellState state) {
    return measure.of(state).item();
  }

  @Test
  void chamfer_distance_counts_both_ways() {
    Var target = Var.ofRows(new double[][] {{0, 0}, {10, 0}});
    CellState one = Tissues.at(new double[][] {{0, 1}});
    // the cell is 1 from the target; the target's points are 1 and sqrt 101 from the cell
    assertThat(of(new ChamferDistance(target, false, 0), one)).isEqualTo(1 + (1 + 101) / 2.0);
    assertThat(of(new ChamferDistance(target, false, 0), Tissues.at(target.toRows()))).isZero();
  }

  /** A soft minimum of m numbers is above the smallest one by at most s^2 log m. */
  @Test
  void smoothing_raises_the_chamfer_distance_by_little() {
    CellState state = Tissues.random(3, 12, 1);
    Var target = Tissues.random(3, 9, 2).position();
    double hard = of(new ChamferDistance(target, false, 0), state);
    for (double s : new double[] {0.5, 0.1, 0.01}) {
      double soft = of(new ChamferDistance(target, false, s), state);
      assertThat(soft)
          .isBetween(hard - 1e-12, hard + s * s * (Elementary.log(12) + Elementary.log(9)) + 1e-12);
    }
  }

  @Test
  void transport_of_one_cell_costs_its_square_distance() {
    Var target = Var.ofRows(new double[][] {{3, 4}});
    assertThat(of(new OptimalTransport(target, false, 0.5), Tissues.at(new double[][] {{0, 0}})))
        .isCloseTo(25, within(1e-13));
  }

  /** A shift adds to every squared cost what the marginals alone decide: blur cancels. */
  @Test
  void transport_to_a_shifted_copy_costs_the_square_of_the_shift() {
    for (int d = 2; d <= 3; d++) {
      CellState state = Tissues.random(d, 10, 3);
      double[] shift = Arrays.copyOf(new double[] {0.6, -0.8, 1.2}, d);
      CellState copy = Tissues.moved(state, shift);
      double square = Arrays.stream(shift).map(v -> v * v).sum();
      // marginals are off by at most 1e-11, and costs are below 100
      assertThat(of(new OptimalTransport(copy.position(), false, 0.8), state))
          .isCloseTo(square, within(1e-9));
      assertThat(of(new OptimalTransport(copy.position(), true, 0.8), state))
          .isCloseTo(0, within(1e-9));
    }
  }

  /** With little blur the plan is the best assignment, found by trying all 24. */
  @Test
  void transport_with_little_blur_is_the_best_assignment() {
    CellState state = Tissues.random(2, 4, 8);
    Var target = Tissues.random(2, 4, 9).position();
    double best = Double.POSITIVE_INFINITY;
    for (int code = 0; code < 256; code++) {
      int[] to = {code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 & 3};
      if (Arrays.stream(to).distinct().count() == 4) {
        double cost = 0;
        for (int i = 0; i < 4; i++) {
          for (int c = 0; c < 2; c++) {
            double difference = state.position().get(i, c) - target.get(to[i], c);
            cost += difference * difference / 4;
          }
        }
        best = Math.min(best, cost);
      }
    }
    double epsilon = 0.15 * 0.15;
    // the entropy of a plan of four equal rows lies between log 4 and 2 log 4
    assertThat(of(new OptimalTransport(target, false, 0.15), state))
        .isCloseTo(best, within(2 * epsilon * Elementary.log(4)));
  }

  @Test
  void overlap_of_one_cell_with_everything_near_it_is_its_occupation() {
    boolean[][] all = new boolean[80][80];
    for (boolean[] row : all) {
      Arrays.fill(row, true);
    }
    TargetMask mask = new TargetMask(all, 0.1, 50);
    CellState one = Tissues.at(new double[][] {{0.05, 0.05}});
    double occupied = 0;
    for (int row = -40; row < 40; row++) {
      for (int column = -40; column < 40; column++) {
        double square = (row * 0.1 * row * 0.1 + column * 0.1 * column * 0.1) / 0.25;
        occupied += 1 - Elementary.exp(-Elementary.log(2) * Elementary.exp(2 * (1 - square)));
      }
    }
    assertThat(of(new MaskOverlap(mask, 2), one)).isCloseTo(occupied / 6400, within(1e-13));
  }

  @Test
  void overlap_with_a_mask_far_away_is_zero_and_that_of_a_filled_mask_is_high() {
    boolean[][] disk = new boolean[41][41];
    for (int row = 0; row < 41; row++) {
      for (int column = 0; column < 41; column++) {
        disk[row][column] = Math.hypot(row - 20, column - 20) <= 10;
      }
    }
    // a disk of radius 1 around the origin, and one cell of that size
    TargetMask mask = new TargetMask(disk, 0.1, 50);
    CellState cell = Tissues.at(new double[][] {{0, 0}}).with("radius", Var.constant(1));
    assertThat(of(new MaskOverlap(mask, 6), cell)).isGreaterThan(0.85);
    assertThat(of(new MaskOverlap(mask, 6), Tissues.moved(cell, 50, 0))).isZero();
  }

  @Test
  void a_mask_is_read_from_an_image() throws IOException {
    BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xFF000000); // black, top left
    image.setRGB(1, 0, 0xFFFFFFFF); // white
    image.setRGB(3, 1, 0xFF202020); // dark, bottom right; all else is transparent
    ImageIO.write(image, "png", folder.resolve("mask.png").toFile());
    TargetMask mask =
        TargetMask.create(new TargetMask.Configuration("mask.png", 2, 0.5, 50), context(2));
    assertThat(mask.points().toRows()).isDeepEqualTo(new double[][] {{0.75, -0.25}, {-0.75, 0.25}});
  }

  @Test
  void pixels_are_merged_until_there_are_few_enough_points() {
    boolean[][] inside = new boolean[4][5];
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 3; column++) {
        inside[row][column] = true;
      }
    }
    // squares of two pixels: two full ones, and two of which half is inside
    assertThat(new TargetMask(inside, 1, 4).points().toRows())
        .isDeepEqualTo(new double[][] {{-1.5, -1}, {0.5, -1}, {-1.5, 1}, {0.5, 1}});
    assertThat(new TargetMask(inside, 1, 12).points().rows()).isEqualTo(12);
  }

  @Test
  void points_are_read_from_a_list_and_from_a_table() throws IOException {
    Files.writeString(folder.resolve("points.csv"), "# a comment\nname,y,x\na,1,2\n\nb,-3,4.5\n");
    assertThat(
            TargetPoints.create(
                    new TargetPoints.Configuration(List.of(), Optional.of("points.csv")),
                    context(2))
                .points()
                .toRows())
        .isDeepEqualTo(new double[][] {{2, 1}, {4.5, -3}});
    assertThat(
            TargetPoints.create(
                    new TargetPoints.Configuration(
                        List.of(List.of(1.0, 2.0, 3.0)), Optional.empty()),
                    context(3))
                .points()
                .toRows())
        .isDeepEqualTo(new double[][] {{1, 2, 3}});
  }

  @Test
  void bad_targets_are_named() throws IOException {
    Files.writeString(folder.resolve("short.csv"), "x,y\n1\n");
    Files.writeString(folder.resolve("word.csv"), "x,y\n1,two\n");
    Files.writeString(folder.resolve("flat.csv"), "x,y\n1,2\n");
    assertThatThrownBy(() -> points("short.csv", 2))
        .hasMessage("short.csv:2 has 1 entries under 2 columns");
    assertThatThrownBy(() -> points("word.csv", 2))
        .hasMessage("word.csv:2 holds 'two' where a finite number is needed");
    assertThatThrownBy(() -> points("flat.csv", 3))
        .hasMessage("flat.csv:1 needs the columns [x, y, z]");
    assertThatThrownBy(() -> points("missing.csv", 2)).hasMessage("cannot read 'missing.csv'");
    assertThatThrownBy(() ->
            TargetPoints.create(
                new TargetPoints.Configuration(List.of(), Optional.empty()), context(2)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("needs either points or a file");
    assertThatThrownBy(() ->
            TargetMask.create(new TargetMask.Configuration("short.csv", 1, 0.5, 50), context(2)))
        .hasMessage("'short.csv' is not an image");
    assertThatThrownBy(() ->
            TargetMask.create(new TargetMask.Configuration("short.csv", 1, 0.5, 50), context(3)))
        .hasMessage("a mask needs a space of 2 dimensions");
  }

  private TargetPoints points(String file, int dimensions) {
    return TargetPoints.create(
        new TargetPoints.Configuration(List.of(), Optional.of(file)), context(dimensions));
  }
}
