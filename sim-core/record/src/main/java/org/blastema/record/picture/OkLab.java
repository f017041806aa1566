package org.blastema.record.picture;

/**
 * A color in the Oklab space, whose distances are close to what people see (B. Ottosson, "A
 * perceptual color space for image processing", 2020).
 *
 * @param lightness 0 for black, 1 for white
 * @param a green to red
 * @param b blue to yellow
 */
record OkLab(double lightness, double a, double b) {

  static OkLab of(int rgb) {
    double red = Rgb.toLinear(rgb >> 16 & 255);
    double green = Rgb.toLinear(rgb >> 8 & 255);
    double blue = Rgb.toLinear(rgb & 255);
    double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return new OkLab(
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
  }

  /** The nearest color of a screen, {@code 0xRRGGBB}. */
  int rgb() {
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    return Rgb.ofLinear(
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
  }

  double distance(OkLab other) {
    return Math.hypot(Math.hypot(lightness - other.lightness, a - other.a), b - other.b);
  }

  private static double cube(double value) {
    return value * value * value;
  }
}
