package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.blastema.record.RunReader;
import org.blastema.record.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says to mistakes on the command line, and how runs that fail end. */
class CommandMistakesTest {
  private static final Path SIMULATION = Program.resource("acceptance/simulation.yaml");
  private static final Path TRAINING = Program.resource("acceptance/sound.yaml");

  @TempDir Path folder;

  private static void refused(String message, Object... words) {
    Program program = Program.run(words);
    assertThat(program.err()).isEqualToNormalizingNewlines(message + "\n");
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.out()).isEmpty();
  }

  private Path parameters(String entries) throws IOException {
    return Files.writeString(
        folder.resolve("p.yaml"), "format: blastema-parameters/1\nparameters:\n" + entries);
  }

  @Test
  void an_unknown_word_is_answered_with_the_nearest_one() {
    refused(
        "blastema: unknown command 'rnu' (did you mean 'run'?)\nSee 'blastema --help'.",
        "rnu",
        SIMULATION);
    refused(
        "blastema: unknown option '--thread' (did you mean '--threads'?)\n"
            + "See 'blastema run --help'.",
        "run",
        SIMULATION,
        "--thread",
        1);
    refused(
        "--set steps.growth.rat: unknown entry 'rat' in steps.growth (did you mean 'rate'?)",
        "run",
        SIMULATION,
        "--set",
        "steps.growth.rat=1",
        "-o",
        folder.resolve("run"));
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void a_benchmark_that_needs_the_sources_says_so() {
    refused(
        "blastema: the benchmark autodiff is built from the sources: start it with the program"
            + " blastema in their top folder",
        "bench",
        "autodiff");
  }

  @Test
  void values_that_cannot_be_are_refused() {
    refused(
        "--set steps.growth.rate: expected a number for steps.growth.rate, not 'fast'",
        "validate",
        SIMULATION,
        "--set",
        "steps.growth.rate=fast");
    refused(
        "blastema: --rollouts must be at least 1, not 0\nSee 'blastema evaluate --help'.",
        "evaluate",
        SIMULATION,
        "--rollouts",
        0);
    refused(
        SIMULATION + ": nothing to train: the scenario has no section 'train'",
        "train",
        SIMULATION);
  }

  @Test
  void a_parameter_file_must_fit_the_scenario() throws IOException {
    Path unknown = parameters("  steps.genes.model.wheights: 1\n");
    refused(
        unknown + ":3:3: unknown entry 'wheights' in steps.genes.model (did you mean 'weights'?)",
        "evaluate",
        TRAINING,
        "--parameters",
        unknown);
    Path shape = parameters("  steps.genes.model.weights: [[1, 2], [3, 4]]\n");
    refused(
        shape + ":3:30: steps.genes.model.weights: has 2 x 2 numbers where 2 x 1 are needed",
        "evaluate",
        TRAINING,
        "--parameters",
        shape);
    Path missing = folder.resolve("nothing.yaml");
    refused(missing + ": no such file", "evaluate", TRAINING, "--parameters", missing);
  }

  @Test
  void a_run_folder_is_one_or_becomes_one() throws IOException {
    refused("blastema: " + folder + " is not a run folder", "resume", folder);
    Path nowhere = folder.resolve("nowhere");
    refused("blastema: " + nowhere + " is not a run folder", "resume", nowhere);
    Files.writeString(folder.resolve("mine.txt"), "precious");
    refused(
        "blastema: " + folder + " is there already; a run folder is never overwritten",
        "run",
        SIMULATION,
        "-o",
        folder);
    assertThat(folder).isDirectoryNotContaining("glob:**/run.json");
    assertThat(folder.resolve("mine.txt")).hasContent("precious");
  }

  private void fails(String message, Object... settings) throws IOException {
    Path target = folder.resolve("failing");
    Object[] words = new Object[4 + 2 * settings.length];
    words[0] = "run";
    words[1] = SIMULATION;
    words[2] = "-o";
    words[3] = target;
    for (int k = 0; k < settings.length; k++) {
      words[4 + 2 * k] = "--set";
      words[5 + 2 * k] = settings[k];
    }
    Program program = Program.run(words);
    assertThat(program.err()).contains("blastema: " + message + System.lineSeparator());
    assertThat(program.exitCode()).isEqualTo(3);
    RunReader run = RunReader.open(target);
    assertThat(run.info().status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.info().failure()).isEqualTo(message);
    assertThat(run.info().end()).isNotNull();
    assertThat(target.resolve("metrics.csv")).content().hasLineCount(2);
  }

  @Test
  void numbers_that_blow_up_end_the_run_where_it_happened() throws IOException {
    fails(
        "step 1, mechanics: field 'position' of cell 0 became -Infinity",
        "steps.mechanics.potential.epsilon=1e300",
        "steps.mechanics.step-size=1e300");
  }

  @Test
  void a_tissue_in_which_no_cell_can_divide_ends_the_run() throws IOException {
    fails(
        "step 1, division: no cell can divide: all division propensities are 0",
        "cell-types.plain.divides=false");
  }

  @Test
  void failed_checks_have_an_exit_code_of_their_own() throws IOException {
    Path target = folder.resolve("checked");
    Program program =
        Program.run("run", TRAINING, "-o", target, "--set", "checks[0].at-least=99", "--json");
    assertThat(program.exitCode()).isEqualTo(4);
    assertThat(program.err()).isEmpty();
    assertThat(program.json().get("status").asString()).isEqualTo("done");
    assertThat(program.json().get("checks").get(0).get("passed").asBoolean()).isFalse();
    assertThat(program.json().get("checks").get(0).get("expected").asString())
        .isEqualTo("at least 99.0");
    assertThat(RunReader.open(target).info().status()).isEqualTo(RunStatus.DONE);
    assertThat(Program.run("resume", target).exitCode()).isEqualTo(4);
    assertThat(
            Program.run(
                    "run",
                    TRAINING,
                    "-o",
                    folder.resolve("passed"),
                    "--set",
                    "checks[0].at-least=0.01")
                .exitCode())
        .isZero();
  }
}
