package org.blastema.record.picture;

/** Colors of a screen as {@code 0xRRGGBB}, and amounts of light (IEC 61966-2-1, sRGB). */
final class Rgb {
  private static final double[] LINEAR = new double[256];

  static {
    for (int i = 0; i < LINEAR.length; i++) {
      double v = i / 255.0;
      LINEAR[i] = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
  }

  private Rgb() {}

  /** Amount of light of a channel value 0 to 255. */
  static double toLinear(int channel) {
    return LINEAR[channel];
  }

  /** The color of amounts of light, clipped to what a screen shows. */
  static int ofLinear(double red, double green, double blue) {
    return channel(red) << 16 | channel(green) << 8 | channel(blue);
  }

  private static int channel(double light) {
    double clipped = Math.clamp(light, 0, 1);
    double v = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * Math.pow(clipped, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * v);
  }
}
