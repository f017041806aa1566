package org.blastema.runner.experiment;

import java.nio.file.Path;
import org.blastema.kernel.study.Workplace;
import org.blastema.record.RunWriter;

/** What a study has in a run of the command line. */
final class FitWorkplace implements Workplace {
  private final Path folder;
  private final RunOptions options;
  private final Progress progress;
  private final Warnings warnings;

  FitWorkplace(Path folder, RunOptions options, RunWriter writer, Progress progress) {
    this.folder = folder;
    this.options = options;
    this.progress = progress;
    this.warnings = new Warnings(writer, progress);
  }

  @Override
  public int threads() {
    return options.threads();
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public synchronized void begin(String unit, long total) {
    progress.begin(unit, 0, total);
  }

  @Override
  public synchronized void advance(long done, String status) {
    progress.advance(done, status);
  }

  @Override
  public void warn(String warning) {
    warnings.accept(warning);
  }

  @Override
  public void requireRunning() throws InterruptedException {
    if (options.stopRequested().getAsBoolean() || Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
