package org.blastema.cellbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeCoursesTest {
  private static final String RESPONSES =
      """
      condition,time,replicate,a,b
      one,2,1,0.5,1
      one,1,1,0.1,0.2
      one,2,2,0.7,2
      two,1,1,0,0
      two,2,1,1,1
      """;

  private static final String PERTURBATIONS = "condition,b\none,-0.5\ntwo,0\n";

  @TempDir Path folder;

  private TimeCourses read(String responses, String perturbations) throws IOException {
    Files.writeString(folder.resolve("y.csv"), responses);
    Files.writeString(folder.resolve("u.csv"), perturbations);
    return new TimeCourses(
        CsvTable.read(folder.resolve("y.csv"), "y.csv"),
        CsvTable.read(folder.resolve("u.csv"), "u.csv"),
        20);
  }

  @Test
  void replicates_are_averaged_and_counted() throws IOException {
    TimeCourses courses = read(RESPONSES, PERTURBATIONS);
    Experiments data = courses.experiments(null);
    assertThat(data.nodes()).containsExactly("a", "b");
    assertThat(data.conditions()).containsExactly("one", "two");
    assertThat(data.times()).containsExactly(1, 2);
    assertThat(data.responses()[0][1]).containsExactly(new double[] {0.6, 1.5}, within(1e-15));
    assertThat(data.repeats(0, 1)).isEqualTo(2);
    assertThat(data.repeats(1, 1)).isEqualTo(1);
    assertThat(data.inputs()[0]).containsExactly(0, -0.5);
    // deviations 0.1 and 0.5, each twice, over 2 degrees of freedom
    assertThat(courses.spread()).isCloseTo(Math.sqrt(0.26), within(1e-15));
    assertThat(data.only(1, 0).repeats(1, 1)).isEqualTo(2);
  }

  @Test
  void without_times_responses_are_at_rest() throws IOException {
    Experiments data =
        read("condition,a\none,0.5\ntwo,1\n", "condition,a\ntwo,-1\none,-0.5\n").experiments(null);
    assertThat(data.times()).containsExactly(20);
    assertThat(data.inputs()).isDeepEqualTo(new double[][] {{-0.5}, {-1}});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "condition,b\\none,1\\n|u.csv: has no row for condition 'two'",
        "condition,c\\none,1\\ntwo,1\\n|u.csv, row 1, column 2: names 'c', which is no node of"
            + " y.csv",
        "condition,b\\none,1\\ntwo,1\\nsix,1\\n|u.csv, row 4, column 1: names condition 'six',"
            + " which y.csv does not have",
        "condition,b\\none,1\\none,1\\ntwo,1\\n|u.csv, row 3, column 1: names condition 'one' a"
            + " second time"
      })
  void perturbations_must_fit(String perturbations, String message) {
    assertThatThrownBy(() -> read(RESPONSES, perturbations.replace("\\n", "\n")).experiments(null))
        .isInstanceOf(BadTable.class)
        .hasMessage(message);
  }

  @Test
  void times_must_be_positive_and_the_same_everywhere() {
    assertThatThrownBy(() -> read("condition,time,a\none,0,1\n", PERTURBATIONS))
        .hasMessage("y.csv, row 2, column 2: holds 0.0, not a time after the start");
    assertThatThrownBy(
            () -> read("condition,time,b\none,1,1\ntwo,2,1\n", PERTURBATIONS).experiments(null))
        .hasMessage("y.csv: condition 'two' is measured at times [2.0], but 'one' at [1.0]");
  }
}
