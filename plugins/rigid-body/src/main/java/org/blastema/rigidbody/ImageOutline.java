package org.blastema.rigidbody;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/** A region that is drawn: the dark part of a picture. */
final class ImageOutline {
  private ImageOutline() {}

  /**
   * Configuration.
   *
   * @param file the picture
   * @param width width of the whole picture
   * @param center where the middle of the picture lies
   * @param threshold brightness below which a pixel belongs to the region
   * @param tolerance how far the outline may be from that of the pixels
   * @param side where cells belong
   */
  @Describe("The dark part of a picture, that holds cells inside or keeps them outside.")
  record Configuration(
      @Describe("The picture, for example a PNG file; what is transparent counts as white.")
          String file,
      @Describe("Width of the whole picture.") @Unit("length") @Range(min = 0, exclusiveMin = true)
          double width,
      @Describe("Where the middle of the picture lies.") @Default("[0, 0]") @Unit("length")
          List<Double> center,
      @Describe("Brightness, from 0 to 1, below which a pixel belongs to the region.")
          @Default("0.5")
          @Range(min = 0, max = 1)
          double threshold,
      @Describe(
              "How far the outline may be from that of the pixels; parts thinner than that are left"
                  + " out. Half a pixel if left out.")
          @Unit("length")
          @Range(min = 0)
          Optional<Double> tolerance,
      @Describe("Where cells belong: inside of a mold, or outside of an obstacle.") @Default("mold")
          Side side) {}

  static Region of(Configuration c, BuildContext context) {
    Plane.requirePoint("center", c.center);
    BufferedImage image = read(c.file, context.file(c.file));
    int columns = image.getWidth();
    int rows = image.getHeight();
    double pixel = c.width / columns;
    double[][] darkness = new double[rows][columns];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        darkness[j][i] = 1 - brightness(image.getRGB(i, rows - 1 - j));
      }
    }
    double tolerance = c.tolerance.orElse(pixel / 2) / pixel;
    List<List<double[]>> outlines = new ArrayList<>();
    for (List<double[]> raw : Outlines.at(darkness, 1 - c.threshold)) {
      List<double[]> simple = Outlines.simplified(raw, tolerance);
      if (simple.size() >= 3) {
        outlines.add(
            simple.stream()
                .map(p ->
                    new double[] {
                      c.center.get(0) + pixel * (p[0] + 0.5 - columns / 2.0),
                      c.center.get(1) + pixel * (p[1] + 0.5 - rows / 2.0)
                    })
                .toList());
      }
    }
    if (outlines.isEmpty()) {
      throw InvalidConfiguration.at("file", c.file + " has nothing darker than the threshold");
    }
    return new Region(outlines, c.side);
  }

  private static BufferedImage read(String name, Path file) {
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image == null) {
        throw InvalidConfiguration.at("file", name + " is not a picture in a known format");
      }
      return image;
    } catch (IOException e) {
      throw InvalidConfiguration.at("file", "cannot read " + name);
    }
  }

  /** Luma of ITU-R BT.601, over white where the picture is transparent; 0 to 1. */
  private static double brightness(int argb) {
    double opacity = (argb >>> 24) / 255.0;
    double luma =
        (299 * ((argb >> 16) & 255) + 587 * ((argb >> 8) & 255) + 114 * (argb & 255)) / 255000.0;
    return opacity * luma + (1 - opacity);
  }
}
