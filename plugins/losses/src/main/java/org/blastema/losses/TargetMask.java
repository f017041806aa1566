package org.blastema.losses;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Space;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * A target in the plane given by an image: its dark pixels are inside. The image's center is at the
 * origin, its rows run along x and its columns down along y.
 *
 * @param inside whether a pixel is inside, by row from the bottom and column from the left
 * @param pixel side of a pixel (length)
 * @param mostPoints how many points stand for the mask at most
 */
record TargetMask(boolean[][] inside, double pixel, int mostPoints) implements TargetShape {
  /** The entries of a scenario. */
  @Describe("A target shape in the plane given by an image whose dark pixels are inside.")
  record Configuration(
      @Describe("The image (PNG, GIF, BMP or JPEG), relative to the scenario's folder.")
          String file,
      @Describe("Width of the whole image; its center is at the origin.")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          double width,
      @Describe(
              "Brightness, from 0 for black to 1 for white, below which a pixel is inside;"
                  + " transparent pixels count as white.")
          @Default("0.5")
          @Range(min = 0, exclusiveMin = true, max = 1)
          double threshold,
      @Describe(
              "How many points stand for the mask at most in distances; pixels are merged in"
                  + " squares to get there.")
          @Default("300")
          @Range(min = 1)
          int points) {}

  /**
   * The target that a scenario describes.
   *
   * @throws InvalidConfiguration if the space is not a plane, or the file no image, or no pixel of
   *     it is inside
   */
  static TargetMask create(Configuration c, BuildContext context) {
    if (context.require(Space.class).dimensions() != 2) {
      throw InvalidConfiguration.at("", "a mask needs a space of 2 dimensions");
    }
    BufferedImage image;
    try {
      image = ImageIO.read(context.file(c.file()).toFile());
    } catch (IOException e) {
      throw InvalidConfiguration.at("file", "cannot read '" + c.file() + "'");
    }
    if (image == null) {
      throw InvalidConfiguration.at("file", "'" + c.file() + "' is not an image");
    }
    TargetMask mask = of(image, c.width() / image.getWidth(), c.threshold(), c.points());
    if (mask.count() == 0) {
      throw InvalidConfiguration.at("file", "'" + c.file() + "' has no pixel inside");
    }
    if (mask.points().rows() == 0) {
      throw InvalidConfiguration.at("points", "are too few for so fine a shape");
    }
    return mask;
  }

  /** The mask that an image draws. */
  static TargetMask of(BufferedImage image, double pixel, double threshold, int points) {
    int height = image.getHeight();
    boolean[][] inside = new boolean[height][image.getWidth()];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < inside[row].length; column++) {
        inside[row][column] = brightness(image.getRGB(column, height - 1 - row)) < threshold;
      }
    }
    return new TargetMask(inside, pixel, points);
  }

  /** Mean of red, green and blue over a white ground, from 0 to 1. */
  private static double brightness(int argb) {
    double opacity = (argb >>> 24) / 255.0;
    int sum = (argb >> 16 & 255) + (argb >> 8 & 255) + (argb & 255);
    return 1 - opacity * (1 - sum / 765.0);
  }

  /** Number of pixels inside. */
  int count() {
    int count = 0;
    for (boolean[] row : inside) {
      for (boolean pixelInside : row) {
        count += pixelInside ? 1 : 0;
      }
    }
    return count;
  }

  /** Coordinate of the center of a column of pixels; may lie outside of the image. */
  double x(int column) {
    return (column + 0.5 - inside[0].length / 2.0) * pixel;
  }

  /** Coordinate of the center of a row of pixels; may lie outside of the image. */
  double y(int row) {
    return (row + 0.5 - inside.length / 2.0) * pixel;
  }

  /** Whether a pixel is inside; pixels outside of the image are not. */
  boolean isInside(int row, int column) {
    return row >= 0
        && row < inside.length
        && column >= 0
        && column < inside[0].length
        && inside[row][column];
  }

  /**
   * The centers of the pixels inside. If there are more than the limit, of the squares of pixels
   * that are just large enough, those at least half of whose pixels are inside.
   */
  @Override
  public Var points() {
    int side = 1;
    List<double[]> points = squares(side);
    while (points.size() > mostPoints) {
      side++;
      points = squares(side);
    }
    return Var.ofRows(points.toArray(double[][]::new));
  }

  private List<double[]> squares(int side) {
    List<double[]> points = new ArrayList<>();
    for (int row = 0; row < inside.length; row += side) {
      for (int column = 0; column < inside[row].length; column += side) {
        int count = 0;
        for (int r = row; r < row + side; r++) {
          for (int c = column; c < column + side; c++) {
            count += isInside(r, c) ? 1 : 0;
          }
        }
        if (2 * count >= side * side) {
          double middle = (side - 1) * pixel / 2;
          points.add(new double[] {x(column) + middle, y(row) + middle});
        }
      }
    }
    return points;
  }
}
