package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.blastema.record.RunReader;
import org.blastema.record.cells.CellsReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs as tables for other programs. */
class ExportTest {
  private static final String PLANAR =
      """
      format: blastema/1
      space: {dimensions: 2}
      units: {length: um, time: h}
      cell-types: {"a, b": {}, c: {}}
      initial:
        kind: grown-cluster
        cells: 3
        steps: {division: categorical-division}
        assign: [{type: c, axis: y, lowest: 0.3}]
      steps:
        growth: {kind: saturating-growth, rate: 0.2 um/h}
        mechanics: relaxation
        division: categorical-division
      stop: {steps: 8}
      """;

  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void simulate() throws IOException {
    Path scenario = Files.writeString(folder.resolve("planar.yaml"), PLANAR);
    run = folder.resolve("planar-001");
    Program program = Program.run("run", scenario, "-o", run);
    assertThat(program.exitCode()).as(program.err()).isZero();
  }

  private Path exported(String keyword, Object... more) {
    Path file = folder.resolve(keyword + ".csv");
    List<Object> words = new ArrayList<>(List.of("export", run, "--to", keyword, "-o", file));
    words.addAll(List.of(more));
    Program program = Program.run(words.toArray());
    assertThat(program)
        .isEqualTo(new Program(0, "9 recorded moments in " + file + System.lineSeparator(), ""));
    return file;
  }

  private void refused(String message, Object... words) {
    Program program = Program.run(words);
    assertThat(program.err()).isEqualToNormalizingNewlines(message + "\n");
    assertThat(program.exitCode()).isEqualTo(2);
  }

  @Test
  void the_table_of_openvt_has_every_cell_in_diameters() throws IOException {
    List<String> lines =
        Files.readAllLines(
            exported(
                "openvt-csv", "--set", "diameter=0.5", "--set", "sim-id=X", "--set", "times=5"));
    CellsReader cells = RunReader.open(run).cells().orElseThrow();
    List<String> expected = new ArrayList<>(List.of("simID,time,cellID,cellType,x,y"));
    for (int frame = 0; frame < 9; frame += 2) {
      int[] ids = cells.ints(frame, "id");
      int[] types = cells.ints(frame, "type");
      double[] x = cells.doubles(frame, "x");
      double[] y = cells.doubles(frame, "y");
      for (int i = 0; i < ids.length; i++) {
        String type = types[i] == 0 ? "\"a, b\"" : "c";
        expected.add(
            "X," + (double) frame + "," + ids[i] + "," + type + "," + 2 * x[i] + "," + 2 * y[i]);
      }
    }
    assertThat(lines).isEqualTo(expected);
  }

  @Test
  void all_columns_of_the_cells_become_a_table() throws IOException {
    List<String> lines = Files.readAllLines(exported("cells-csv"));
    CellsReader cells = RunReader.open(run).cells().orElseThrow();
    assertThat(lines.getFirst())
        .startsWith("time [h],step,id,parent,type,birth [h],x [um],y [um],radius [um]");
    assertThat(lines).hasSize(1 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11);
    String last = lines.getLast();
    int row = cells.ints(8, "id").length - 1;
    assertThat(last).startsWith("8.0,8," + cells.ints(8, "id")[row] + ",");
    assertThat(last)
        .contains("," + cells.doubles(8, "x")[row] + "," + cells.doubles(8, "y")[row] + ",");
    Path two = folder.resolve("two.csv");
    assertThat(
            Program.run("export", run, "--to", "cells-csv", "-o", two, "--set", "columns=[x, id]")
                .exitCode())
        .isZero();
    assertThat(Files.readAllLines(two)).first().isEqualTo("time [h],step,id,x [um]");
  }

  @Test
  void what_cannot_be_exported_is_said_and_leaves_nothing() throws IOException {
    Path file = folder.resolve("out.csv");
    refused(
        "blastema: "
            + run
            + " cannot be exported to openvt-csv: the run has 9 recorded moments, of which no 4"
            + " from the first to the last are equally far apart; see 'outputs.every' and"
            + " 'stop.time' in the scenario",
        "export",
        run,
        "--to",
        "openvt-csv",
        "-o",
        file,
        "--set",
        "times=4");
    refused(
        "--set diametre: unknown entry 'diametre' in export (did you mean 'diameter'?)",
        "export",
        run,
        "--to",
        "openvt-csv",
        "--set",
        "diametre=1");
    refused(
        "--to: unknown exporter 'openvt' in export (known: cells-csv, openvt-csv)",
        "export",
        run,
        "--to",
        "openvt");
    refused("blastema: " + folder + " is not a run folder", "export", folder, "--to", "cells-csv");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("planar.yaml", "planar-001");
    Files.writeString(file, "precious");
    assertThat(Program.run("export", run, "--to", "cells-csv", "-o", file).exitCode()).isEqualTo(2);
    assertThat(file).hasContent("precious");
  }
}
