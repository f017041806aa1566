package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed tissues expand, a growing one is fitted, and both can be measured. */
class RelaxationScenariosTest {
  private static final Path SCENARIOS = Path.of("..", "scenarios", "relaxation");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"disc.yaml", "ball.yaml", "growing-ball.yaml"})
  void checksHold(String scenario) {
    Program run = Program.run("run", SCENARIOS.resolve(scenario), "-o", folder.resolve("run"));
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("check holds");
  }

  @Test
  void countsThatDoNotFitAreNamed() {
    Program run =
        Program.run(
            "validate", SCENARIOS.resolve("ball.yaml"), "--set", "initial.counts=[3, 3, 3]");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("initial.cells").contains("takes the place of counts");
  }
}
