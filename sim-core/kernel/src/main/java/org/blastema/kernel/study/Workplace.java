package org.blastema.kernel.study;

import java.nio.file.Path;

/** What a {@link Study} has while it works. All methods may be called by any thread. */
public interface Workplace {
  /** Number of threads that it may use; changes no number. */
  int threads();

  /** The folder for what it finds; it exists. */
  Path folder();

  /**
   * Work of a known amount begins.
   *
   * @param unit what is counted, in the plural
   * @param total how many there are
   */
  void begin(String unit, long total);

  /**
   * So much is done.
   *
   * @param done units done
   * @param status a few words for a progress bar
   */
  void advance(long done, String status);

  /** Tells the user, once, and writes it into the log of the run. */
  void warn(String warning);

  /**
   * To be called between units of work.
   *
   * @throws InterruptedException if the run is to end early
   */
  void requireRunning() throws InterruptedException;
}
