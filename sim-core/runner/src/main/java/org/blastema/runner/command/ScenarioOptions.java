package org.blastema.runner.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.scenario.Adjustments;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.scenario.ScenarioReader;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A scenario and what the command line changes in it. */
final class ScenarioOptions {
  @Parameters(index = "0", paramLabel = "SCENARIO", description = "Scenario file, YAML or JSON.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Change one entry, for example steps.growth.rate=0.1; may be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--parameters",
      paramLabel = "FILE",
      description = "Take values by path from a file, for example train/best.yaml of a run.")
  private List<Path> parameterFiles = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random.")
  private Long seed;

  Path file() {
    return file;
  }

  LoadedScenario read(PluginLoader plugins) {
    OptionalLong given = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    return new ScenarioReader(plugins.keywords())
        .read(file, new Adjustments(parameterFiles, assignments, given));
  }
}
