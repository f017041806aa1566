package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What programs read: JSON answers, the schema; and the scenarios that come with the program. */
class MachineReadableTest {
  private static List<Path> shipped() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("scenarios"))) {
      folder = folder.getParent();
    }
    try (Stream<Path> files = Files.walk(folder.resolve("scenarios"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static JsonNode schema() {
    Program program = Program.run("schema");
    assertThat(program.exitCode()).isZero();
    assertThat(program.err()).isEmpty();
    return program.json();
  }

  @TestFactory
  Stream<DynamicTest> shipped_scenarios_are_valid_and_fit_the_schema() throws IOException {
    SchemaStructure schema = new SchemaStructure(schema());
    List<Path> scenarios = shipped();
    assertThat(scenarios).hasSizeGreaterThanOrEqualTo(2);
    return scenarios.stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> {
                  assertThat(schema.misfits(yaml(file))).isEmpty();
                  assertThat(Program.run("validate", file))
                      .isEqualTo(new Program(0, file + ": ok" + System.lineSeparator(), ""));
                }));
  }

  @Test
  void a_scenario_with_all_defaults_written_out_is_valid_and_fits_the_schema() throws IOException {
    SchemaStructure schema = new SchemaStructure(schema());
    for (Path file : shipped()) {
      Program resolved = Program.run("validate", file, "--resolved");
      assertThat(resolved.exitCode()).isZero();
      assertThat(schema.misfits(YAMLMapper.shared().readTree(resolved.out()))).isEmpty();
    }
  }

  @Test
  void the_schema_knows_misspelled_entries() {
    SchemaStructure schema = new SchemaStructure(schema());
    JsonNode sound = yaml(Program.resource("acceptance/sound.yaml"));
    assertThat(schema.misfits(sound)).isEmpty();
    ObjectNode misspelled = (ObjectNode) sound.deepCopy();
    misspelled.set("chemical", misspelled.remove("chemicals"));
    assertThat(schema.misfits(misspelled)).containsExactly("/chemical: unknown");
    assertThat(schema.misfits(yaml(Program.resource("broken/unknown-entry.yaml")))).isNotEmpty();
    assertThat(schema.misfits(yaml(Program.resource("broken/unknown-keyword.yaml")))).isNotEmpty();
  }

  private static JsonNode yaml(Path file) {
    return YAMLMapper.shared().readTree(file.toFile());
  }

  @Test
  void validate_answers_in_json() {
    Path sound = Program.resource("acceptance/sound.yaml");
    Program valid = Program.run("validate", sound, "--json");
    assertThat(valid.exitCode()).isZero();
    assertThat(valid.json())
        .isEqualTo(
            JsonMapper.shared()
                .createObjectNode()
                .put("scenario", sound.toString())
                .put("valid", true)
                .set("problems", JsonMapper.shared().createArrayNode()));
    Program broken = Program.run("validate", Program.resource("broken/several.yaml"), "--json");
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.err()).isEmpty();
    assertThat(broken.json().get("valid").asBoolean()).isFalse();
    JsonNode problems = broken.json().get("problems");
    assertThat(problems.size()).isEqualTo(3);
    JsonNode first = problems.get(0);
    assertThat(first.get("line").asInt()).isEqualTo(12);
    assertThat(first.get("column").asInt()).isEqualTo(37);
    assertThat(first.get("suggestion").asString()).isEqualTo("rate");
    assertThat(first.get("message").asString()).isEqualTo("unknown entry 'rte' in steps.growth");
  }

  @Test
  void the_doctor_answers_in_json() {
    Program doctor = Program.run("doctor", "--json");
    assertThat(doctor.exitCode()).as(doctor.out()).isZero();
    JsonNode checks = doctor.json().get("checks");
    assertThat(checks.size()).isGreaterThan(5);
    for (JsonNode check : checks) {
      assertThat(check.propertyNames()).containsExactly("subject", "verdict", "detail");
      assertThat(check.get("verdict").asString()).isIn("ok", "warning");
    }
  }

  @Test
  void keywords_are_listed_in_json() {
    JsonNode list = Program.run("plugins", "list", "--json").json();
    assertThat(list.get("plugins").findValuesAsString("name")).contains("kernel", "losses");
    JsonNode keywords = list.get("keywords");
    assertThat(keywords.findValuesAsString("keyword"))
        .contains("morse", "gene-network", "categorical-division", "score-function", "adam");
    for (JsonNode keyword : keywords) {
      assertThat(keyword.get("description").asString()).as(keyword.toString()).isNotBlank();
    }
    JsonNode morse =
        Program.run("plugins", "show", "morse", "--json").json().get("keywords").get(0);
    assertThat(morse.get("role").asString()).isEqualTo("potential");
    assertThat(morse.get("entries").findValuesAsString("entry"))
        .containsExactly("epsilon", "alpha", "window");
  }
}
