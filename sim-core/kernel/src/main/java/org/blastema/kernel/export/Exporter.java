package org.blastema.kernel.export;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a recorded run in a form that another program reads. Contributed as a keyword: {@code
 * blastema export RUN --to KEYWORD}.
 */
public interface Exporter {
  /**
   * Writes the run.
   *
   * @param target the file to write, or the folder to make; does not exist yet
   * @throws IllegalArgumentException if the form cannot hold this run; the message says why
   */
  void export(RecordedRun run, Path target) throws IOException;

  /** The usual ending of the file's name, for example {@code .csv}; empty for a folder. */
  String ending();
}
