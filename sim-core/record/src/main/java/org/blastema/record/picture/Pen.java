package org.blastema.record.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/**
 * Draws lines and text on an image. Lengths are in units of one 900th of the image's height, so
 * that a picture looks the same in every size; y points down.
 */
final class Pen implements AutoCloseable {
  static final Color INK = new Color(0x22262B);
  static final Color PALE = new Color(0x6A7178);
  static final double HEIGHT = 900;

  private final Graphics2D graphics;
  private final double width;
  private final double unit;

  /** Where text is in relation to the point it is drawn at. */
  enum Anchor {
    LEFT,
    MIDDLE,
    RIGHT
  }

  /** Takes up an image and makes it white. */
  Pen(BufferedImage image) {
    unit = image.getHeight() / HEIGHT;
    width = image.getWidth() / unit;
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(unit, unit);
  }

  /** Width of the image in units. */
  double width() {
    return width;
  }

  /** Pixels a unit. */
  double unit() {
    return unit;
  }

  /** Writes the heading and the line below it. */
  void title(String title, String subtitle) {
    text(title, 48, 56, 27, Font.BOLD, INK, Anchor.LEFT);
    text(subtitle, 48, title.isEmpty() ? 56 : 84, 18, Font.PLAIN, PALE, Anchor.LEFT);
  }

  void line(double x0, double y0, double x1, double y1, double thickness, Color color) {
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    graphics.draw(new Line2D.Double(x0, y0, x1, y1));
  }

  /** Draws a line through points, of which there is at least one. */
  void polyline(double[] x, double[] y, double thickness, Color color) {
    Path2D path = new Path2D.Double();
    path.moveTo(x[0], y[0]);
    for (int i = 1; i < x.length; i++) {
      path.lineTo(x[i], y[i]);
    }
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }

  void fill(Shape shape, Color color) {
    graphics.setColor(color);
    graphics.fill(shape);
  }

  void outline(Shape shape, double thickness, Color color) {
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke((float) thickness));
    graphics.draw(shape);
  }

  void arrow(double x0, double y0, double x1, double y1, Color color) {
    double length = Math.hypot(x1 - x0, y1 - y0);
    double ex = (x1 - x0) / length;
    double ey = (y1 - y0) / length;
    double head = 11;
    double half = 4.6;
    line(x0, y0, x1 - head * 0.8 * ex, y1 - head * 0.8 * ey, 2.6, color);
    Path2D tip = new Path2D.Double();
    tip.moveTo(x1, y1);
    tip.lineTo(x1 - head * ex - half * ey, y1 - head * ey + half * ex);
    tip.lineTo(x1 - head * ex + half * ey, y1 - head * ey - half * ex);
    tip.closePath();
    fill(tip, color);
  }

  void text(String text, double x, double y, double size, int style, Color color, Anchor anchor) {
    double shift =
        switch (anchor) {
          case LEFT -> 0;
          case MIDDLE -> width(text, size, style) / 2;
          case RIGHT -> width(text, size, style);
        };
    graphics.setFont(font(size, style));
    graphics.setColor(color);
    graphics.drawString(text, (float) (x - shift), (float) y);
  }

  /** Writes text upwards, its middle at the point. */
  void upwards(String text, double x, double y, double size, Color color) {
    AffineTransform upright = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(-Math.PI / 2);
    text(text, 0, 0, size, Font.PLAIN, color, Anchor.MIDDLE);
    graphics.setTransform(upright);
  }

  double width(String text, double size, int style) {
    return font(size, style).getStringBounds(text, graphics.getFontRenderContext()).getWidth();
  }

  private static Font font(double size, int style) {
    return new Font(Font.SANS_SERIF, style, 1).deriveFont((float) size);
  }

  /** The text, or its beginning and an ellipsis if it is wider than {@code most}. */
  String shortened(String text, double most, double size) {
    String shown = text;
    for (int end = text.length() - 1; end > 0 && width(shown, size, Font.PLAIN) > most; end--) {
      shown = text.substring(0, end).strip() + "…";
    }
    return shown;
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
