package org.blastema.runner.command;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.blastema.runner.experiment.Progress;

/** Progress as a bar that is drawn again and again in one line. */
final class ProgressOnTerminal implements Progress {
  private static final int INTERVAL_MILLIS = 200;

  private final PrintStream out;
  private ProgressBar bar;

  ProgressOnTerminal(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(String unit, long done, long total) {
    end();
    bar =
        new ProgressBarBuilder()
            .setTaskName(unit)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .startsFrom(done, Duration.ZERO)
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .build();
  }

  @Override
  public void advance(long done, String status) {
    bar.stepTo(done);
    bar.setExtraMessage(" " + status);
  }

  @Override
  public void message(String text) {
    if (bar != null) {
      bar.pause();
      out.println();
    }
    out.println(text);
    if (bar != null) {
      bar.resume();
    }
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
