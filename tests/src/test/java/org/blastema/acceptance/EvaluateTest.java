package org.blastema.acceptance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Tissues grown with given parameters. */
class EvaluateTest {
  private static final Path SCENARIO = Program.resource("acceptance/published-style.yaml");

  @TempDir Path folder;

  private static JsonNode evaluate(Object... more) {
    Object[] words = new Object[5 + more.length];
    words[0] = "evaluate";
    words[1] = SCENARIO;
    words[2] = "--json";
    words[3] = "--rollouts";
    words[4] = 3;
    System.arraycopy(more, 0, words, 5, more.length);
    Program program = Program.run(words);
    assertThat(program.err()).isEmpty();
    assertThat(program.exitCode()).isZero();
    return program.json();
  }

  @Test
  void statistics_are_those_of_the_values_and_do_not_depend_on_threads() {
    JsonNode one = evaluate("--threads", 1);
    assertThat(evaluate("--threads", 2)).isEqualTo(one);
    assertThat(one.get("scenario").asString()).isEqualTo(SCENARIO.toString());
    assertThat(one.get("rollouts").asInt()).isEqualTo(3);
    assertThat(one.get("seed").asInt()).isEqualTo(5);
    assertThat(one.get("metrics").propertyNames()).containsExactly("cells", "axial-ratio");
    assertThat(one.get("metrics").get("cells").get("mean").asDouble()).isEqualTo(16);
    assertThat(one.get("metrics").get("cells").get("sd").asDouble()).isZero();
    JsonNode reward = one.get("reward");
    assertThat(reward.get("values").size()).isEqualTo(3);
    double sum = 0;
    for (JsonNode value : reward.get("values")) {
      sum += value.asDouble();
    }
    double squares = 0;
    for (JsonNode value : reward.get("values")) {
      squares += Math.pow(value.asDouble() - sum / 3, 2);
    }
    // a few roundings of numbers of the size of the reward
    assertThat(reward.get("mean").asDouble()).isCloseTo(sum / 3, within(1e-14 * Math.abs(sum)));
    assertThat(reward.get("sd").asDouble())
        .isPositive()
        .isCloseTo(Math.sqrt(squares / 2), within(1e-14 * Math.abs(sum)));
  }

  @Test
  void seed_and_parameters_change_the_tissues() {
    JsonNode plain = evaluate();
    assertThat(evaluate("--seed", 6).get("reward")).isNotEqualTo(plain.get("reward"));
    Path run = folder.resolve("run");
    assertThat(Program.run("train", SCENARIO, "-o", run, "--set", "train.epochs=2").exitCode())
        .isZero();
    JsonNode trained = evaluate("--parameters", run.resolve("train/final.yaml"));
    assertThat(trained.get("reward")).isNotEqualTo(plain.get("reward"));
    assertThat(evaluate("--parameters", run.resolve("train/parameters/epoch-00000.yaml")))
        .isEqualTo(plain);
  }

  /** The numbers of a training run are those of an evaluation with what it has learned. */
  @ParameterizedTest
  @CsvSource({"last, train/final.yaml", "best, train/best.yaml"})
  void a_training_ends_with_such_an_evaluation(String result, String parameters) {
    Path run = folder.resolve("run");
    Program train =
        Program.run(
            "train",
            SCENARIO,
            "-o",
            run,
            "--set",
            "train.epochs=2",
            "--set",
            "train.evaluation=3",
            "--set",
            "train.result=" + result,
            "--json");
    JsonNode evaluation = evaluate("--parameters", run.resolve(parameters));
    assertThat(train.json().get("numbers").get("reward"))
        .isEqualTo(evaluation.get("reward").get("mean"));
    assertThat(train.json().get("numbers").get("axial-ratio"))
        .isEqualTo(evaluation.get("metrics").get("axial-ratio").get("mean"));
  }

  /** The files that the scenario names need not lie beside it, nor be what they were. */
  @Test
  void a_run_is_evaluated_with_its_own_copies_of_files() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path cells = Files.copy(Program.resource("acceptance/four-cells.csv"), data.resolve("f.csv"));
    Path scenario =
        Files.writeString(
            folder.resolve("scenario.yaml"),
            """
            format: blastema/1
            space: {dimensions: 2}
            cell-types: {%s}
            initial: {kind: cluster-file, file: data/f.csv}
            steps: {growth: saturating-growth}
            stop: {steps: 1}
            metrics: {size: gyration-radius}
            """
                .formatted(types(cells)));
    Path run = folder.resolve("run");
    assertThat(Program.run("run", scenario, "-o", run).exitCode()).isZero();
    Program before = Program.run("evaluate", scenario, "--json");
    Files.delete(cells);
    for (String file : List.of("resolved.yaml", "scenario.yaml")) {
      Program after = Program.run("evaluate", run.resolve(file), "--json");
      assertThat(after.exitCode()).as(after.err()).isZero();
      assertThat(after.json().get("metrics")).isEqualTo(before.json().get("metrics"));
    }
    assertThat(Program.run("evaluate", scenario).exitCode()).isEqualTo(2);
  }

  private static String types(Path cells) throws IOException {
    return Files.readAllLines(cells).stream()
        .filter(line -> !line.startsWith("#"))
        .skip(1)
        .map(line -> line.substring(line.lastIndexOf(',') + 1) + ": {}")
        .distinct()
        .collect(joining(", "));
  }
}
