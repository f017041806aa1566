package org.blastema.runner.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How a run is carried out: changes nothing about its results.
 *
 * @param folder exact folder of the run; numbered under {@code runs} if left out
 * @param threads threads it may use
 * @param version version of Blastema
 * @param command words of the command line
 * @param stopRequested asked between units of work: whether the run is to end early, resumable
 */
public record RunOptions(
    Optional<Path> folder,
    int threads,
    String version,
    List<String> command,
    BooleanSupplier stopRequested) {

  /** A run that goes to its end. */
  public RunOptions(Optional<Path> folder, int threads, String version, List<String> command) {
    this(folder, threads, version, command, () -> false);
  }
}
