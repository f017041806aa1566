package org.blastema.record.picture;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Paints cells as shaded spheres, or as flat discs, averaging several samples a pixel in amounts of
 * light.
 */
final class TissueShader {
  /** Samples a pixel in each direction. */
  static final int SAMPLES = 3;

  private static final double[] KEY = unit(-0.48, 0.66, 0.58);
  private static final double KEY_LIGHT = 0.95;
  private static final double SKY_LIGHT = 0.66;

  /** Light that creeps around the edge of the lit side, as it does in translucent bodies. */
  private static final double WRAP = 0.25;

  private static final double GLOSS = 0.07;
  private static final double GLOSS_EXPONENT = 28;
  private static final double HAZE = 0.05;
  private static final double SHADOW_SOFTNESS = 0.35;
  private static final int SHADOW_SAMPLES = 1800;
  private static final double DARKEST_SHADOW = 0.15;

  private final Spheres spheres;
  private final DepthMap map;
  private final double[][] light;
  private final Optional<SliceShade> slice;

  private Occluders occluders;
  private DepthMap shadows;
  private Camera lamp;
  private double nearest;
  private double farthest;
  private double meanRadius;

  /**
   * Prepares a painting.
   *
   * @param colors color of each cell, {@code 0xRRGGBB}
   * @param map samples, {@link #SAMPLES} a pixel in each direction
   * @param slice a field that is seen among the cells
   */
  TissueShader(Spheres spheres, int[] colors, DepthMap map, Optional<SliceShade> slice) {
    this.spheres = spheres;
    this.map = map;
    this.slice = slice;
    this.light = new double[colors.length][];
    for (int i = 0; i < colors.length; i++) {
      light[i] =
          new double[] {
            Rgb.toLinear(colors[i] >> 16 & 255),
            Rgb.toLinear(colors[i] >> 8 & 255),
            Rgb.toLinear(colors[i] & 255)
          };
    }
  }

  /** Paints spheres with light from above, soft shadows and haze in the distance. */
  void paintSpheres(BufferedImage image, int left, int top) {
    occluders = new Occluders(spheres, map.seen(spheres.count()));
    lamp = Camera.flat().from(KEY);
    Spheres lit = spheres.seenBy(lamp);
    double[] bounds = lit.bounds();
    double scale = SHADOW_SAMPLES / Math.max(bounds[1] - bounds[0], bounds[3] - bounds[2]);
    shadows = new DepthMap(lit, SHADOW_SAMPLES, SHADOW_SAMPLES, bounds[0], bounds[3], scale);
    nearest = Double.NEGATIVE_INFINITY;
    farthest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < spheres.count(); i++) {
      nearest = Math.max(nearest, spheres.z()[i]);
      farthest = Math.min(farthest, spheres.z()[i]);
      meanRadius += spheres.radius()[i] / spheres.count();
    }
    paint(image, left, top, this::shadeSphere);
  }

  /** Paints flat discs with a thin border. */
  void paintDiscs(BufferedImage image, int left, int top) {
    paint(image, left, top, this::shadeDisc);
  }

  /** The light of one sample. */
  @FunctionalInterface
  private interface Shade {
    void add(int column, int row, double[] sum);
  }

  private void paint(BufferedImage image, int left, int top, Shade shade) {
    int width = map.width() / SAMPLES;
    int height = map.height() / SAMPLES;
    // Rows are independent, so their order does not matter.
    IntStream.range(0, height)
        .parallel()
        .forEach(row -> {
          double[] sum = new double[3];
          double[] sample = new double[3];
          for (int column = 0; column < width; column++) {
            if (pixel(column, row, shade, sum, sample)) {
              image.setRGB(left + column, top + row, Rgb.ofLinear(sum[0], sum[1], sum[2]));
            }
          }
        });
  }

  /** Averages the samples of a pixel; false if none of them sees a cell or a field. */
  private boolean pixel(int column, int row, Shade shade, double[] sum, double[] sample) {
    boolean any = false;
    sum[0] = 0;
    sum[1] = 0;
    sum[2] = 0;
    for (int dr = 0; dr < SAMPLES; dr++) {
      for (int dc = 0; dc < SAMPLES; dc++) {
        int c = column * SAMPLES + dc;
        int r = row * SAMPLES + dr;
        boolean empty = map.nearest(c, r) == DepthMap.NOTHING;
        Arrays.fill(sample, empty ? 1 : 0);
        if (!empty) {
          shade.add(c, r, sample);
        }
        boolean seen =
            slice.isPresent() && slice.get().blend(map.x(c), map.y(r), map.depth(c, r), sample);
        any |= !empty || seen;
        for (int k = 0; k < 3; k++) {
          sum[k] += sample[k];
        }
      }
    }
    for (int k = 0; k < 3; k++) {
      sum[k] /= SAMPLES * SAMPLES;
    }
    return any;
  }

  private void shadeSphere(int column, int row, double[] sum) {
    int i = map.nearest(column, row);
    double radius = spheres.radius()[i];
    double x = map.x(column);
    double y = map.y(row);
    double z = map.depth(column, row);
    double nx = (x - spheres.x()[i]) / radius;
    double ny = (y - spheres.y()[i]) / radius;
    double nz = (z - spheres.z()[i]) / radius;
    double sky = (0.72 + 0.28 * ny) * occluders.openSky(i, x, y, z, nx, ny, nz);
    double facing = (nx * KEY[0] + ny * KEY[1] + nz * KEY[2] + WRAP) / (1 + WRAP);
    double key = 0;
    double gloss = 0;
    if (facing > 0) {
      double open =
          shadows.open(
              lamp.right()[0] * x + lamp.right()[1] * y + lamp.right()[2] * z,
              lamp.up()[0] * x + lamp.up()[1] * y + lamp.up()[2] * z,
              lamp.towards()[0] * x + lamp.towards()[1] * y + lamp.towards()[2] * z,
              0.12 * meanRadius,
              (int) Math.max(1, SHADOW_SOFTNESS * meanRadius * shadows.scale()));
      double lit = DARKEST_SHADOW + (1 - DARKEST_SHADOW) * open;
      key = facing * lit;
      // Half way between the lamp and the viewer (J. Blinn, 1977).
      double hz = KEY[2] + 1;
      double norm = Math.sqrt(KEY[0] * KEY[0] + KEY[1] * KEY[1] + hz * hz);
      double half = Math.max(0, (nx * KEY[0] + ny * KEY[1] + nz * hz) / norm);
      gloss = GLOSS * open * Math.pow(half, GLOSS_EXPONENT);
    }
    double rim = 1 - 0.45 * Math.pow(1 - Math.max(0, nz), 3);
    double amount = (SKY_LIGHT * sky + KEY_LIGHT * key) * rim;
    double depth = nearest > farthest ? (nearest - spheres.z()[i]) / (nearest - farthest) : 0;
    double haze = HAZE * depth;
    for (int k = 0; k < 3; k++) {
      double shaded = Math.min(1, light[i][k] * amount + gloss);
      sum[k] += shaded + (1 - shaded) * haze;
    }
  }

  private void shadeDisc(int column, int row, double[] sum) {
    int i = map.nearest(column, row);
    double radius = spheres.radius()[i];
    double rise = (map.depth(column, row) - spheres.z()[i]) / radius;
    double tint = border(column, row, i, radius) ? 0.22 : 0.80 + 0.20 * rise;
    for (int k = 0; k < 3; k++) {
      sum[k] += light[i][k] * tint;
    }
  }

  /** Whether another cell, or none, is seen nearby. Tiny cells have no border. */
  private boolean border(int column, int row, int i, double radius) {
    double pixels = radius * map.scale() / SAMPLES;
    int reach = pixels < 3 ? 0 : pixels < 12 ? SAMPLES / 2 : SAMPLES - 1;
    for (int dr = -reach; dr <= reach; dr++) {
      for (int dc = -reach; dc <= reach; dc++) {
        int c = column + dc;
        int r = row + dr;
        boolean inside = c >= 0 && c < map.width() && r >= 0 && r < map.height();
        if (dc * dc + dr * dr <= reach * reach && (!inside || map.nearest(c, r) != i)) {
          return true;
        }
      }
    }
    return false;
  }

  private static double[] unit(double x, double y, double z) {
    double norm = Math.sqrt(x * x + y * y + z * z);
    return new double[] {x / norm, y / norm, z / norm};
  }
}
