package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.blastema.record.RunReader;
import org.blastema.record.RunStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Components of a plugin that throw while they are used. The message names the plugin, the word and
 * where it is written, and the run can be read.
 */
class ThrowingPluginsTest {
  private static final Path SIMULATION = Program.resource("acceptance/simulation.yaml");

  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void writePlugin() throws IOException {
    jar =
        new PluginJar()
            .announcing("com.example.Thrower")
            .source(
                """
                package com.example;
                import java.util.List;
                import org.blastema.autodiff.*;
                import org.blastema.kernel.export.*;
                import org.blastema.kernel.goal.*;
                import org.blastema.kernel.initial.InitialState;
                import org.blastema.kernel.mechanics.*;
                import org.blastema.kernel.model.*;
                import org.blastema.kernel.state.*;
                import org.blastema.plugin.*;
                public class Thrower extends BlastemaPlugin {
                  record Nothing() {}
                  static RuntimeException thrown() { return new IllegalStateException("out of luck"); }
                  record Still() implements Step {
                    public StepKind kind() { return StepKind.DYNAMIC; }
                    public List<FieldSpec> reads() { return List.of(); }
                    public List<FieldSpec> writes() { return List.of(); }
                    public List<Parameter> parameters() { return List.of(); }
                    public void apply(StepContext context) { throw thrown(); }
                  }
                  record Spring(Formula energy) implements Potential {
                    public List<Parameter> parameters() { return List.of(); }
                    public double range(double contact) { throw thrown(); }
                  }
                  record Value() implements Metric {
                    public String unit() { return ""; }
                    public double of(List<CellState> history) {
                      if (history.size() > 3) { throw thrown(); }
                      return 1;
                    }
                  }
                  record Begin() implements InitialState {
                    public boolean random() { return false; }
                    public CellState create(
                        StateSchema schema, org.blastema.kernel.random.KeyedRandom random) {
                      throw thrown();
                    }
                  }
                  record Form() implements Exporter {
                    public void export(RecordedRun run, java.nio.file.Path target) {
                      throw thrown();
                    }
                    public String ending() { return ".txt"; }
                  }
                  record Gate() implements Window {
                    public Expr applied(Expr energy, Expr r, Expr contact) {
                      return Expr.where(r.lessThan(contact.times(2)), energy, Expr.constant(0));
                    }
                    public double range(double contact) { return 2 * contact; }
                  }
                  @Override public String name() { return "thrower"; }
                  @Override public String version() { return "1.0"; }
                  @Override protected void configure() {
                    contribute(Step.class, "still", Nothing.class, (c, x) -> new Still());
                    contribute(Potential.class, "spring", Nothing.class, (c, x) ->
                        new Spring(Formula.trace("spring",
                            List.of(Port.scalar("r"), Port.scalar("sigma")),
                            in -> new Expr[] {in.scalar("r").square()})));
                    contribute(Metric.class, "value", Nothing.class, (c, x) -> new Value());
                    contribute(Reward.class, "prize", Nothing.class,
                        (c, x) -> (before, after) -> { throw thrown(); });
                    contribute(InitialState.class, "begin", Nothing.class, (c, x) -> new Begin());
                    contribute(Exporter.class, "form", Nothing.class, (c, x) -> new Form());
                    contribute(Command.class, "do-it", Nothing.class,
                        (c, x) -> (words, streams) -> { throw thrown(); });
                    contribute(Window.class, "gate", Nothing.class, (c, x) -> new Gate());
                  }
                }
                """)
            .write(folder.resolve("thrower.jar"));
  }

  private Path scenario(String text, String replacement) throws IOException {
    return Files.writeString(
        folder.resolve("scenario.yaml"),
        (Files.readString(SIMULATION) + "\n").replace(text, replacement));
  }

  /** A run that began, then failed with a message, and can be read. */
  private void failsWith(Path scenario, String message) throws IOException {
    Path run = folder.resolve("run");
    Program program = Program.run("run", scenario, "-o", run, "--plugin", jar);
    assertThat(program.err()).contains("blastema: " + message + System.lineSeparator());
    assertThat(program.exitCode()).isEqualTo(3);
    RunReader reader = RunReader.open(run);
    assertThat(reader.info().status()).isEqualTo(RunStatus.FAILED);
    assertThat(reader.info().failure()).isEqualTo(message);
  }

  private static String said(String what, String path, Path scenario, String place) {
    return "plugin 'thrower' failed in the %s (%s, %s:%s): IllegalStateException: out of luck"
        .formatted(what, path, scenario, place);
  }

  @Test
  void a_step() throws IOException {
    Path scenario = scenario("steps:\n", "steps:\n  still: {}\n");
    failsWith(scenario, "step 1, still: " + said("step 'still'", "steps.still", scenario, "8:10"));
  }

  @Test
  void a_potential_inside_of_a_step_of_the_program() throws IOException {
    Path scenario = scenario("{kind: morse, epsilon: 1.7, alpha: 3.5}", "spring");
    failsWith(
        scenario,
        "step 1, mechanics: "
            + said("potential 'spring'", "steps.mechanics.potential", scenario, "9:41"));
  }

  @Test
  void a_metric_in_the_midst_of_a_run() throws IOException {
    Path scenario = scenario("metrics:\n", "metrics:\n  worth: value\n");
    failsWith(scenario, said("metric 'value'", "metrics.worth", scenario, "13:10"));
    assertThat(RunReader.open(folder.resolve("run")).cells().orElseThrow().frames())
        .isGreaterThanOrEqualTo(3);
    Program evaluate = Program.run("evaluate", scenario, "--plugin", jar);
    assertThat(evaluate.exitCode()).isNotZero();
    assertThat(evaluate.err()).contains(said("metric 'value'", "metrics.worth", scenario, "13:10"));
  }

  @Test
  void a_reward() throws IOException {
    Path scenario = scenario("epsilon: 1.7", "epsilon: {value: 1.7, train: true}");
    Files.writeString(
        scenario,
        Files.readString(scenario)
            + """
            train:
              objective: {prize: {kind: prize, weight: 2}}
              estimator: pathwise
              epochs: 1
              rollouts: 1
            """);
    failsWith(scenario, said("reward 'prize'", "train.objective.prize", scenario, "16:22"));
  }

  @Test
  void an_initial_state() throws IOException {
    Path scenario =
        scenario(
            "{kind: grown-cluster, cells: 4, steps: {division: categorical-division}}", "begin");
    Path run = folder.resolve("run");
    Program program = Program.run("run", scenario, "-o", run, "--plugin", jar);
    assertThat(program.err())
        .contains("blastema: " + said("initial state 'begin'", "initial", scenario, "6:10"));
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(run).doesNotExist();
  }

  @Test
  void an_exporter() {
    Path run = folder.resolve("run");
    assertThat(Program.run("run", SIMULATION, "-o", run).exitCode()).isZero();
    Path target = folder.resolve("out.txt");
    Program program = Program.run("export", run, "--to", "form", "-o", target, "--plugin", jar);
    assertThat(program)
        .isEqualTo(
            new Program(
                2,
                "",
                "blastema: plugin 'thrower' failed in the exporter 'form' (--to form):"
                    + " IllegalStateException: out of luck"
                    + System.lineSeparator()));
    assertThat(target).doesNotExist();
  }

  @Test
  void a_command() {
    assertThat(Program.run("do-it", "--plugin", jar))
        .isEqualTo(
            new Program(
                2,
                "",
                "blastema: plugin 'thrower' failed in the command 'do-it':"
                    + " IllegalStateException: out of luck"
                    + System.lineSeparator()));
  }

  /** A window is a formula like a potential, and takes part in the built-in ones. */
  @Test
  void a_window_of_a_plugin_works_in_a_potential_of_the_program() throws IOException {
    Path scenario = scenario("alpha: 3.5}", "alpha: 3.5, window: gate}");
    Path run = folder.resolve("run");
    Program program = Program.run("run", scenario, "-o", run, "--plugin", jar);
    assertThat(program.exitCode()).as(program.err()).isZero();
    Path plain = folder.resolve("plain");
    assertThat(Program.run("run", SIMULATION, "-o", plain).exitCode()).isZero();
    // the window changes what cells feel of those they do not touch
    assertThat(Files.readString(run.resolve("metrics.csv")))
        .isNotEqualTo(Files.readString(plain.resolve("metrics.csv")));
  }
}
