package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scenarios of small CellBox systems, by the command that a user gives; their checks must hold.
 */
class CellBoxTest {
  private static final Path SCENARIOS = scenarios();

  @TempDir Path folder;

  private static Path scenarios() {
    Path up = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(up.resolve("scenarios/cellbox"))) {
      up = up.getParent();
    }
    return up.resolve("scenarios/cellbox");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cy", "li", "bf", "tf", "mcad", "vsc"})
  void a_network_is_recovered(String system) {
    Path run = folder.resolve(system);
    Program program =
        Program.run("run", SCENARIOS.resolve(system + ".yaml"), "--seed", 2, "-o", run);
    assertThat(program.exitCode()).as(program.out() + program.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(run.resolve("fit/report.json"));
    for (String key :
        new String[] {"pearson_w", "mae_train", "mae_test", "mae_test_clean", "seconds"}) {
      assertThat(report.get(key).isNumber()).as(key).isTrue();
    }
    assertThat(report.get("mae_test").asDouble())
        .as("error beside that of ridge regression")
        .isLessThan(report.get("mae_test_ridge").asDouble());
    for (String file :
        new String[] {
          "report.md",
          "network.csv",
          "edges.csv",
          "network.graphml",
          "network.dot",
          "predictions.csv",
          "dose-response.svg",
          "combinations.csv"
        }) {
      assertThat(run.resolve("fit").resolve(file)).isNotEmptyFile();
    }
    assertThat(run.resolve("inputs")).isNotEmptyDirectory();
  }

  @Test
  void a_bad_table_is_named_with_file_row_and_column() throws IOException {
    Files.writeString(folder.resolve("net.csv"), "Genes,a,b\na,0,1\nb,one,0\n");
    Path scenario = folder.resolve("bad.yaml");
    Files.writeString(
        scenario,
        """
        format: blastema/1
        fit:
          kind: cellbox-recovery
          network: net.csv
        """);
    Program program = Program.run("validate", scenario);
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .contains("bad.yaml:4:")
        .contains("net.csv, row 3, column 2: holds 'one' where a number is expected");
  }

  @Test
  void a_network_is_learned_from_tables_of_time_courses() {
    Path run = folder.resolve("courses");
    Program program = Program.run("run", SCENARIOS.resolve("time-courses.yaml"), "-o", run);
    assertThat(program.exitCode()).as(program.out() + program.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(run.resolve("fit/report.json"));
    assertThat(report.get("r_test").asDouble()).isGreaterThan(report.get("r_ridge").asDouble());
    assertThat(report.get("noise_replicates").asDouble()).isBetween(0.01, 0.03);
    for (String file : new String[] {"dose-response.svg", "time-course.svg", "combinations.csv"}) {
      assertThat(run.resolve("fit").resolve(file)).isNotEmptyFile();
    }
  }

  @Test
  void a_fit_that_is_stopped_can_be_resumed_and_gives_the_same_network() throws IOException {
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    Path scenario = SCENARIOS.resolve("cy.yaml");
    assertThat(Program.run("run", scenario, "-o", whole, "--threads", 1).exitCode()).isZero();
    assertThat(Program.stoppedAfter(3, "run", scenario, "-o", stopped).exitCode()).isEqualTo(130);
    assertThat(Program.run("resume", stopped, "--threads", 2).exitCode()).isZero();
    assertThat(stopped.resolve("fit/network.csv"))
        .hasSameTextualContentAs(whole.resolve("fit/network.csv"));
  }

  @Test
  void a_check_on_a_number_that_the_fit_does_not_give_is_refused() throws IOException {
    Path scenario = folder.resolve("s.yaml");
    Files.writeString(
        scenario,
        Files.readString(SCENARIOS.resolve("cy.yaml"))
            .replace("networks/", SCENARIOS.resolve("networks").toString() + "/")
            .replace("pearson_w,", "pearson,"));
    Program program = Program.run("validate", scenario);
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err()).contains("the fit gives no number 'pearson'");
  }

  @Test
  void a_drug_reaches_the_networks_of_a_tissue() {
    Path scenario = SCENARIOS.resolve("tissue.yaml");
    Program dosed = Program.run("run", scenario, "-o", folder.resolve("dosed"), "--json");
    assertThat(dosed.exitCode()).as(dosed.err()).isZero();
    Program control =
        Program.run(
            "run",
            scenario,
            "-o",
            folder.resolve("control"),
            "--json",
            "--set",
            "steps.dose.profile.amplitude=0",
            "--set",
            "checks=[]");
    assertThat(control.exitCode()).as(control.err()).isZero();
    assertThat(cells(control)).isGreaterThan(cells(dosed));
  }

  private static double cells(Program program) {
    return program.json().get("numbers").get("cells").asDouble();
  }
}
