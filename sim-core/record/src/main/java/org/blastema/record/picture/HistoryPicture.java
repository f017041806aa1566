package org.blastema.record.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.blastema.record.table.NumericTable;

/**
 * A picture of a training history: reward (or loss, where there is no reward) over the epochs, as a
 * light line with its running mean, and below it the gradient's norm on a logarithmic axis where it
 * was recorded. Needs no display. Not safe for several threads.
 */
public final class HistoryPicture {
  private static final Color REWARD = new Color(0x1E6FB0);
  private static final Color REWARD_PALE = new Color(0xA9CBE5);
  private static final Color GRADIENT = new Color(0xB86A12);
  private static final Color GRADIENT_PALE = new Color(0xE8C9A0);

  /** The running mean goes over one part in this many of the epochs. */
  private static final int WINDOW_SHARE = 40;

  private final NumericTable history;
  private String title = "";
  private boolean gradient = true;
  private int window;
  private int width = 1200;
  private int height = 900;

  private HistoryPicture(NumericTable history) {
    this.history = history;
    this.window = Math.max(1, history.rows() / WINDOW_SHARE);
  }

  /**
   * A picture of a history with the columns {@code epoch} and {@code reward} or {@code loss}, and
   * optionally {@code gradient_norm}.
   *
   * @throws IllegalArgumentException if columns are missing
   */
  public static HistoryPicture of(NumericTable history) {
    history.column("epoch");
    history.column(history.has("reward") ? "reward" : "loss");
    return new HistoryPicture(history);
  }

  /** Sets the heading; none unless set. */
  public HistoryPicture title(String text) {
    title = Objects.requireNonNull(text);
    return this;
  }

  /** Leaves the gradient's norm out. */
  public HistoryPicture withoutGradient() {
    gradient = false;
    return this;
  }

  /** Sets how many epochs the running mean goes over; one in forty of all unless set. */
  public HistoryPicture window(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("a mean over " + epochs + " epochs");
    }
    window = epochs;
    return this;
  }

  /** Sets the size in pixels; 1200 x 900 unless set. */
  public HistoryPicture size(int pixelsWide, int pixelsHigh) {
    if (pixelsWide < 200 || pixelsHigh < 200) {
      throw new IllegalArgumentException("a picture needs 200 x 200 pixels");
    }
    width = pixelsWide;
    height = pixelsHigh;
    return this;
  }

  /** Paints the picture. */
  public BufferedImage render() {
    Curve reward = curve("reward", false);
    boolean rewarded = reward.size() > 0 || !history.has("loss");
    Curve goal = rewarded ? reward : curve("loss", false);
    Curve norm = gradient ? curve("gradient_norm", true) : Curve.NONE;
    boolean two = norm.size() > 0;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    try (Pen pen = new Pen(image)) {
      double right = pen.width() - 48;
      double split = two ? 590 : 810;
      String name = rewarded ? "reward" : "loss";
      pen.title(title, summary(name, goal));
      panel(pen, new Panel.Box(136, right, 116, split), goal, name, false, !two);
      if (two) {
        Panel.Box below = new Panel.Box(136, right, split + 36, 810);
        panel(pen, below, norm, "gradient norm", true, true);
      }
      pen.text("epoch", (136 + right) / 2, 866, 19, Font.PLAIN, Pen.INK, Pen.Anchor.MIDDLE);
    }
    return image;
  }

  private void panel(
      Pen pen, Panel.Box box, Curve curve, String name, boolean logarithmic, boolean last) {
    double[] epochs = history.column("epoch");
    double first = Arrays.stream(epochs).min().orElse(0);
    double end = Math.max(first + 1, Arrays.stream(epochs).max().orElse(1));
    // An axis that begins at 1 has odd numbers below it.
    double start = first == 1 && end > 10 ? 0 : first;
    Panel panel = new Panel(pen, box, curve, start, end, logarithmic);
    panel.axes(name, last);
    Color strong = logarithmic ? GRADIENT : REWARD;
    if (averaged(curve)) {
      panel.draw(curve, 1.3, logarithmic ? GRADIENT_PALE : REWARD_PALE);
      panel.draw(curve.runningMean(window), 3.2, strong);
    } else {
      panel.draw(curve, 2.6, strong);
    }
  }

  private boolean averaged(Curve curve) {
    return window > 1 && curve.size() > window;
  }

  private String summary(String name, Curve curve) {
    if (curve.size() == 0) {
      return "no " + name + " yet";
    }
    Curve shown = averaged(curve) ? curve.runningMean(window) : curve;
    return name
        + (averaged(curve) ? ", mean of " + window + " epochs:  " : ":  ")
        + Ticks.text(shown.y()[0], 3)
        + "  →  "
        + Ticks.text(shown.y()[shown.size() - 1], 3);
  }

  private Curve curve(String column, boolean positive) {
    return history.has(column)
        ? Curve.of(history.column("epoch"), history.column(column), positive)
        : Curve.NONE;
  }

  /** Writes the picture as PNG. */
  public void write(Path file) throws IOException {
    Png.write(file, render());
  }
}
