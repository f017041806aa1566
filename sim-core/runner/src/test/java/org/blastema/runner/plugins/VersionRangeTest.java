package org.blastema.runner.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "[0.1,0.2) 0.1 true",
        "[0.1,0.2) 0.1.0-SNAPSHOT true",
        "[0.1,0.2) 0.1.7 true",
        "[0.1,0.2) 0.1.10-SNAPSHOT true",
        "[0.1,0.2) 0.2 false",
        "[0.1,0.2) 0.2.0-SNAPSHOT false",
        "[0.1,0.2) 0.0.9 false",
        "[0.1,0.2] 0.2.0 true",
        "[0.1,0.2] 0.2.1 false",
        "(0.1,0.2) 0.1 false",
        "(0.1,0.2) 0.1.1 true",
        "[0.9,) 0.10 true",
        "[0.9,) 0.8 false",
        "(,1.0) 0.9 true",
        "(,1.0) 1.0 false",
        "(,) 3 true",
        "[1.2] 1.2.0 true",
        "[1.2] 1.2.1 false",
        "[1.0-rc1,) 1.0 true",
        "[1.0,) 1.0-rc1 false"
      })
  void a_version_lies_in_a_range_or_not(String range, String version, boolean within) {
    assertThat(VersionRange.parse(range).contains(version)).isEqualTo(within);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.1",
        "[0.1",
        "0.1)",
        "(0.1)",
        "[]",
        "[0.1;0.2)",
        "[a,b)",
        "[0.1,0.2),[0.3,)"
      })
  void what_is_no_range_is_refused(String text) {
    assertThatThrownBy(() -> VersionRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is no range of versions such as [0.1,0.2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0.2,0.1]", "(0.1,0.1]", "[0.1,0.1)"})
  void an_empty_range_is_refused(String text) {
    assertThatThrownBy(() -> VersionRange.parse(text))
        .hasMessage("no version lies in the range " + text);
  }
}
