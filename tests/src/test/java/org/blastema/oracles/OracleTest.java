package org.blastema.oracles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Array;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares with numbers that independent programs computed: every case of every JSON file in the
 * test resources, and in the folder that the system property {@code blastema.oracles} names. A file
 * takes part if its cases say which computation they are about.
 */
class OracleTest {
  /**
   * Such results say how well the reference agrees with its own differences: nothing to reproduce.
   */
  private static final String ABOUT_THE_REFERENCE = "check_";

  @TestFactory
  Stream<DynamicTest> cases() throws IOException, URISyntaxException {
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of(OracleTest.class.getResource("/oracles").toURI()));
    String further = System.getProperty("blastema.oracles");
    if (further != null) {
      folders.add(Path.of(further));
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".json"))
            .sorted()
            .forEach(file -> collect(file, tests));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void collect(Path file, List<DynamicTest> tests) {
    JsonNode cases = JsonMapper.shared().readTree(file.toFile()).path("cases");
    Map<String, JsonNode> inputs = new HashMap<>();
    for (JsonNode oracle : cases) {
      if (oracle.has("computation")) {
        inputs.put(oracle.get("id").asString(), oracle.get("inputs"));
      }
    }
    for (JsonNode oracle : cases) {
      if (oracle.has("computation")) {
        String id = oracle.get("id").asString();
        // a case may say that its inputs are those of another one
        String source = inputs.get(id).path("same_as").asString(id);
        String name = file.getFileName() + ": " + id;
        tests.add(DynamicTest.dynamicTest(name, () -> check(oracle, inputs.get(source))));
      }
    }
  }

  private static void check(JsonNode oracle, JsonNode inputs) {
    Map<String, Object> results =
        OracleCases.compute(oracle.get("computation").asString(), new OracleInputs(inputs));
    double rtol = oracle.get("rtol").asDouble();
    double atol = oracle.get("atol").asDouble();
    compare("", oracle.get("expected"), results, rtol, atol);
  }

  private static void compare(
      String path, JsonNode expected, Object got, double rtol, double atol) {
    if (expected.isObject()) {
      assertThat(got).as(path).isInstanceOf(Map.class);
      for (Map.Entry<String, JsonNode> entry : expected.properties()) {
        if (entry.getKey().startsWith(ABOUT_THE_REFERENCE)) {
          continue;
        }
        Object part = ((Map<?, ?>) got).get(entry.getKey());
        assertThat(part).as(path + "/" + entry.getKey()).isNotNull();
        compare(path + "/" + entry.getKey(), entry.getValue(), part, rtol, atol);
      }
    } else if (expected.isArray()) {
      Object array = got instanceof List<?> list ? list.toArray() : got;
      assertThat(array.getClass().isArray()).as(path).isTrue();
      assertThat(Array.getLength(array)).as(path + " length").isEqualTo(expected.size());
      for (int k = 0; k < expected.size(); k++) {
        compare(path + "/" + k, expected.get(k), Array.get(array, k), rtol, atol);
      }
    } else if (expected.isNumber()) {
      double want = expected.asDouble();
      assertThat(got).as(path).isInstanceOf(Number.class);
      double difference = Math.abs(((Number) got).doubleValue() - want);
      assertThat(difference)
          .as(path + ": " + got + " for " + want)
          .isLessThanOrEqualTo(atol + rtol * Math.abs(want));
    } else {
      assertThat(got).as(path).isEqualTo(expected.asString());
    }
  }
}
