package org.blastema.plugintest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PluginCheckTest {
  private static Path scenario(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(PluginCheckTest.class.getResource(name), name).toURI());
  }

  @TestFactory
  Stream<DynamicTest> aSoundPluginPasses() throws URISyntaxException {
    return PluginCheck.of("sound", scenario("sound.yaml")).tests();
  }

  @Test
  void findsEveryFault() throws URISyntaxException {
    Map<String, String> failures = new TreeMap<>();
    PluginCheck.of("faulty", scenario("faulty.yaml"))
        .tests()
        .forEach(test -> {
          try {
            test.getExecutable().execute();
          } catch (Throwable e) {
            failures.put(test.getDisplayName(), e.getMessage());
          }
        });
    assertThat(failures)
        .containsOnlyKeys(
            "every keyword is used by a scenario",
            "faulty.yaml: derivatives of potentials",
            "faulty.yaml: derivatives of rewards",
            "faulty.yaml: derivatives of steps",
            "faulty.yaml: refuses bad numbers with a message",
            "potential 'cut-spring' is documented",
            "reward 'blind-distance' is documented",
            "reward 'unused' is documented");
    assertThat(failures.get("every keyword is used by a scenario")).endsWith("reward 'unused'");
    assertThat(failures.get("faulty.yaml: derivatives of potentials"))
        .contains("beyond its range", "instead of 0");
    assertThat(failures.get("faulty.yaml: derivatives of rewards")).contains("differs");
    assertThat(failures.get("faulty.yaml: derivatives of steps")).contains("differs");
    assertThat(failures.get("faulty.yaml: refuses bad numbers with a message"))
        .contains("steps.swelling.rate=1e300", "too fast");
    assertThat(failures.get("potential 'cut-spring' is documented")).contains("'stiffness'");
  }

  @Test
  void aPluginThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> PluginCheck.of("absent").tests())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no plugin 'absent'");
  }
}
