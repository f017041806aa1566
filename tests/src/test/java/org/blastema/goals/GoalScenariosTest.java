package org.blastema.goals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.blastema.losses.Measure;
import org.blastema.runner.command.BlastemaCommandLine;
import org.blastema.runner.command.Experiments;
import org.blastema.runner.command.Session;
import org.blastema.runner.plugins.PluginLoader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every measure that ships is trained on by some scenario, to the improvement that it states. */
class GoalScenariosTest {
  private static final Path FOLDER = Path.of("..", "scenarios", "goals");

  @TempDir Path runs;

  private static List<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> trainings_reach_what_they_state() throws IOException {
    return scenarios().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> train(file)));
  }

  private void train(Path scenario) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        BlastemaCommandLine.execute(
            new Session(
                List.of(
                    "run",
                    scenario.toString(),
                    "-o",
                    runs.resolve(scenario.getFileName().toString()).toString()),
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                Path.of("no-home"),
                Experiments::new));
    assertThat(exitCode).as(out.toString(UTF_8) + err.toString(UTF_8)).isZero();
    assertThat(out.toString(UTF_8)).contains("check holds");
  }

  /** What an objective names; what is only inside of a utility does not count. */
  @Test
  void every_measure_is_trained_on() throws IOException {
    Set<String> trained = new TreeSet<>();
    Pattern words = Pattern.compile("[a-z][a-z-]*");
    Pattern insideOfUtilities = Pattern.compile("(?<!kind: running, )measure: (\\{kind: )?[a-z-]+");
    for (Path file : scenarios()) {
      String text = Files.readString(file);
      int from = text.indexOf("\n  objective:");
      String objective = text.substring(from, text.indexOf("\n  epochs:", from));
      Matcher matcher = words.matcher(insideOfUtilities.matcher(objective).replaceAll(""));
      while (matcher.find()) {
        trained.add(matcher.group());
      }
    }
    Set<String> measures =
        new TreeSet<>(
            new PluginLoader(List.of(), Path.of("no-such-folder")).keywords().words(Measure.class));
    assertThat(measures).hasSizeGreaterThan(30);
    measures.removeAll(trained);
    assertThat(measures).isEmpty();
  }
}
