package org.blastema.record;

import java.util.List;
import java.util.Objects;

/**
 * What a run begins with.
 *
 * @param scenario name of the scenario, which names the folder
 * @param title one line for people; may be empty
 * @param version version of Blastema
 * @param seed seed of all random numbers
 * @param threads threads that the run may use
 * @param plugins the plugins that contribute what the scenario names
 * @param command the words of the command line
 */
public record RunStart(
    String scenario,
    String title,
    String version,
    long seed,
    int threads,
    List<RunInfo.Plugin> plugins,
    List<String> command) {

  /** Copies the lists. */
  public RunStart {
    Objects.requireNonNull(scenario);
    Objects.requireNonNull(title);
    Objects.requireNonNull(version);
    plugins = List.copyOf(plugins);
    command = List.copyOf(command);
  }
}
