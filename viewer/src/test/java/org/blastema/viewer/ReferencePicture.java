package org.blastema.viewer;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Pictures of the page that were looked at and found right, at half the size. Fonts and the last
 * bits of a rendering differ between machines: a small share of the pixels may.
 */
final class ReferencePicture {
  private static final Path SEEN = Path.of("target", "screenshots", "half");

  /** Sum of the differences of three channels from which two pixels count as different. */
  private static final int DIFFERENT = 90;

  private ReferencePicture() {}

  /**
   * The share of the pixels that differ from the reference. The picture at half the size is left in
   * {@code target/screenshots/half}, from where it may become the reference.
   */
  static double difference(String name, BufferedImage picture) throws IOException {
    BufferedImage seen = half(picture);
    Files.createDirectories(SEEN);
    ImageIO.write(seen, "png", SEEN.resolve(name + ".png").toFile());
    try (InputStream stream =
        ReferencePicture.class.getResourceAsStream("reference/" + name + ".png")) {
      if (stream == null) {
        throw new IOException(
            "there is no reference for "
                + name
                + ": look at "
                + SEEN.resolve(name + ".png")
                + " and copy it to src/test/resources/org/blastema/viewer/reference");
      }
      return difference(ImageIO.read(stream), seen);
    }
  }

  static double difference(BufferedImage expected, BufferedImage seen) {
    if (expected.getWidth() != seen.getWidth() || expected.getHeight() != seen.getHeight()) {
      return 1;
    }
    int different = 0;
    for (int y = 0; y < seen.getHeight(); y++) {
      for (int x = 0; x < seen.getWidth(); x++) {
        int a = expected.getRGB(x, y);
        int b = seen.getRGB(x, y);
        int off = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
          off += Math.abs(((a >> shift) & 255) - ((b >> shift) & 255));
        }
        different += off >= DIFFERENT ? 1 : 0;
      }
    }
    return different / (double) (seen.getWidth() * seen.getHeight());
  }

  static BufferedImage half(BufferedImage picture) {
    BufferedImage half =
        new BufferedImage(
            picture.getWidth() / 2, picture.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = half.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, half.getWidth(), half.getHeight(), null);
    graphics.dispose();
    return half;
  }
}
