package org.blastema.record.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/** What stands around a tissue: legend, scale bar and axes. */
final class Surroundings {
  private static final Color[] AXES = {
    new Color(0xB3402E), new Color(0x2E7D4F), new Color(0x2F5FA8)
  };
  private static final double AXIS_LENGTH = 58;

  private static final double BAR_TOP = 190;
  private static final double BAR_BOTTOM = Pen.HEIGHT - 190;

  private static final double HALFWAY = (BAR_TOP + BAR_BOTTOM) / 2;

  /** Half of the room between the bars of cells and of a field. */
  private static final double APART = 38;

  private final Pen pen;
  private final boolean shared;

  /**
   * Prepares.
   *
   * @param shared whether cells leave room for the legend of a field
   */
  Surroundings(Pen pen, boolean shared) {
    this.pen = pen;
    this.shared = shared;
  }

  /**
   * A line of the legend of types.
   *
   * @param name name of the type
   * @param count number of cells, as text
   * @param color their color
   */
  record Entry(String name, String count, Color color) {}

  /** Free space for the tissue: left, right, top and bottom in units. */
  double[] stage(boolean legend) {
    double side = legend ? 64 : 100;
    return new double[] {side, pen.width() - (legend ? 240 : side), 104, Pen.HEIGHT - 90};
  }

  /** Names the types at the right, from the top. */
  void types(List<Entry> entries) {
    double x = pen.width() - 200;
    double y = 150;
    double room = shared ? HALFWAY - APART - y : Pen.HEIGHT - 300;
    double spacing = Math.min(56, room / Math.max(1, entries.size()));
    for (Entry entry : entries) {
      Ellipse2D dot = new Ellipse2D.Double(x, y - 9, 18, 18);
      pen.fill(dot, entry.color);
      pen.outline(dot, 1.2, entry.color.darker());
      String name = pen.shortened(entry.name, 164, 17);
      pen.text(name, x + 28, y + 6, 17, Font.PLAIN, Pen.INK, Pen.Anchor.LEFT);
      if (spacing > 44) {
        pen.text(entry.count, x + 28, y + 26, 14, Font.PLAIN, Pen.PALE, Pen.Anchor.LEFT);
      }
      y += spacing;
    }
  }

  /** Explains the colors of cells at the right. */
  void colorBar(String label, ColorMap map, double low, double high) {
    bar(label, map, low, high, BAR_TOP, shared ? HALFWAY - APART : BAR_BOTTOM);
  }

  /** Explains the colors of a field at the right, below those of cells. */
  void fieldBar(String label, ColorMap map, double low, double high) {
    bar(label, map, low, high, HALFWAY + APART, BAR_BOTTOM);
  }

  private void bar(String label, ColorMap map, double low, double high, double top, double bottom) {
    double x = pen.width() - 176;
    double barWidth = 24;
    double step = 1 / Math.max(1, pen.unit());
    for (double y = top; y < bottom; y += step) {
      Color color = new Color(map.rgb((bottom - y) / (bottom - top)));
      // Slices overlap, so that no seam shows between them.
      pen.fill(new Rectangle2D.Double(x, y, barWidth, Math.min(2 * step, bottom - y)), color);
    }
    pen.outline(new Rectangle2D.Double(x, top, barWidth, bottom - top), 1, Pen.PALE);
    for (double tick : Ticks.within(low, high, 8)) {
      double y = bottom - (tick - low) / (high - low) * (bottom - top);
      pen.line(x + barWidth, y, x + barWidth + 6, y, 1, Pen.PALE);
      String number = Ticks.text(tick, 6);
      pen.text(number, x + barWidth + 12, y + 5.5, 16, Font.PLAIN, Pen.INK, Pen.Anchor.LEFT);
    }
    String shown = pen.shortened(label, 290, 17);
    double half = pen.width(shown, 17, Font.PLAIN) / 2;
    double middle = Math.min(x + barWidth / 2, pen.width() - 20 - half);
    pen.text(shown, middle, top - 22, 17, Font.PLAIN, Pen.INK, Pen.Anchor.MIDDLE);
  }

  /**
   * Draws a bar of a round length.
   *
   * @param scale units of the picture per unit of length
   * @param lengthUnit name of the unit of length
   * @param right right end of the free space
   */
  void scaleBar(double scale, String lengthUnit, double right) {
    double length = Ticks.roundBelow(170 / scale);
    double left = right - length * scale;
    double y = Pen.HEIGHT - 52;
    pen.line(left, y, right, y, 5, Pen.INK);
    String text = Ticks.text(length, 3) + (lengthUnit.isEmpty() ? "" : " " + lengthUnit);
    double middle = (left + right) / 2;
    pen.text(text, middle, y - 12, 17, Font.PLAIN, Pen.INK, Pen.Anchor.MIDDLE);
  }

  /** Draws the directions of the axes; those that point away from the viewer first. */
  void axes(Camera camera, int dimensions) {
    String[] names = {"x", "y", "z"};
    double x = dimensions == 3 ? 104 : 62;
    double y = Pen.HEIGHT - (dimensions == 3 ? 74 : 54);
    Integer[] order = {0, 1, 2};
    Arrays.sort(order, (a, b) -> Double.compare(camera.towards()[a], camera.towards()[b]));
    for (int axis : order) {
      double dx = camera.right()[axis] * AXIS_LENGTH;
      double dy = -camera.up()[axis] * AXIS_LENGTH;
      double reach = Math.hypot(dx, dy);
      // An axis that points at the viewer has no direction in the picture.
      if (axis < dimensions && reach > 1) {
        pen.arrow(x, y, x + dx, y + dy, AXES[axis]);
        double out = (reach + 15) / reach;
        pen.text(
            names[axis],
            x + dx * out,
            y + dy * out + 5,
            17,
            Font.BOLD,
            AXES[axis],
            Pen.Anchor.MIDDLE);
      }
    }
  }
}
