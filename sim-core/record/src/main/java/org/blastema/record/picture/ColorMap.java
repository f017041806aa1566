package org.blastema.record.picture;

/**
 * Turns numbers between 0 and 1 into colors. Equal steps look equally different, and lightness
 * alone tells the order, so the maps also work in gray and for color-blind people.
 */
public final class ColorMap {
  private static final int SIZE = 512;
  private static final int FINE = 64 * SIZE;

  private static final ColorMap SEQUENTIAL =
      through(0x44318E, 0x2F62B5, 0x1A93AE, 0x3DBB8B, 0xA3D658, 0xFBEA74);
  private static final ColorMap DIVERGING =
      joined(through(0x1F4E8C, 0x6C9BC6, 0xF0EFEC), through(0x94450B, 0xD9934D, 0xF0EFEC));

  private final int[] colors;

  private ColorMap(int[] colors) {
    this.colors = colors;
  }

  /** From dark blue to light yellow, for amounts. */
  public static ColorMap sequential() {
    return SEQUENTIAL;
  }

  /** From blue over nearly white to brown, for deviations to both sides. */
  public static ColorMap diverging() {
    return DIVERGING;
  }

  /**
   * The color of a number.
   *
   * @param value from 0 to 1; numbers outside get the color of the nearer end
   * @return {@code 0xRRGGBB}; a neutral gray for what is not a number
   */
  public int rgb(double value) {
    return Double.isNaN(value)
        ? 0x9A9A9A
        : colors[(int) Math.round(Math.clamp(value, 0, 1) * (colors.length - 1))];
  }

  /** A smooth curve through the given colors, walked at constant perceived speed. */
  private static ColorMap through(int... controls) {
    OkLab[] points = new OkLab[controls.length];
    for (int i = 0; i < points.length; i++) {
      points[i] = OkLab.of(controls[i]);
    }
    double[] length = new double[FINE];
    for (int i = 1; i < FINE; i++) {
      length[i] = length[i - 1] + at(points, i, FINE).distance(at(points, i - 1, FINE));
    }
    int[] colors = new int[SIZE];
    int fine = 0;
    for (int i = 0; i < SIZE; i++) {
      double wanted = length[FINE - 1] * i / (SIZE - 1);
      while (fine < FINE - 1 && length[fine] < wanted) {
        fine++;
      }
      colors[i] = at(points, fine, FINE).rgb();
    }
    return new ColorMap(colors);
  }

  /** Catmull-Rom spline (E. Catmull and R. Rom, 1974) through points at equal intervals. */
  private static OkLab at(OkLab[] points, int index, int count) {
    double position = (points.length - 1) * (double) index / (count - 1);
    int k = Math.min((int) position, points.length - 2);
    double t = position - k;
    OkLab p1 = points[k];
    OkLab p2 = points[k + 1];
    OkLab p0 = k > 0 ? points[k - 1] : mirrored(p1, p2);
    OkLab p3 = k + 2 < points.length ? points[k + 2] : mirrored(p2, p1);
    return new OkLab(
        spline(p0.lightness(), p1.lightness(), p2.lightness(), p3.lightness(), t),
        spline(p0.a(), p1.a(), p2.a(), p3.a(), t),
        spline(p0.b(), p1.b(), p2.b(), p3.b(), t));
  }

  private static OkLab mirrored(OkLab end, OkLab inner) {
    return new OkLab(
        2 * end.lightness() - inner.lightness(), 2 * end.a() - inner.a(), 2 * end.b() - inner.b());
  }

  private static double spline(double p0, double p1, double p2, double p3, double t) {
    return p1
        + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
  }

  /** The first map forwards, then the second backwards. */
  private static ColorMap joined(ColorMap low, ColorMap high) {
    int[] colors = new int[2 * SIZE - 1];
    System.arraycopy(low.colors, 0, colors, 0, SIZE);
    for (int i = 0; i < SIZE; i++) {
      colors[colors.length - 1 - i] = high.colors[i];
    }
    return new ColorMap(colors);
  }
}
