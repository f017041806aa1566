package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenario files that are each wrong somewhere, and to the letter what the program says to that.
 */
class BrokenScenarioTest {
  private static final Path FOLDER = Program.resource("broken");

  @TempDir Path runs;

  @TestFactory
  Stream<DynamicTest> a_broken_scenario_is_explained_and_leaves_nothing() throws IOException {
    List<Path> scenarios;
    try (Stream<Path> files = Files.list(FOLDER)) {
      scenarios = files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
    assertThat(scenarios).hasSizeGreaterThanOrEqualTo(12);
    return scenarios.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private void check(Path file) throws IOException {
    String expected = Files.readString(Path.of(file.toString().replaceFirst("yaml$", "expected")));
    Program validate = Program.run("validate", file);
    assertThat(validate.err().replace(FOLDER + File.separator, ""))
        .isEqualToNormalizingNewlines(expected);
    assertThat(validate.out()).isEmpty();
    assertThat(validate.exitCode()).isEqualTo(2);
    Path target = runs.resolve(file.getFileName().toString());
    Program run = Program.run("run", file, "-o", target, "--threads", 1);
    assertThat(run).isEqualTo(validate);
    assertThat(target).doesNotExist();
  }

  @Test
  void the_scenario_that_all_are_made_from_is_sound() {
    Path sound = Program.resource("acceptance/sound.yaml");
    assertThat(Program.run("validate", sound))
        .isEqualTo(new Program(0, sound + ": ok" + System.lineSeparator(), ""));
  }
}
