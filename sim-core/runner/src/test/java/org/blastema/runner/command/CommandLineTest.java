package org.blastema.runner.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.record.CheckResult;
import org.blastema.record.RunStatus;
import org.blastema.runner.plugins.LoadedPlugin;
import org.blastema.runner.testing.PluginFolder;
import org.blastema.runner.testing.TestPlugins;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.TreePath;
import org.blastema.runner.tree.TreeReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final String SCENARIO =
      """
      format: blastema/1
      cell-types: {a: {}}
      initial: founders
      steps: {idle: {}}
      stop: {steps: 2}
      """;

  @TempDir Path folder;

  private final RecordingSimulations simulations = new RecordingSimulations();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Map<String, String> environment = Map.of();
  private Path scenario;
  private Path plugin;

  @BeforeEach
  void writeScenario() throws IOException {
    scenario = folder.resolve("x.yaml");
    Files.writeString(scenario, SCENARIO);
    plugin =
        PluginFolder.announcing(
            Files.createDirectories(folder.resolve("plugin")), TestPlugins.Sound.class);
  }

  private int blastema(String... arguments) {
    out.reset();
    err.reset();
    List<String> words = new ArrayList<>(List.of(arguments));
    return BlastemaCommandLine.execute(
        new Session(
            words,
            new ByteArrayInputStream("said".getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            folder,
            () -> simulations));
  }

  private int withPlugin(String command, String... more) {
    List<String> words =
        new ArrayList<>(List.of(command, scenario.toString(), "--plugin", plugin.toString()));
    words.addAll(List.of(more));
    return blastema(words.toArray(String[]::new));
  }

  private Node json() {
    return TreeReader.json(out.toString(UTF_8), "answer", new Problems());
  }

  private String json(String path) {
    return TreePath.node(json(), path).orElseThrow().inWords();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "valdate x | unknown command 'valdate' (did you mean 'validate'?) | blastema",
        "simulate x | unknown command 'simulate' (known: run, validate, resume, train, evaluate,"
            + " export, bench, schema, plugins, new, doctor) | blastema",
        "run x --sed 3 | unknown option '--sed' (did you mean '--seed'?) | blastema run",
        "run x --sett=a=b | unknown option '--sett' (did you mean '--set'?) | blastema run",
        "plugins lst | unknown command 'lst' (did you mean 'list'?) | blastema plugins",
        "validate | Missing required parameter: 'SCENARIO' | blastema validate",
        "validate x y | unexpected argument 'y' | blastema validate",
        "run x --seed abc | Invalid value for option '--seed': 'abc' is not a whole number |"
            + " blastema run",
        "bench forward --dimensions 4 | --dimensions must be 2 or 3, not 4 | blastema bench",
        "bench forward --cells 0 | --cells must be at least 1, not 0 | blastema bench",
        "run x --threads 0 | --threads must be at least 1, not 0 | blastema run",
        "evaluate x --rollouts 0 | --rollouts must be at least 1, not 0 | blastema evaluate"
      })
  void a_command_line_that_cannot_be_understood_is_answered(
      String words, String message, String command) {
    assertThat(blastema(words.split(" "))).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualToNormalizingNewlines("blastema: " + message + "\nSee '" + command + " --help'.\n");
    assertThat(out.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "run --help", "validate -h", "plugins show --help", "--version", ""})
  void help_is_no_error(String words) {
    assertThat(blastema(words.isEmpty() ? new String[0] : words.split(" "))).isZero();
    assertThat(out.toString(UTF_8)).contains("blastema");
    assertThat(err.size()).isZero();
  }

  private int blastemaWith(Class<?> contributor, String... arguments) {
    PluginFolder.announcing(plugin, contributor);
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--plugin", plugin.toString()));
    return blastema(words.toArray(String[]::new));
  }

  @Test
  void a_plugin_brings_a_command() {
    assertThat(blastemaWith(TestPlugins.WithCommand.class, "echo", "a", "--loud", "-x=3"))
        .as(err.toString(UTF_8))
        .isEqualTo(7);
    assertThat(out.toString(UTF_8)).isEqualToNormalizingNewlines("2 [a, --loud, -x=3] said\n");
    assertThat(err.toString(UTF_8)).isEqualToNormalizingNewlines("to err\n");
  }

  @Test
  void contributed_commands_are_in_the_help() {
    assertThat(blastemaWith(TestPlugins.WithCommand.class, "--help")).isZero();
    assertThat(out.toString(UTF_8)).containsPattern("(?m)^  echo +Repeats what it is told\\.");
    assertThat(blastemaWith(TestPlugins.WithCommand.class, "echo", "--help")).isZero();
    assertThat(out.toString(UTF_8))
        .contains("blastema echo")
        .contains("Repeats what it is told.")
        .doesNotContain("2 [");
  }

  @Test
  void a_command_may_tell_itself_how_it_is_used() {
    assertThat(blastemaWith(TestPlugins.WithUsage.class, "explained", "--help")).isZero();
    assertThat(out.toString(UTF_8))
        .isEqualToNormalizingNewlines("explained [WORD...]  all about words\n");
  }

  @Test
  void a_mistyped_contributed_command_is_answered() {
    assertThat(blastemaWith(TestPlugins.WithCommand.class, "ecko")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith("blastema: unknown command 'ecko' (did you mean 'echo'?)");
  }

  @Test
  void what_a_contributed_command_throws_is_answered() {
    assertThat(blastemaWith(TestPlugins.WithCommand.class, "echo", "throw")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("failed in the command 'echo'")
        .contains("IllegalStateException: no");
  }

  @Test
  void a_contributed_command_cannot_replace_one_of_the_program() {
    String clash =
        "blastema: plugin 'usurper' contributes the command 'validate', which the program has"
            + " itself\n";
    assertThat(blastemaWith(TestPlugins.ClashingCommand.class, "--help")).isZero();
    assertThat(err.toString(UTF_8)).isEqualToNormalizingNewlines(clash);
    assertThat(blastemaWith(TestPlugins.ClashingCommand.class, "validat")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("unknown command 'validat' (did you mean 'validate'?)");
    PluginFolder.announcing(plugin, TestPlugins.Sound.class, TestPlugins.ClashingCommand.class);
    assertThat(withPlugin("validate")).isZero();
    assertThat(out.toString(UTF_8)).isEqualToNormalizingNewlines(scenario + ": ok\n");
  }

  @Test
  void a_plugin_that_does_not_work_leaves_the_help() {
    assertThat(blastemaWith(TestPlugins.FailingConfigure.class, "--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("validate");
    assertThat(err.toString(UTF_8))
        .startsWith("blastema: warning: plugin 'unlucky' (")
        .endsWith(") does not work: IllegalStateException: no license found; going on without it\n")
        .hasLineCount(1);
  }

  @Test
  void a_sound_scenario_is_valid() {
    assertThat(withPlugin("validate")).isZero();
    assertThat(out.toString(UTF_8)).isEqualToNormalizingNewlines(scenario + ": ok\n");
    assertThat(withPlugin("validate", "--json")).isZero();
    assertThat(json("valid")).isEqualTo("'true'");
    assertThat(withPlugin("validate", "--resolved", "--seed", "9")).isZero();
    assertThat(out.toString(UTF_8)).contains("seed: 9\n").contains("dt: 1\n");
  }

  @Test
  void every_problem_is_one_line() {
    assertThat(
            withPlugin(
                "validate", "--set", "dt=0", "--set", "stop.step=3", "--set", "initial.count=x"))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            "--set stop.step: unknown entry 'step' in stop (did you mean 'steps'?)",
            "--set initial.count: expected a whole number for initial.count, not 'x'",
            "--set dt: dt must be greater than 0, not 0");
    assertThat(out.size()).isZero();
    assertThat(withPlugin("validate", "--json", "--set", "stop.step=3")).isEqualTo(2);
    assertThat(json("valid")).isEqualTo("'false'");
    assertThat(json("problems[0].file")).isEqualTo("'--set stop.step'");
    assertThat(json("problems[0].suggestion")).isEqualTo("'steps'");
  }

  @Test
  void what_a_component_rejects_is_located() throws IOException {
    Files.writeString(
        scenario,
        SCENARIO.replace("initial: founders", "initial: {kind: cluster-file, file: nothing.csv}"));
    assertThat(withPlugin("validate")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith(scenario + ":3:37: initial.file: ");
  }

  @Test
  void a_defective_plugin_is_named_and_stack_traces_are_for_those_who_ask() throws IOException {
    Files.writeString(scenario, SCENARIO.replace("idle", "defective"));
    assertThat(withPlugin("validate")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            "blastema: plugin 'sound' failed to make 'defective' (steps.defective):"
                + " IllegalStateException: the plugin has a bug\n");
    environment = Map.of("BLASTEMA_DEBUG", "1");
    assertThat(withPlugin("validate")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("\tat org.blastema");
  }

  @Test
  void a_missing_file_is_named_with_its_neighbor() {
    Path missing = folder.resolve("x.yml");
    assertThat(blastema("validate", missing.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            missing + ": no such file (did you mean '" + scenario + "'?)\n");
  }

  @Test
  void the_schema_goes_to_standard_output_or_a_file() throws IOException {
    assertThat(blastema("schema")).isZero();
    assertThat(json("title")).isEqualTo("'Blastema scenario'");
    Path file = folder.resolve("schema.json");
    assertThat(blastema("schema", "-o", file.toString())).isZero();
    assertThat(out.size()).isZero();
    assertThat(Files.readString(file)).contains("2020-12");
  }

  @Test
  void keywords_are_listed_and_explained() {
    assertThat(blastema("plugins", "list", "--plugin", plugin.toString())).isZero();
    assertThat(out.toString(UTF_8))
        .contains("plugin sound 1.2 (")
        .containsPattern("(?m)^  idle +sound");
    assertThat(blastema("plugins", "list", "--json", "--plugin", plugin.toString())).isZero();
    assertThat(((MapNode) json()).entries().keySet())
        .containsExactly("plugins", "failures", "keywords");
    assertThat(blastema("plugins", "show", "founders", "--plugin", plugin.toString())).isZero();
    assertThat(out.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            founders: initial state, from plugin sound
              count: whole number, at least 1, default 1

              initial:
                kind: founders
                count: 1
            """);
    assertThat(blastema("plugins", "show", "sound", "--plugin", plugin.toString())).isZero();
    assertThat(out.toString(UTF_8))
        .startsWith("plugin sound 1.2 (" + plugin + ")")
        .containsPattern("(?m)^  SHA-256 [0-9a-f]{64}$")
        .contains("  potential morse: Morse potential.");
    assertThat(blastema("plugins", "show", "founders", "--json", "--plugin", plugin.toString()))
        .isZero();
    assertThat(json("keywords[0].entries[0].range")).isEqualTo("'at least 1'");
    assertThat(blastema("plugins", "show", "fuonders", "--plugin", plugin.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("unknown keyword 'fuonders' (did you mean 'founders'?)");
  }

  @Test
  void plugins_in_the_home_folder_are_found() throws IOException {
    Path plugins = Files.createDirectories(folder.resolve(".blastema/plugins"));
    PluginFolder.announcing(plugins.resolve("sound"), TestPlugins.Sound.class);
    assertThat(blastema("validate", scenario.toString())).as(err.toString(UTF_8)).isZero();
    assertThat(blastema("doctor")).as(out.toString(UTF_8)).isZero();
    Files.writeString(plugins.resolve("broken.jar"), "no jar");
    assertThat(blastema("validate", scenario.toString())).isZero();
    assertThat(err.toString(UTF_8))
        .startsWith("blastema: warning: the file " + plugins.resolve("broken.jar"))
        .hasLineCount(1);
    assertThat(blastema("doctor")).isEqualTo(2);
    assertThat(blastema("plugins", "--plugin", folder.resolve("nothing.jar").toString()))
        .isEqualTo(2);
  }

  @Test
  void the_doctor_gives_a_verdict_on_each_subject() {
    assertThat(blastema("doctor", "--plugin", plugin.toString())).isZero();
    assertThat(out.toString(UTF_8).lines().map(line -> line.split(" +")[1]).distinct())
        .containsExactly("java", "cores", "memory", "plugin", "keywords", "writing", "pictures");
    PluginFolder.announcing(plugin, TestPlugins.FailingConfigure.class);
    assertThat(blastema("doctor", "--json", "--plugin", plugin.toString())).isEqualTo(2);
    assertThat(out.toString(UTF_8))
        .contains("problem")
        .contains("plugin 'unlucky'")
        .contains("no license found");
  }

  @Test
  void the_doctor_knows_unsound_machines() {
    assertThat(DoctorCommand.java(Runtime.Version.parse("21.0.2")).verdict())
        .isEqualTo(Diagnosis.Verdict.PROBLEM);
    assertThat(DoctorCommand.java(Runtime.Version.parse("25.0.1")).verdict())
        .isEqualTo(Diagnosis.Verdict.WARNING);
    assertThat(DoctorCommand.java(Runtime.Version.parse("25.0.3")).verdict())
        .isEqualTo(Diagnosis.Verdict.OK);
    assertThat(DoctorCommand.cores(1).verdict()).isEqualTo(Diagnosis.Verdict.WARNING);
    assertThat(DoctorCommand.memory(1 << 20).verdict()).isEqualTo(Diagnosis.Verdict.WARNING);
    assertThat(DoctorCommand.writing(folder).verdict()).isEqualTo(Diagnosis.Verdict.OK);
    assertThat(DoctorCommand.writing(folder.resolve("nowhere")).verdict())
        .isEqualTo(Diagnosis.Verdict.PROBLEM);
  }

  @Test
  void run_hands_over_the_scenario_with_its_changes() {
    Path target = folder.resolve("mine");
    assertThat(
            withPlugin(
                "run",
                "--seed",
                "5",
                "--set",
                "stop.steps=7",
                "--threads",
                "3",
                "-o",
                target.toString()))
        .isZero();
    assertThat(simulations.requests).containsExactly("run x.yaml");
    assertThat(simulations.scenario.scenario().seed()).isEqualTo(5);
    assertThat(simulations.scenario.scenario().stop().steps()).contains(7);
    assertThat(simulations.options.folder()).contains(target);
    assertThat(simulations.options.threads()).isEqualTo(3);
    assertThat(simulations.scenario.plugins())
        .extracting(LoadedPlugin::name)
        .containsExactly("sound");
    assertThat(simulations.options.command()).startsWith("run", scenario.toString());
    assertThat(out.toString(UTF_8).lines().map(String::strip))
        .contains("run folder " + target)
        .anyMatch(l -> l.matches("reward +1.5"));
    assertThat(err.toString(UTF_8)).contains("2 of 2 steps, 12 cells");
  }

  @Test
  void exit_codes_tell_how_a_run_ended() {
    simulations.checks = List.of(new CheckResult("width", false, 8.2, "at least 9", ""));
    assertThat(withPlugin("run")).isEqualTo(4);
    assertThat(out.toString(UTF_8)).contains("check FAILS: width is 8.2, expected at least 9");
    simulations.status = RunStatus.FAILED;
    simulations.failure = "step 3, mechanics: not a number";
    assertThat(withPlugin("run")).isEqualTo(3);
    assertThat(err.toString(UTF_8)).contains("blastema: step 3, mechanics: not a number");
    simulations.status = RunStatus.INTERRUPTED;
    assertThat(withPlugin("run")).isEqualTo(130);
    assertThat(out.toString(UTF_8)).contains("blastema resume");
    simulations.thrown = new SimulationFailure(4, "growth", "radius is negative", null);
    assertThat(withPlugin("run")).isEqualTo(3);
    simulations.thrown = new IllegalStateException("oops");
    assertThat(withPlugin("run")).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .endsWith(
            "blastema: internal error: java.lang.IllegalStateException: oops (BLASTEMA_DEBUG=1"
                + " shows where)\n")
        .doesNotContain("\tat ");
  }

  @Test
  void with_json_a_run_prints_one_object_and_nothing_else() {
    assertThat(withPlugin("run", "--json")).isZero();
    assertThat(json("status")).isEqualTo("'done'");
    assertThat(json("numbers.reward")).isEqualTo("'1.5'");
    assertThat(err.size()).isZero();
  }

  @Test
  void train_needs_something_to_train() throws IOException {
    assertThat(withPlugin("train")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("nothing to train: the scenario has no section 'train'");
    assertThat(simulations.requests).isEmpty();
    Files.writeString(scenario, SCENARIO + "train: {objective: {far: spread}}\n");
    assertThat(withPlugin("train")).isZero();
    assertThat(simulations.requests).containsExactly("run x.yaml");
  }

  @Test
  void the_other_commands_hand_over_what_they_were_given() {
    assertThat(blastema("resume", "runs/a-001")).isZero();
    assertThat(withPlugin("evaluate", "--threads", "2", "--rollouts", "3", "--json")).isZero();
    assertThat(json("reward.mean")).isEqualTo("'2.0'");
    assertThat(json("reward.sd")).isEqualTo("nothing");
    assertThat(json("seed")).isEqualTo("'1'");
    assertThat(blastema("bench", "forward")).isZero();
    assertThat(blastema("bench", "gradient", "--dimensions", "2", "--cells", "70", "--json"))
        .isZero();
    assertThat(simulations.requests)
        .containsExactly(
            "resume runs/a-001",
            "evaluate 3 on 2",
            "bench forward in 3-D, 10000 cells",
            "bench gradient in 2-D, 70 cells, json");
    assertThat(simulations.options.folder()).contains(Path.of("runs/a-001"));
  }
}
