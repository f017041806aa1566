package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.blastema.record.RunInfo;
import org.blastema.record.RunReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run folders name the plugins they were made with, and do not go on with others. */
class RunsWithPluginsTest {
  private static final Path SIMULATION = Program.resource("acceptance/simulation.yaml");

  @TempDir Path folder;

  /** A plugin with a metric that is a number. */
  private static Path counter(Path jar, String version, int number) throws IOException {
    return new PluginJar()
        .announcing("com.example.Counter")
        .source(
            """
            package com.example;
            import java.util.List;
            import org.blastema.kernel.goal.Metric;
            import org.blastema.kernel.state.CellState;
            import org.blastema.plugin.*;
            public class Counter extends BlastemaPlugin {
              @Describe("A number.")
              record Number() implements Metric {
                public String unit() { return ""; }
                public double of(List<CellState> history) { return %d; }
              }
              @Override public String name() { return "counter"; }
              @Override public String version() { return "%s"; }
              @Override protected void configure() {
                contribute(Metric.class, "number", Number.class, (c, context) -> c);
              }
            }
            """
                .formatted(number, version))
        .write(jar);
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_run_goes_on_with_the_same_plugin_only() throws IOException {
    Path jar = counter(folder.resolve("counter.jar"), "1.0", 7);
    String first = sha256(jar);
    Path scenario =
        Files.writeString(
            folder.resolve("scenario.yaml"), Files.readString(SIMULATION) + "  seven: number\n");
    Path run = folder.resolve("run");
    Program stopped = Program.stoppedAfter(6, "run", scenario, "-o", run, "--plugin", jar);
    assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(130);
    List<RunInfo.Plugin> recorded = RunReader.open(run).info().sessions().getLast().plugins();
    assertThat(recorded)
        .extracting(RunInfo.Plugin::name)
        .containsExactly("counter", "kernel", "losses");
    assertThat(recorded.getFirst()).isEqualTo(new RunInfo.Plugin("counter", "1.0", first));
    assertThat(recorded.getLast().sha256()).hasSize(64);

    String made = "was made with the plugin 'counter' 1.0 (SHA-256 " + first + ")";
    String needs = "blastema: %s needs the plugin 'counter' 1.0 (SHA-256 %s), which is not there%n";
    assertThat(Program.run("resume", run))
        .isEqualTo(new Program(2, "", needs.formatted(run, first)));
    assertThat(Program.run("evaluate", run.resolve("resolved.yaml")))
        .isEqualTo(new Program(2, "", needs.formatted(run, first)));

    counter(jar, "1.0", 8);
    String second = sha256(jar);
    assertThat(second).isNotEqualTo(first);
    assertThat(Program.run("resume", run, "--plugin", jar))
        .isEqualTo(
            new Program(
                2,
                "",
                "blastema: %s %s, but %s is 1.0 (SHA-256 %s); --allow-changed-plugins goes on with it%n"
                    .formatted(run, made, jar, second)));
    counter(jar, "1.1", 8);
    assertThat(Program.run("resume", run, "--plugin", jar).err())
        .contains(made + ", but " + jar + " is 1.1 (SHA-256 " + sha256(jar) + ")");

    Program resumed = Program.run("resume", run, "--plugin", jar, "--allow-changed-plugins");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).containsPattern("seven +8\\.0");
    RunInfo info = RunReader.open(run).info();
    assertThat(info.sessions()).hasSize(2);
    assertThat(info.sessions().getLast().plugins().getFirst())
        .isEqualTo(new RunInfo.Plugin("counter", "1.1", sha256(jar)));
  }

  @Test
  void a_scenario_without_its_plugin_is_explained() throws IOException {
    Path scenario =
        Files.writeString(
            folder.resolve("scenario.yaml"), Files.readString(SIMULATION) + "  seven: number\n");
    Program program = Program.run("run", scenario, "-o", folder.resolve("run"));
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .startsWith(scenario + ":14:10: unknown metric 'number' in metrics.seven")
        .hasLineCount(1);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void a_plugin_that_is_not_used_is_not_recorded() throws IOException {
    Path jar = counter(folder.resolve("counter.jar"), "1.0", 7);
    Path run = folder.resolve("run");
    assertThat(Program.run("run", SIMULATION, "-o", run, "--plugin", jar).exitCode()).isZero();
    assertThat(RunReader.open(run).info().sessions().getLast().plugins())
        .extracting(RunInfo.Plugin::name)
        .containsExactly("kernel", "losses");
  }
}
