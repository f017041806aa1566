package org.blastema.training;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.blastema.runner.experiment.Assembly;
import org.blastema.runner.experiment.Experiment;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.scenario.Adjustments;
import org.blastema.runner.scenario.ScenarioReader;

/** Estimators and optimizers as scenarios ask for them. */
final class Language {
  private static final PluginLoader PLUGINS = new PluginLoader(List.of(), Path.of("no-plugins"));

  private Language() {}

  /** The experiment of a scenario of the test resources, some of its entries changed. */
  static Experiment experiment(String scenario, String... assignments) {
    try {
      Path file = Path.of(Language.class.getResource("/acceptance/" + scenario).toURI());
      return Assembly.of(
          new ScenarioReader(PLUGINS.keywords())
              .read(
                  file,
                  new Adjustments(List.of(), Arrays.asList(assignments), OptionalLong.empty())));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The section {@code train} with one entry in YAML. */
  static Experiment.Goal goal(String entry, String yaml) {
    return experiment("sound.yaml", "train." + entry + "=" + yaml).goal().orElseThrow();
  }
}
