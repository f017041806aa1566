package org.blastema.runner.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.ParameterSpec.Initial;
import org.blastema.record.train.ParameterFile;
import org.blastema.record.train.ParameterSnapshot;
import org.blastema.record.train.ParameterValue;
import org.blastema.runner.testing.TestLanguage;
import org.blastema.runner.tree.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {
  private static final String SCENARIO =
      """
      format: blastema/1
      units: {length: um, time: min}
      parameters:
        pull: {value: 3, unit: 1/mm, train: true, bounds: [1, 5]}
      cell-types: {a: {}}
      initial: founders
      steps:
        plain: {kind: descent, potential: {kind: morse, alpha: $pull}}
        short: descent
        genes: {kind: gene-network, inputs: [chemical, stress]}
        division: {label: x}
      stop: {steps: 10}
      train: {objective: {far: axial-spread}}
      """;

  @TempDir Path folder;

  private static Scenario read(Adjustments adjustments) {
    return new ScenarioReader(TestLanguage.keywords())
        .parse(SCENARIO, Path.of("x.yaml"), adjustments)
        .scenario();
  }

  private static Scenario set(String... assignments) {
    return read(new Adjustments(List.of(), List.of(assignments), OptionalLong.empty()));
  }

  private static List<String> problems(Adjustments adjustments) {
    return catchThrowableOfType(InvalidInput.class, () -> read(adjustments)).problems().stream()
        .map(Object::toString)
        .toList();
  }

  private static List<String> problems(String... assignments) {
    return problems(new Adjustments(List.of(), List.of(assignments), OptionalLong.empty()));
  }

  private static TestLanguage.Descent descent(Scenario scenario, String step) {
    return (TestLanguage.Descent) scenario.steps().get(step).configuration();
  }

  private static TestLanguage.Morse morse(Scenario scenario, String step) {
    return (TestLanguage.Morse) descent(scenario, step).potential().configuration();
  }

  private static TestLanguage.Genes genes(Scenario scenario) {
    return (TestLanguage.Genes) scenario.steps().get("genes").configuration();
  }

  @Test
  void written_and_unwritten_entries_can_be_set() {
    Scenario scenario =
        set(
            "stop.steps=20",
            "stop.time=1 h",
            "space.dimensions = 2",
            "steps.plain.step-size=1e-3",
            "steps.genes.inputs[1]=chemical",
            "steps.division.direction=polar-biased",
            "train.objective.far.weight=-1",
            "info={title: 'a=b'}");
    assertThat(scenario.stop().steps()).contains(20);
    assertThat(scenario.stop().time()).contains(60.0);
    assertThat(scenario.space().dimensions()).isEqualTo(2);
    assertThat(descent(scenario, "plain").stepSize()).isEqualTo(1e-3);
    assertThat(genes(scenario).inputs()).containsExactly("chemical", "chemical");
    assertThat(scenario.train().orElseThrow().objective().get("far").weight()).isEqualTo(-1);
    assertThat(scenario.info().title()).contains("a=b");
  }

  @Test
  void entries_inside_of_defaults_can_be_set() {
    Scenario scenario =
        set(
            "steps.short.potential.window.onset=1.1",
            "train.optimizer.schedule.kind=cosine",
            "train.optimizer.schedule.last=0.5");
    assertThat(morse(scenario, "short").window()).isEqualTo(new TestLanguage.Window(1.1, 2));
    assertThat(scenario.train().orElseThrow().optimizer().configuration().toString())
        .contains("cosine");
  }

  @Test
  void a_number_replaces_a_parameters_value_and_keeps_the_rest() {
    ParameterSpec pull = set("parameters.pull=4").parameters().get("pull");
    assertThat(pull)
        .isEqualTo(new ParameterSpec("parameters.pull", written(0.004), true, 0.001, 0.005));
    ParameterSpec weights = genes(set("steps.genes.weights=[[1], [2]]")).weights();
    assertThat(weights.trained()).isTrue();
    assertThat(weights.initial())
        .isEqualTo(new Initial.Written(List.of(List.of(1.0), List.of(2.0))));
    assertThat(genes(set("steps.genes.weights.train=false")).weights().trained()).isFalse();
    assertThat(genes(set("steps.genes.weights={init: zeros}")).weights().trained()).isFalse();
    assertThat(morse(set("steps.plain.potential.epsilon.train=true"), "plain").epsilon())
        .isEqualTo(
            new ParameterSpec(
                "steps.plain.potential.epsilon", written(3), true, 0, Double.POSITIVE_INFINITY));
  }

  @Test
  void paths_that_lead_nowhere_are_explained() {
    assertThat(
            problems(
                "steps.plian.steps=1",
                "steps.plain.potental.epsilon=1",
                "steps.plain.potential.epsilonn=1",
                "stop.stps=3",
                "seed.x=1",
                "steps.genes.inputs[7]=a",
                "steps.plain.potential.alpha.value=1",
                "steps.genes.weights.scael=1",
                "steps.short.potential.kind=mors",
                "dt=-1",
                "nonsense",
                "stop.cells=[1"))
        .containsExactly(
            "--set steps.plian.steps: unknown name 'plian' in steps (did you mean 'plain'?)",
            "--set steps.plain.potental.epsilon: unknown entry 'potental' in steps.plain (did you"
                + " mean 'potential'?)",
            "--set steps.plain.potential.epsilonn: unknown entry 'epsilonn' in"
                + " steps.plain.potential (did you mean 'epsilon'?)",
            "--set stop.stps: unknown entry 'stps' in stop (did you mean 'steps'?)",
            "--set seed.x: seed is a single value and has no entry 'x'",
            "--set steps.genes.inputs[7]: steps.genes.inputs has no item [7]",
            "--set steps.plain.potential.alpha.value: steps.plain.potential.alpha is $pull; set"
                + " parameters.pull instead",
            "--set steps.genes.weights.scael: unknown entry 'scael' in steps.genes.weights (did you"
                + " mean 'scale'?)",
            "--set nonsense: needs the form path=value",
            "--set stop.cells:1:3: not well formed: expected ',' or ']', but got <stream end> while"
                + " parsing a flow sequence",
            "--set dt: dt must be greater than 0, not -1",
            "--set steps.short.potential.kind: unknown potential 'mors' in steps.short.potential"
                + " (did you mean 'morse'?)");
  }

  @Test
  void the_seed_option_is_the_last_word() {
    Adjustments adjustments = new Adjustments(List.of(), List.of("seed=3"), OptionalLong.of(7));
    assertThat(read(adjustments).seed()).isEqualTo(7);
    assertThat(problems(new Adjustments(List.of(), List.of(), OptionalLong.of(-7))))
        .containsExactly("--seed: seed must be at least 0, not -7");
  }

  @Test
  void the_parameters_of_a_training_run_come_back_to_the_bit() throws IOException {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put(
        "steps.genes.weights",
        new ParameterValue(2, 2, new double[] {0.1 + 0.2, Math.PI, -1e-17, 1e22}));
    values.put("parameters.pull", ParameterValue.scalar(1.0 / 300));
    String text = ParameterFile.text(new ParameterSnapshot(7, 1.5, values));
    Scenario scenario = read(parameters("best.yaml", text));
    assertThat(genes(scenario).weights())
        .isEqualTo(
            new ParameterSpec(
                "steps.genes.weights",
                new Initial.Written(List.of(List.of(0.1 + 0.2, -1e-17), List.of(Math.PI, 1e22))),
                true,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY));
    assertThat(scenario.parameters().get("pull"))
        .as("plain numbers are in the scenario's units, bounds keep theirs")
        .isEqualTo(new ParameterSpec("parameters.pull", written(1.0 / 300), true, 0.001, 0.005));
  }

  @Test
  void parameter_files_may_be_nested_and_in_json() throws IOException {
    Scenario nested =
        read(
            parameters(
                "p.yaml",
                """
                steps:
                  genes: {weights: 2}
                  plain.potential: {epsilon: {value: 5, train: true}}
                dt: 0.5
                """));
    assertThat(genes(nested).weights().initial()).isEqualTo(written(2));
    assertThat(morse(nested, "plain").epsilon().trained()).isTrue();
    assertThat(nested.dt()).isEqualTo(0.5);
    Scenario json = read(parameters("p.json", "{\"steps\": {\"genes.weights\": [[1, 2]]}}"));
    assertThat(genes(json).weights().initial())
        .isEqualTo(new Initial.Written(List.of(List.of(1.0, 2.0))));
  }

  @Test
  void problems_are_located_in_the_parameter_file() throws IOException {
    Adjustments adjustments =
        parameters(
            "p.yaml",
            """
            steps:
              genes: {wieghts: 2}
              plain.potential.epsilon: -1
            steps.nowhere.x: 1
            """);
    Path file = adjustments.parameterFiles().getFirst();
    assertThat(problems(adjustments))
        .containsExactly(
            file + ":2:11: unknown entry 'wieghts' in steps.genes (did you mean 'weights'?)",
            file + ":3:28: steps.plain.potential.epsilon must be at least 0, not -1",
            file + ":4:1: unknown name 'nowhere' in steps (known: plain, short, genes, division)");
    assertThat(
            problems(
                new Adjustments(
                    List.of(folder.resolve("q.yaml")), List.of(), OptionalLong.empty())))
        .containsExactly(
            folder.resolve("q.yaml")
                + ": no such file (did you mean '"
                + folder.resolve("p.yaml")
                + "'?)");
  }

  private Adjustments parameters(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return new Adjustments(List.of(file), List.of(), OptionalLong.empty());
  }

  private static Initial.Written written(double value) {
    return new Initial.Written(List.of(List.of(value)));
  }
}
