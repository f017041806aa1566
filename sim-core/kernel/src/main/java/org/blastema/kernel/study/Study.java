package org.blastema.kernel.study;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * What the section {@code fit} of a scenario names: work on data that needs no tissue. It reads its
 * files while it is made, so that a bad table is said before anything runs.
 */
public interface Study {
  /** Names of the numbers that {@link #carryOut} returns, which a scenario's checks may use. */
  Set<String> numbers();

  /**
   * Does the work and writes what it found into {@link Workplace#folder}. The result depends on the
   * scenario and its seed alone, not on the number of threads or on an earlier, interrupted
   * session.
   *
   * @return the numbers by name; those that have no value are left out
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if the run is to end early
   * @throws StudyFailure if the numbers fail
   */
  Map<String, Double> carryOut(Workplace place) throws IOException, InterruptedException;
}
