package org.blastema.gradbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.blastema.plugin.Command;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProtocolTest {
  private static final String DEFINE = "{'id': 1, 'kind': 'define', 'module': '%s'}";

  private static List<JsonNode> answers(Map<String, Supplier<Eval>> evals, String... messages)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Protocol(evals).converse(stream(messages), out);
    return parsed(out);
  }

  private static ByteArrayInputStream stream(String... messages) {
    return new ByteArrayInputStream(
        (String.join("\n", messages) + "\n").replace('\'', '"').getBytes(UTF_8));
  }

  private static List<JsonNode> parsed(ByteArrayOutputStream out) {
    return out.toString(UTF_8).lines().map(l -> JsonMapper.shared().readTree(l)).toList();
  }

  private static List<JsonNode> answers(String... messages) throws IOException {
    return answers(Evals.all(), messages);
  }

  private static String evaluate(int id, String module, String function, String input) {
    return "{'id': %d, 'kind': 'evaluate', 'module': '%s', 'function': '%s', 'input': %s}"
        .formatted(id, module, function, input);
  }

  @Test
  void everyMessageIsAnsweredWithItsId() throws IOException {
    List<JsonNode> answers =
        answers(
            "{'id': 0, 'kind': 'start', 'eval': 'hello', 'config': {'a': [1, {'b': null}]}}",
            DEFINE.formatted("hello"),
            evaluate(2, "hello", "square", "3.0"),
            "{'kind': 'analysis', 'of': 2, 'valid': true, 'id': 3}",
            "{'id': 4, 'kind': 'whatever'}");
    assertThat(answers).extracting(a -> a.get("id").asInt()).containsExactly(0, 1, 2, 3, 4);
    assertThat(answers.get(0).get("tool").asString()).isEqualTo("blastema");
    assertThat(answers.get(1).get("success").asBoolean()).isTrue();
    assertThat(answers.get(2).get("success").asBoolean()).isTrue();
    assertThat(answers.get(2).get("output").asDouble()).isEqualTo(9);
    assertThat(answers.get(2).has("error")).isFalse();
    assertThat(answers.get(3).size()).isEqualTo(1);
    assertThat(answers.get(4).size()).isEqualTo(1);
  }

  @Test
  void anUnknownModuleIsNotDefined() throws IOException {
    JsonNode answer = answers(DEFINE.formatted("nothing")).getFirst();
    assertThat(answer.get("success").asBoolean()).isFalse();
    assertThat(answer.get("error").asString()).isEqualTo("there is no module 'nothing'");
  }

  @Test
  void whatCannotBeComputedIsAFailureAndTheExchangeGoesOn() throws IOException {
    List<JsonNode> answers =
        answers(
            evaluate(0, "hello", "cube", "3"),
            evaluate(1, "hello", "square", "{}"),
            evaluate(2, "hello", "square", "1e200"),
            evaluate(3, "det", "primal", "{'A': [1, 2], 'ell': 2}"),
            evaluate(4, "kmeans", "cost", "{'points': [[1, 2], [3]], 'centroids': [[1, 2]]}"),
            evaluate(5, "lse", "primal", "{'x': ['a']}"),
            evaluate(6, "lse", "primal", "{'x': {}}"),
            evaluate(7, "hello", "double", "3"));
    assertThat(answers.subList(0, 7))
        .allSatisfy(a -> {
          assertThat(a.get("success").asBoolean()).isFalse();
          assertThat(a.has("output")).isFalse();
        });
    assertThat(answers)
        .extracting(a -> a.path("error").asString(""))
        .containsExactly(
            "there is no function 'cube'",
            "there is no 'x'",
            "java.lang.ArithmeticException: the result contains Infinity",
            "a matrix of ell = 2 rows cannot have 2 entries",
            "'points' has lists of different lengths",
            "'x' has entries that are no numbers",
            "'x' must be a list of numbers",
            "");
    assertThat(answers.get(7).get("output").asDouble()).isEqualTo(6);
  }

  @Test
  void anErrorOfTheVirtualMachineIsAFailure() throws IOException {
    Eval endless =
        (function, input) -> {
          throw new StackOverflowError("too deep");
        };
    JsonNode answer =
        answers(Map.of("endless", () -> endless), evaluate(0, "endless", "f", "1")).getFirst();
    assertThat(answer.get("success").asBoolean()).isFalse();
    assertThat(answer.get("error").asString()).contains("too deep");
  }

  @Test
  void runsAreRepeatedAndTimed() throws IOException {
    JsonNode answer =
        answers(evaluate(0, "lse", "gradient", "{'x': [1, 2], 'min_runs': 5, 'min_seconds': 0.0}"))
            .getFirst();
    List<JsonNode> timings = answer.get("timings").valueStream().toList();
    assertThat(timings)
        .extracting(t -> t.get("name").asString())
        .containsExactly("prepare", "evaluate", "evaluate", "evaluate", "evaluate", "evaluate");
    assertThat(timings)
        .allSatisfy(t -> {
          assertThat(t.get("nanoseconds").isIntegralNumber()).isTrue();
          assertThat(t.get("nanoseconds").asLong()).isNotNegative();
        });
  }

  @Test
  void runsGoOnUntilTheTimeIsReached() {
    int[] runs = {0};
    Task task =
        new Task() {
          @Override
          public void run() {
            runs[0]++;
          }

          @Override
          public Object output() {
            return 1;
          }
        };
    Timings timings = Timings.of(task, 1, 1e-3, 0);
    long total = 0;
    for (int k = 0; k < timings.runs(); k++) {
      total += timings.run(k);
    }
    assertThat(total).isGreaterThanOrEqualTo(1_000_000);
    assertThat(total - timings.run(timings.runs() - 1)).isLessThan(1_000_000);
    assertThat(runs[0]).isGreaterThan(timings.runs());
  }

  @Test
  void longLinesWithManyNumbersAreReadAndPrintedExactly() throws IOException {
    double[] x = Asked.random(1, 40_000);
    Eval echo =
        (function, input) ->
            new Task() {
              @Override
              public void run() {}

              @Override
              public Object output() {
                return Map.of("flat", input.vector("x"), "nested", input.numbers("y", 3));
              }
            };
    String input = "{'x': %s, 'y': [[[1.5, -2e-310], [3, 4]]]}".formatted(Asked.list(x));
    JsonNode output =
        answers(Map.of("echo", () -> echo), evaluate(0, "echo", "f", input))
            .getFirst()
            .get("output");
    double[] back = output.get("flat").valueStream().mapToDouble(JsonNode::asDouble).toArray();
    assertThat(back).isEqualTo(x);
    assertThat(output.get("nested").toString()).isEqualTo("[[[1.5,-2.0E-310],[3.0,4.0]]]");
  }

  @Test
  void nothingElseGetsIntoTheExchange() throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream guarded = new PrintStream(out, true, UTF_8);
    System.setOut(guarded);
    try {
      Command.Streams streams =
          new Command.Streams(
              stream(DEFINE.formatted("hello")), guarded, new PrintStream(err, true, UTF_8));
      assertThat(new GradBench().run(List.of(), streams)).isZero();
      assertThat(System.out).isSameAs(guarded);
      assertThat(new GradBench().run(List.of("fast"), streams)).isEqualTo(2);
    } finally {
      System.setOut(before);
    }
    assertThat(parsed(out)).hasSize(1);
    assertThat(err.toString(UTF_8)).contains("gradbench takes no arguments, not [fast]");
  }
}
