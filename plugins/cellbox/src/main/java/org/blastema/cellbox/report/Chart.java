package org.blastema.cellbox.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plain chart of points and lines as SVG. */
public final class Chart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int MARGIN = 56;
  private static final String[] COLORS = {
    "#1b6ca8", "#d1495b", "#66a182", "#edae49", "#6f4e7c", "#8c564b", "#2e4057", "#17becf"
  };

  /** Points of one name. */
  private record Series(String name, double[] x, double[] y, boolean line) {}

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Series> series = new ArrayList<>();

  /** An empty chart. */
  public Chart(String title, String xLabel, String yLabel) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** Adds points joined by a line. */
  public Chart line(String name, double[] x, double[] y) {
    series.add(new Series(name, x, y, true));
    return this;
  }

  /** Adds points. */
  public Chart points(String name, double[] x, double[] y) {
    series.add(new Series(name, x, y, false));
    return this;
  }

  /** The chart as SVG. */
  public String svg() {
    double[] xs = range(true);
    double[] ys = range(false);
    StringBuilder out = new StringBuilder();
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">\n"
            .formatted(WIDTH, HEIGHT));
    out.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(out, WIDTH / 2.0, 20, "middle", title);
    text(out, WIDTH / 2.0, HEIGHT - 10, "middle", xLabel);
    out.append(
        "<text x=\"14\" y=\"%d\" transform=\"rotate(-90 14 %d)\" text-anchor=\"middle\">%s</text>\n"
            .formatted(HEIGHT / 2, HEIGHT / 2, escaped(yLabel)));
    for (int k = 0; k <= 4; k++) {
      double x = xs[0] + (xs[1] - xs[0]) * k / 4;
      double y = ys[0] + (ys[1] - ys[0]) * k / 4;
      line(out, px(x, xs), py(ys[0], ys), px(x, xs), py(ys[1], ys), "#dddddd");
      line(out, px(xs[0], xs), py(y, ys), px(xs[1], xs), py(y, ys), "#dddddd");
      text(out, px(x, xs), HEIGHT - MARGIN + 16, "middle", number(x));
      text(out, MARGIN - 6, py(y, ys) + 4, "end", number(y));
    }
    for (int s = 0; s < series.size(); s++) {
      draw(out, series.get(s), COLORS[s % COLORS.length], xs, ys);
      text(out, WIDTH - MARGIN - 4, MARGIN + 14 * (s + 1), "end", series.get(s).name);
      out.append(
          "<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>\n"
              .formatted(WIDTH - MARGIN + 6, MARGIN + 14 * s + 10, COLORS[s % COLORS.length]));
    }
    return out.append("</svg>\n").toString();
  }

  private void draw(StringBuilder out, Series s, String color, double[] xs, double[] ys) {
    if (s.line) {
      out.append("<polyline fill=\"none\" stroke=\"").append(color).append("\" points=\"");
      for (int k = 0; k < s.x.length; k++) {
        out.append(String.format(Locale.ROOT, "%.2f,%.2f ", px(s.x[k], xs), py(s.y[k], ys)));
      }
      out.append("\"/>\n");
      return;
    }
    for (int k = 0; k < s.x.length; k++) {
      out.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"2.2\" fill=\"%s\" fill-opacity=\"0.6\"/>%n",
              px(s.x[k], xs),
              py(s.y[k], ys),
              color));
    }
  }

  private double[] range(boolean horizontal) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series s : series) {
      for (double v : horizontal ? s.x : s.y) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    double pad = high > low ? 0.03 * (high - low) : 1;
    return new double[] {low - pad, high + pad};
  }

  private static double px(double x, double[] xs) {
    return MARGIN + (WIDTH - 2.0 * MARGIN) * (x - xs[0]) / (xs[1] - xs[0]);
  }

  private static double py(double y, double[] ys) {
    return HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * (y - ys[0]) / (ys[1] - ys[0]);
  }

  private static void line(
      StringBuilder out, double x1, double y1, double x2, double y2, String color) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
            x1,
            y1,
            x2,
            y2,
            color));
  }

  private static void text(StringBuilder out, double x, double y, String anchor, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            escaped(text)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
