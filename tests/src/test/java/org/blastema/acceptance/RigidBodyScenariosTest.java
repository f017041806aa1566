package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tissues of rigid cells learn what their scenarios state, and discs settle. */
class RigidBodyScenariosTest {
  private static final Path SCENARIOS = Path.of("..", "scenarios", "rigid-body");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mold.yaml", "confined-elongation.yaml", "thousand-discs.yaml"})
  void checksHold(String scenario) {
    Program run = Program.run("run", SCENARIOS.resolve(scenario), "-o", folder.resolve("run"));
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("check holds");
  }
}
