package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderingTest {
  @TempDir Path folder;

  private ViewedRun run() throws IOException {
    return ViewedRun.open(
        SampleRuns.training(folder.resolve("run"), "A sample", List.of("stem", "leaf"), 4));
  }

  @Test
  void a_picture_of_a_frame_is_drawn_without_a_browser() throws IOException {
    ViewedRun run = run();
    Path first = folder.resolve("first.png");
    Path last = folder.resolve("last.png");
    Rendering.write(run, first, Optional.of(0), Optional.of("chemical"), Optional.empty());
    Rendering.write(run, last, Optional.empty(), Optional.of("chemical"), Optional.empty());
    BufferedImage a = ImageIO.read(first.toFile());
    BufferedImage b = ImageIO.read(last.toFile());
    assertThat(a.getWidth()).isEqualTo(b.getWidth());
    assertThat(differing(a, b)).isGreaterThan(1000);
  }

  private static int differing(BufferedImage a, BufferedImage b) {
    int differing = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        differing += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
      }
    }
    return differing;
  }

  @Test
  void a_field_is_drawn_under_the_cells_and_as_a_slice_among_them() throws IOException {
    for (int dimensions : new int[] {2, 3}) {
      ViewedRun run =
          ViewedRun.open(SampleRuns.fields(folder.resolve("in" + dimensions), dimensions, 2, 2));
      Path bare = folder.resolve("bare.png");
      Path with = folder.resolve("with.png");
      Optional<FieldWish> wish = Optional.of(new FieldWish("oxygen", FieldWish.Cut.of("x=0.4")));
      Rendering.write(run, bare, Optional.of(1), Optional.empty(), Optional.empty());
      Rendering.write(run, with, Optional.of(1), Optional.empty(), wish);
      assertThat(differing(ImageIO.read(bare.toFile()), ImageIO.read(with.toFile())))
          .isGreaterThan(50_000);
    }
    ViewedRun run = ViewedRun.open(folder.resolve("in2"));
    Optional<FieldWish> none = Optional.of(new FieldWish("hue", FieldWish.Cut.MIDDLE));
    assertThatThrownBy(() ->
            Rendering.write(run, folder.resolve("a.png"), Optional.of(1), Optional.empty(), none))
        .hasMessageContaining("no column 'hue'");
  }

  @Test
  void an_animation_has_one_picture_a_frame_and_repeats() throws IOException {
    Path file = folder.resolve("film.gif");
    Rendering.write(run(), file, Optional.empty(), Optional.empty(), Optional.empty());
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(stream);
      assertThat(reader.getNumImages(true)).isEqualTo(4);
      assertThat(reader.read(3).getWidth()).isEqualTo(640);
    }
    assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).contains("NETSCAPE2.0");
  }

  @Test
  void a_page_holds_everything() throws IOException {
    Path file = folder.resolve("page.html");
    Rendering.write(run(), file, Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(Files.readString(file))
        .contains("runs/0/frames/3/columns/chemical")
        .doesNotContain("src=\"main.js\"")
        .doesNotContain("href=\"style.css\"")
        .doesNotContainPattern("(?m)^import ");
  }

  @Test
  void wrong_wishes_are_told() throws IOException {
    ViewedRun run = run();
    assertThatThrownBy(() -> write(run, "a.bmp", Optional.empty(), Optional.empty()))
        .hasMessageContaining(".png, .gif, .webm or .html");
    assertThatThrownBy(() -> write(run, "a.png", Optional.of(9), Optional.empty()))
        .hasMessageContaining("no frame 9");
    assertThatThrownBy(() -> write(run, "a.png", Optional.empty(), Optional.of("hue")))
        .hasMessageContaining("no column 'hue'");
  }

  private void write(ViewedRun run, String file, Optional<Integer> frame, Optional<String> color)
      throws IOException {
    Rendering.write(run, folder.resolve(file), frame, color, Optional.empty());
  }
}
