package org.blastema.runner.command;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import org.blastema.runner.experiment.Progress;

/**
 * Progress as plain lines, for log files: one at the beginning, one at the end, and one every few
 * seconds between.
 */
final class ProgressLines implements Progress {
  private static final long INTERVAL_NANOS = 5_000_000_000L;

  private final PrintStream out;
  private final LongSupplier clock;
  private String unit = "";
  private long total;
  private long first;
  private long start;
  private long lastPrinted;
  private long latestPrinted;
  private long latest;
  private String latestStatus = "";

  /**
   * Progress on a stream.
   *
   * @param clock nanoseconds from some moment on
   */
  ProgressLines(PrintStream out, LongSupplier clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void begin(String unit, long done, long total) {
    this.unit = unit;
    this.total = total;
    first = done;
    latest = done;
    start = clock.getAsLong();
    print("");
  }

  @Override
  public void advance(long done, String status) {
    latest = done;
    latestStatus = status;
    if (clock.getAsLong() - lastPrinted >= INTERVAL_NANOS) {
      print(timeLeft());
    }
  }

  @Override
  public void message(String text) {
    out.println(text);
  }

  @Override
  public void end() {
    if (latest != latestPrinted) {
      print("");
    }
  }

  private void print(String timeLeft) {
    lastPrinted = clock.getAsLong();
    latestPrinted = latest;
    StringBuilder line = new StringBuilder();
    line.append(latest).append(" of ").append(total).append(' ').append(unit);
    line.append(latestStatus.isEmpty() ? "" : ", " + latestStatus);
    line.append(timeLeft.isEmpty() ? "" : ", " + timeLeft + " left");
    out.println(line);
  }

  private String timeLeft() {
    if (latest <= first || latest >= total) {
      return "";
    }
    double perUnit = (clock.getAsLong() - start) / 1e9 / (latest - first);
    long seconds = Math.round(perUnit * (total - latest));
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
