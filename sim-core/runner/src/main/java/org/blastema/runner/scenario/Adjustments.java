package org.blastema.runner.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a command line changes in a scenario. Parameter files come first, then the assignments, then
 * the seed.
 *
 * @param parameterFiles files with values by path
 * @param assignments {@code path=value}, the value in YAML
 * @param seed the seed, if it is given
 */
public record Adjustments(List<Path> parameterFiles, List<String> assignments, OptionalLong seed) {
  /** No change. */
  public static final Adjustments NONE =
      new Adjustments(List.of(), List.of(), OptionalLong.empty());

  /** Copies the lists. */
  public Adjustments {
    parameterFiles = List.copyOf(parameterFiles);
    assignments = List.copyOf(assignments);
  }
}
