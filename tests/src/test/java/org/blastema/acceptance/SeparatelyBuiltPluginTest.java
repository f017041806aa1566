package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.blastema.record.RunReader;
import org.blastema.record.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are built apart, against what this build has packaged. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts a shell script")
class SeparatelyBuiltPluginTest {
  private static final Path USERS = Path.of(System.getProperty("local.repository"));

  @TempDir Path folder;

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private void requireDone(Path scenario, Path jar, Path run) throws IOException {
    Program program = Program.run("run", scenario, "--plugin", jar, "-o", run);
    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(RunReader.open(run).info().status()).isEqualTo(RunStatus.DONE);
  }

  @Test
  void a_plugin_built_apart_is_dropped_in_used_and_missed() throws Exception {
    assumeTrue(MavenBuild.isPossible(), "the modules are not packaged");
    Path project = folder.resolve("bumpers");
    copy(Path.of("src/third-party"), project);
    MavenBuild.in(folder.resolve("maven"), USERS).packageProject(project);
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Path jar =
        Files.copy(project.resolve("target/bumpers-1.2.0.jar"), plugins.resolve("bumpers.jar"));
    Path scenario = project.resolve("scenarios/bumpers.yaml");

    requireDone(scenario, plugins, folder.resolve("run"));
    Program table = Program.run("bumper-table", "--plugin", plugins);
    assertThat(table.out().lines()).startsWith("0.50 -0.250000").hasSize(5);
    assertThat(table.exitCode()).isZero();

    Files.delete(jar);
    Program missed = Program.run("validate", scenario);
    assertThat(missed.exitCode()).isEqualTo(2);
    assertThat(missed.out()).isEmpty();
    assertThat(missed.err()).contains(scenario + ":", "unknown potential 'bumper'");
  }

  @Test
  void a_new_project_builds_passes_its_tests_and_runs() throws Exception {
    assumeTrue(MavenBuild.isPossible(), "the modules are not packaged");
    Path project = folder.resolve("my-plugin");
    Program written = Program.run("new", "plugin", "my-plugin", "-o", project);
    assertThat(written.err()).isEmpty();
    assertThat(written.exitCode()).isZero();
    MavenBuild.in(folder.resolve("maven"), USERS).packageProject(project);
    requireDone(
        project.resolve("scenarios/example.yaml"),
        project.resolve("target/my-plugin-0.1.0.jar"),
        folder.resolve("run"));
  }

  @Test
  void a_project_is_never_overwritten_and_its_name_must_fit() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "precious");
    Program program = Program.run("new", "plugin", "other", "-o", folder);
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err()).contains(folder + " is there already");
    assertThat(Program.run("new", "plugin", "Other", "-o", folder.resolve("x")).err())
        .contains("'Other' cannot be a plugin's name");
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
