package org.blastema.record.picture;

import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;

/** A pair of axes with curves between them. */
final class Panel {
  private static final Color GRID = new Color(0xE3E6E9);

  /** Part of the height left free above and below the curves. */
  private static final double MARGIN = 0.04;

  private final Pen pen;
  private final Box box;
  private final double firstX;
  private final double lastX;
  private final double lowest;
  private final double highest;
  private final boolean logarithmic;

  /**
   * Where a panel is, in units of the picture.
   *
   * @param left the vertical axis
   * @param right end of the horizontal axis
   * @param top upper end of the vertical axis
   * @param bottom the horizontal axis
   */
  record Box(double left, double right, double top, double bottom) {}

  /**
   * Draws a panel that just holds a curve.
   *
   * @param logarithmic whether the vertical axis is; then all numbers of the curve are positive
   */
  Panel(Pen pen, Box box, Curve curve, double firstX, double lastX, boolean logarithmic) {
    this.pen = pen;
    this.box = box;
    this.firstX = firstX;
    this.lastX = lastX;
    this.logarithmic = logarithmic;
    double low = Arrays.stream(curve.y()).map(this::warped).min().orElse(0);
    double high = Arrays.stream(curve.y()).map(this::warped).max().orElse(1);
    double free = high > low ? MARGIN * (high - low) : Math.max(0.1, 0.1 * Math.abs(high));
    lowest = low - free;
    highest = high + free;
  }

  private double warped(double y) {
    return logarithmic ? Math.log10(y) : y;
  }

  private double across(double x) {
    return box.left + (x - firstX) / (lastX - firstX) * (box.right - box.left);
  }

  private double down(double y) {
    return box.bottom - (warped(y) - lowest) / (highest - lowest) * (box.bottom - box.top);
  }

  /**
   * Draws the axes.
   *
   * @param name what the vertical axis shows
   * @param numbered whether the horizontal axis has numbers
   */
  void axes(String name, boolean numbered) {
    double tall = box.bottom - box.top;
    List<Double> levels =
        logarithmic
            ? Ticks.logarithmic(Math.pow(10, lowest), Math.pow(10, highest))
            : Ticks.within(lowest, highest, (int) Math.max(2, tall / 55));
    for (double level : levels) {
      double y = down(level);
      pen.line(box.left, y, box.right, y, 1, GRID);
      pen.text(
          Ticks.text(level, 6), box.left - 12, y + 5.5, 16, Font.PLAIN, Pen.PALE, Pen.Anchor.RIGHT);
    }
    pen.line(box.left, box.bottom, box.right, box.bottom, 1.4, Pen.PALE);
    for (double tick : Ticks.within(firstX, lastX, 8)) {
      if (tick == Math.rint(tick)) {
        double x = across(tick);
        pen.line(x, box.bottom, x, box.bottom + 6, 1.4, Pen.PALE);
        if (numbered) {
          pen.text(
              Ticks.text(tick, 9), x, box.bottom + 26, 16, Font.PLAIN, Pen.PALE, Pen.Anchor.MIDDLE);
        }
      }
    }
    pen.upwards(name, 50, (box.top + box.bottom) / 2, 19, Pen.INK);
  }

  void draw(Curve curve, double thickness, Color color) {
    if (curve.size() > 0) {
      pen.polyline(
          Arrays.stream(curve.x()).map(this::across).toArray(),
          Arrays.stream(curve.y()).map(this::down).toArray(),
          thickness,
          color);
    }
  }
}
