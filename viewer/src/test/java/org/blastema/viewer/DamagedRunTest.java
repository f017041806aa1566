package org.blastema.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.blastema.record.RunWriter;
import org.blastema.record.cells.CellsSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DamagedRunTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void write() throws IOException {
    folder = SampleRuns.training(temporary.resolve("run"), "A sample", List.of("stem"), 5);
  }

  private static JsonNode json(Object value) {
    return JsonMapper.shared().readTree(Json.bytes(value));
  }

  private static List<String> notices(ViewedRun run) {
    return json(run.description()).path("notices").valueStream().map(JsonNode::asString).toList();
  }

  private void cut(String file, int kept) throws IOException {
    Path path = folder.resolve(file);
    Files.write(path, Arrays.copyOf(Files.readAllBytes(path), kept));
  }

  @Test
  void a_run_without_damage_has_no_notice() throws IOException {
    assertThat(notices(ViewedRun.open(folder))).isEmpty();
  }

  @Test
  void a_folder_without_a_run_is_refused() throws IOException {
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    assertThatThrownBy(() -> ViewedRun.open(empty)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void damaged_facts_leave_the_trajectory() throws IOException {
    cut("run.json", 40);
    ViewedRun run = ViewedRun.open(folder);
    JsonNode description = json(run.description());
    assertThat(description.path("status").asString()).isEqualTo("damaged");
    assertThat(description.path("frames").asInt()).isEqualTo(5);
    assertThat(notices(run)).hasSize(1).first().asString().contains("run.json");
    assertThat(run.frames().tissue(4)).isNotEmpty();
  }

  @Test
  void facts_that_are_missing_leave_the_rest() throws IOException {
    Files.writeString(
        folder.resolve("run.json"), "{\"format\": \"blastema-run/1\", \"status\": \"done\"}");
    ViewedRun run = ViewedRun.open(folder);
    assertThat(notices(run)).hasSize(1).first().asString().contains("run.json");
    assertThat(json(run.description()).path("frames").asInt()).isEqualTo(5);
  }

  @Test
  void an_index_of_nonsense_is_told_and_ends_nothing() throws IOException {
    Path counts = folder.resolve("cells/frame/count/0");
    Path offsets = folder.resolve("cells/frame/offset/0");
    Files.copy(offsets, counts, StandardCopyOption.REPLACE_EXISTING);
    RunApi api = new RunApi(List.of(ViewedRun.open(folder)));
    assertThat(api.answer("runs/0", null).status()).isEqualTo(200);
    assertThat(api.answer("runs/0/frames/0", null).status()).isBetween(400, 499);
  }

  @Test
  void a_damaged_chunk_costs_its_column_only() throws IOException {
    cut("cells/chemical/0", 20);
    ViewedRun run = ViewedRun.open(folder);
    assertThat(run.frames().tissue(2)).isNotEmpty();
    assertThat(run.frames().column(2, "genes.0")).isNotEmpty();
    assertThatThrownBy(() -> run.frames().column(2, "chemical"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
    assertThat(run.limits("chemical")).containsOnly(Double.NaN);
    Reply reply = new RunApi(List.of(run)).answer("runs/0/frames/2/columns/chemical", null);
    assertThat(reply.status()).isEqualTo(422);
  }

  @Test
  void a_missing_chunk_of_positions_is_told_and_metrics_stay() throws IOException {
    Files.delete(folder.resolve("cells/x/0"));
    ViewedRun run = ViewedRun.open(folder);
    assertThat(notices(run)).hasSize(1).first().asString().contains("first or the last frame");
    assertThatThrownBy(() -> run.frames().tissue(0)).isInstanceOf(IOException.class);
    assertThat(json(run.metrics()).path("values").path(0)).hasSize(5);
  }

  @Test
  void frames_are_shown_as_far_as_all_columns_go() throws IOException {
    Path array = folder.resolve("cells/z/.zarray");
    String shorter =
        Files.readString(array).replaceFirst("(\"shape\"\\s*:\\s*\\[\\s*)\\d+", "$130");
    Files.writeString(array, shorter);
    // frames have 8, 12, 16 ... rows: 30 rows hold two frames
    assertThat(json(ViewedRun.open(folder).description()).path("frames").asInt()).isEqualTo(2);
  }

  @Test
  void a_store_without_its_index_is_told() throws IOException {
    Files.delete(folder.resolve("cells/frame/count/.zarray"));
    ViewedRun run = ViewedRun.open(folder);
    assertThat(notices(run)).anySatisfy(n -> assertThat(n).contains("trajectory is damaged"));
    assertThat(json(run.description()).path("frames").asInt()).isZero();
    assertThat(json(run.history()).path("values").path(0)).hasSize(5);
  }

  @Test
  void a_torn_last_row_does_not_count() throws IOException {
    Path metrics = folder.resolve("metrics.csv");
    cut("metrics.csv", (int) Files.size(metrics) - 3);
    assertThat(json(ViewedRun.open(folder).metrics()).path("values").path(0)).hasSize(4);
  }

  @Test
  void damaged_tables_and_parameters_are_told_where_they_are_asked_for() throws IOException {
    Files.writeString(folder.resolve("lineage.csv"), "id,parent\nx,y\n");
    Files.writeString(folder.resolve("train/parameters/epoch-00002.yaml"), "format: other\n");
    ViewedRun run = ViewedRun.open(folder);
    RunApi api = new RunApi(List.of(run));
    assertThat(api.answer("runs/0/lineage", null).status()).isEqualTo(422);
    JsonNode parameters = json(run.parameters());
    assertThat(parameters.path("epochs")).hasSize(4);
    assertThat(parameters.path("notices").path(0).asString()).startsWith("Epoch 2 ");
  }

  @Test
  void a_killed_run_says_so_and_a_failed_one_says_why() throws IOException {
    CellsSchema schema = SampleRuns.schema(2, List.of("stem"));
    Path failed = temporary.resolve("failed");
    try (RunWriter run = RunWriter.createAt(failed, SampleRuns.start("Failing"))) {
      run.declareCells(schema);
      run.frame(SampleRuns.frame(schema, 0, 4));
      run.failed("step 'mechanics' made NaN");
    }
    assertThat(notices(ViewedRun.open(failed)))
        .containsExactly("The run failed: step 'mechanics' made NaN");
    Path stopped = temporary.resolve("stopped");
    try (RunWriter run = RunWriter.createAt(stopped, SampleRuns.start("Stopped"))) {
      run.declareCells(schema);
      run.frame(SampleRuns.frame(schema, 0, 4));
    }
    assertThat(notices(ViewedRun.open(stopped)))
        .containsExactly("The run ended before it was complete.");
  }

  @Test
  void a_run_that_has_only_begun_is_shown() throws IOException {
    try (RunWriter run =
        RunWriter.createAt(temporary.resolve("begun"), SampleRuns.start("Begun"))) {
      ViewedRun viewed = ViewedRun.open(run.folder());
      assertThat(notices(viewed)).containsExactly("The run has no trajectory.");
      assertThat(json(viewed.description()).path("status").asString()).isEqualTo("running");
    }
  }
}
