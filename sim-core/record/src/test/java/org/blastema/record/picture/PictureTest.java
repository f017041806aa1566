package org.blastema.record.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.blastema.record.cells.Frame;
import org.blastema.record.table.NumericTable;
import org.blastema.record.table.NumericTableWriter;
import org.blastema.record.train.TrainingFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
  private static final int WHITE = 0xFFFFFF;

  @TempDir Path folder;

  private static Frame random(int dimensions, int count) {
    SplittableRandom random = new SplittableRandom(count);
    Frame.Builder builder =
        Frame.builder(12.5, 100, dimensions, count)
            .put("x", random.doubles(count, -5, 5).toArray())
            .put("y", random.doubles(count, -5, 5).toArray())
            .put("radius", random.doubles(count, 0.3, 0.6).toArray())
            .put("type", random.ints(count, 0, 2).toArray())
            .put("signal", random.doubles(count).toArray());
    if (dimensions == 3) {
      builder.put("z", random.doubles(count, -5, 5).toArray());
    }
    return builder.build();
  }

  private static int pixel(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xFFFFFF;
  }

  private static long colored(BufferedImage image) {
    long colored = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colored += pixel(image, x, y) == WHITE ? 0 : 1;
      }
    }
    return colored;
  }

  @Test
  void filesAreReadablePicturesWithManyColors() throws IOException {
    for (int dimensions = 2; dimensions <= 3; dimensions++) {
      Path file = folder.resolve("tissue" + dimensions + ".png");
      TissuePicture.of(random(dimensions, 200))
          .title("Tissue")
          .units("um", "h")
          .colorBy("signal", "signal")
          .write(file);
      BufferedImage image = ImageIO.read(file.toFile());
      assertThat(image.getWidth()).isEqualTo(1200);
      assertThat(image.getHeight()).isEqualTo(900);
      long pixels = 1200L * 900;
      assertThat(colored(image)).isBetween(pixels / 10, pixels * 3 / 4);
      Set<Integer> colors = new HashSet<>();
      for (int y = 150; y < 750; y++) {
        for (int x = 100; x < 900; x++) {
          colors.add(pixel(image, x, y));
        }
      }
      assertThat(colors).hasSizeGreaterThan(500);
      // White corners: nothing is cut off.
      assertThat(pixel(image, 0, 0)).isEqualTo(WHITE);
      assertThat(pixel(image, 1199, 899)).isEqualTo(WHITE);
    }
  }

  @Test
  void theSameFrameGivesTheSamePixels() {
    BufferedImage first = TissuePicture.of(random(3, 50)).render();
    BufferedImage second = TissuePicture.of(random(3, 50)).render();
    int[] a = first.getRGB(0, 0, 1200, 900, null, 0, 1200);
    int[] b = second.getRGB(0, 0, 1200, 900, null, 0, 1200);
    assertThat(a).isEqualTo(b);
  }

  @Test
  void theCellInFrontHidesTheOneBehind() {
    // Seen along z, then from the back: type 0 is blue, type 1 orange.
    Frame frame =
        Frame.builder(0, 0, 3, 2)
            .put("x", new double[] {0, 0})
            .put("y", new double[] {0, 0})
            .put("z", new double[] {-3, 3})
            .put("radius", new double[] {1, 1})
            .put("type", new int[] {0, 1})
            .build();
    TissuePicture picture = TissuePicture.of(frame).colorByType(List.of("a", "b"));
    int front = pixel(picture.view(0, 0).render(), 512, 457);
    assertThat(front >> 16 & 255).isGreaterThan((front & 255) + 50);
    int back = pixel(picture.view(180, 0).render(), 512, 457);
    assertThat(back & 255).isGreaterThan((back >> 16 & 255) + 50);
  }

  @Test
  void discsHaveTheColorOfTheirTypeAndABorder() {
    Frame frame =
        Frame.builder(0, 0, 2, 1)
            .put("x", new double[] {7})
            .put("y", new double[] {-3})
            .put("radius", new double[] {2})
            .put("type", new int[] {1})
            .build();
    BufferedImage image =
        TissuePicture.of(frame).colorByType(List.of("a", "b")).title("One").render();
    // The free space is 896 x 706 pixels at (64, 104); the disc fills its height.
    assertThat(pixel(image, 512, 457)).isEqualTo(TypePalette.rgb(1));
    assertThat(pixel(image, 512 - 340, 457)).isNotEqualTo(WHITE);
    assertThat(pixel(image, 512 - 360, 457)).isEqualTo(WHITE);
    assertThat(pixel(image, 512, 104) >> 16 & 255).isLessThan(180); // The border is dark.
    assertThat(pixel(image, 512 - 340, 110)).isEqualTo(WHITE);
    // One pixel is 4 / 706 units of length; the bar is as long as its label says, half a unit.
    int bar = 0;
    for (int x = 0; x < 1200; x++) {
      bar += pixel(image, x, 848) == 0x22262B ? 1 : 0;
    }
    assertThat(bar).isBetween((int) (0.5 * 706 / 4) - 2, (int) (0.5 * 706 / 4) + 2);
  }

  @Test
  void edgesAreSmooth() {
    BufferedImage image = TissuePicture.of(random(3, 1)).render();
    Set<Integer> colors = new HashSet<>();
    // Along the rim of a lone sphere there are mixtures of its color and white.
    for (int y = 110; y < 200; y++) {
      for (int x = 200; x < 1000; x++) {
        int color = pixel(image, x, y);
        if (color != WHITE && (color >> 16 & 255) > 200) {
          colors.add(color);
        }
      }
    }
    assertThat(colors).hasSizeGreaterThan(20);
  }

  @Test
  void oddFramesArePaintedToo() {
    Frame none =
        Frame.builder(0, 0, 3, 0)
            .put("x", new double[0])
            .put("y", new double[0])
            .put("z", new double[0])
            .put("radius", new double[0])
            .put("signal", new double[0])
            .build();
    assertThat(colored(TissuePicture.of(none).render())).isPositive();
    assertThat(colored(TissuePicture.of(none).colorBy("signal", "s").render())).isPositive();
    Frame strange =
        Frame.builder(0, 0, 2, 2)
            .put("x", new double[] {1e6, 1e6})
            .put("y", new double[] {0, 1})
            .put("radius", new double[] {1e-3, 0.5})
            .put("signal", new double[] {Double.NaN, 3})
            .build();
    assertThat(colored(TissuePicture.of(strange).colorBy("signal", "s").render()))
        .isGreaterThan(10_000);
    assertThatThrownBy(() -> TissuePicture.of(strange).view(1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TissuePicture.of(strange).colorBy("absent", ""))
        .hasMessageContaining("absent");
    assertThatThrownBy(() -> TissuePicture.of(Frame.builder(0, 0, 2, 0).build()).render())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHistoryShowsItsCurve() throws IOException {
    TrainingFolder training = new TrainingFolder(folder.resolve("train"));
    try (NumericTableWriter history = training.openHistory(List.of())) {
      for (int epoch = 1; epoch <= 200; epoch++) {
        history.append(epoch, epoch, Double.NaN, 1.0 / epoch, 0.1);
      }
    }
    NumericTable table = training.history();
    Path file = folder.resolve("history.png");
    HistoryPicture.of(table).title("Training").write(file);
    assertThat(Files.size(file)).isGreaterThan(10_000);
    BufferedImage image = ImageIO.read(file.toFile());
    // A rising line: blue at the lower left and the upper right, not at the upper left.
    assertThat(blue(image, 136, 300, 450, 590)).isPositive();
    assertThat(blue(image, 1000, 1152, 116, 250)).isPositive();
    assertThat(blue(image, 136, 600, 116, 250)).isZero();
    assertThat(colored(HistoryPicture.of(table).withoutGradient().size(600, 450).render()))
        .isGreaterThan(2000);
    assertThat(colored(HistoryPicture.of(table.after(200)).render())).isPositive();
    assertThat(colored(HistoryPicture.of(table.after(199)).render())).isPositive();
  }

  private static long blue(BufferedImage image, int left, int right, int top, int bottom) {
    long count = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int color = pixel(image, x, y);
        count += (color & 255) > (color >> 16 & 255) + 100 ? 1 : 0;
      }
    }
    return count;
  }
}
