package org.blastema.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.blastema.record.RunWriter;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.cells.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ViewedFieldsTest {
  private static final int FRAMES = 3;

  @TempDir Path temporary;

  private Path folder(int dimensions) throws IOException {
    return SampleRuns.fields(temporary.resolve("run"), dimensions, FRAMES, FRAMES);
  }

  private static JsonNode json(Object value) {
    return JsonMapper.shared().readTree(Json.bytes(value));
  }

  private static List<String> notices(ViewedRun run) {
    return json(run.description()).path("notices").valueStream().map(JsonNode::asString).toList();
  }

  /** Numbers of an answer, decoded as {@link FrameBytes} documents it. */
  private static double[] decoded(byte[] column) {
    ByteBuffer bytes = ByteBuffer.wrap(column).order(ByteOrder.LITTLE_ENDIAN);
    double low = bytes.getDouble(8);
    double high = bytes.getDouble(16);
    double[] values = new double[bytes.getInt(4)];
    for (int i = 0; i < values.length; i++) {
      int quantum = bytes.getShort(24 + 2 * i) & 0xFFFF;
      values[i] = quantum == 65_535 ? Double.NaN : low + quantum / 65_534.0 * (high - low);
    }
    return values;
  }

  @Test
  void the_grid_is_told_with_its_chemicals() throws IOException {
    JsonNode run = json(ViewedRun.open(folder(3)).description());
    JsonNode fields = run.path("fields");
    assertThat(fields.path("lower").path(0).asDouble()).isEqualTo(-1);
    assertThat(fields.path("spacing").asDouble()).isEqualTo(0.5);
    assertThat(fields.path("shape").valueStream().map(JsonNode::asInt)).containsExactly(8, 6, 4);
    assertThat(fields.path("columns").path(0).path("name").asString()).isEqualTo("oxygen");
    assertThat(fields.path("columns").path(0).path("unit").asString()).isEqualTo("uM");
    assertThat(run.path("fieldFrames").asInt()).isEqualTo(FRAMES);
    assertThat(run.path("notices")).isEmpty();
  }

  @Test
  void a_run_without_fields_tells_of_none() throws IOException {
    ViewedRun run = ViewedRun.open(SampleRuns.plain(temporary.resolve("plain"), 2, 1, 4));
    JsonNode told = json(run.description());
    assertThat(told.has("fields")).isFalse();
    assertThat(told.path("fieldFrames").asInt()).isZero();
    assertThat(told.path("notices")).isEmpty();
    Reply reply = new RunApi(List.of(run)).answer("runs/0/fields/0/columns/oxygen", null);
    assertThat(reply.status()).isEqualTo(422);
  }

  @Test
  void a_chemical_of_a_frame_comes_voxel_by_voxel() throws IOException {
    ViewedFields fields = ViewedRun.open(folder(3)).fields();
    double[] found = decoded(fields.column(2, "oxygen"));
    double[] recorded = SampleRuns.fieldsFrame(3, 2).doubles("oxygen");
    double step = (357.0 - 0) / 65_534;
    assertThat(found).containsExactly(recorded, within(step / 2 * (1 + 1e-9)));
    double[] logarithms = decoded(fields.logarithms(0, "oxygen"));
    assertThat(logarithms[0]).isNaN(); // zero has none
    assertThat(logarithms[10]).isCloseTo(Math.log10(12), within(3.0 / 65_534));
    assertThat(fields.limits("oxygen")).containsExactly(0, 7 + 50 + 300 + 2, 1);
  }

  @Test
  void a_voxel_is_told_with_all_its_digits() throws IOException {
    RunApi api = new RunApi(List.of(ViewedRun.open(folder(2))));
    Reply reply = api.answer("runs/0/fields/1/voxels/13", null);
    JsonNode voxel = JsonMapper.shared().readTree(reply.body());
    assertThat(voxel.path("oxygen").asDouble()).isEqualTo(5 + 10 + 1);
    assertThat(voxel.path("glucose").asDouble()).isEqualTo(2 / 6.0);
    assertThat(api.answer("runs/0/fields/1/voxels/48", null).status()).isEqualTo(404);
    assertThat(api.answer("runs/0/fields/3/voxels/0", null).status()).isEqualTo(404);
    assertThat(api.answer("runs/0/fields/1/columns/hue", null).status()).isEqualTo(404);
    assertThat(api.answer("runs/0/fields/limits/hue", null).status()).isEqualTo(404);
    assertThat(api.answer("runs/0/fields/other/hue", null).status()).isEqualTo(404);
  }

  @Test
  void parts_are_sent_and_what_the_page_has_is_not_sent_again() throws Exception {
    try (ViewServer server = ViewServerTest.serve(folder(2));
        HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(server.address().resolve("/api/runs/0/fields/1/columns/glucose"));
      HttpResponse<byte[]> whole =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      assertThat(whole.body()).hasSize(FrameBytes.COLUMN_HEADER + 2 * 48);
      HttpResponse<byte[]> part =
          http.send(
              request.copy().header("Range", "bytes=24-27").build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 24, 28));
      String tag = whole.headers().firstValue("ETag").orElseThrow();
      assertThat(
              http.send(
                      request.copy().header("If-None-Match", tag).build(),
                      HttpResponse.BodyHandlers.ofByteArray())
                  .statusCode())
          .isEqualTo(304);
    }
  }

  @Test
  void fields_that_end_early_are_told_and_cells_stay() throws IOException {
    Path shorter = SampleRuns.fields(temporary.resolve("short"), 2, 4, 2);
    ViewedRun run = ViewedRun.open(shorter);
    assertThat(notices(run))
        .containsExactly("The fields are recorded for the first 2 of 4 frames.");
    assertThat(json(run.description()).path("fieldFrames").asInt()).isEqualTo(2);
    assertThat(run.frames().tissue(3)).isNotEmpty();
    Reply reply = new RunApi(List.of(run)).answer("runs/0/fields/2/columns/oxygen", null);
    assertThat(reply.status()).isEqualTo(404);
  }

  @Test
  void a_damaged_chunk_costs_its_chemical_only() throws IOException {
    Path folder = folder(2);
    Path chunk = folder.resolve("fields/oxygen/0");
    Files.write(chunk, Arrays.copyOf(Files.readAllBytes(chunk), 20));
    ViewedRun run = ViewedRun.open(folder);
    assertThatThrownBy(() -> run.fields().column(1, "oxygen"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
    assertThat(run.fields().column(1, "glucose")).isNotEmpty();
    assertThat(run.frames().tissue(1)).isNotEmpty();
    RunApi api = new RunApi(List.of(run));
    assertThat(api.answer("runs/0/fields/1/columns/oxygen", null).status()).isEqualTo(422);
  }

  @Test
  void fields_without_an_index_or_a_grid_are_told() throws IOException {
    Path folder = folder(2);
    Path attributes = folder.resolve("fields/.zattrs");
    String kept = Files.readString(attributes);
    Files.writeString(attributes, kept.replace("\"grid\"", "\"other\""));
    ViewedRun gridless = ViewedRun.open(folder);
    assertThat(notices(gridless)).hasSize(1).first().asString().contains("fields are damaged");
    assertThat(json(gridless.description()).has("fields")).isFalse();
    Files.writeString(attributes, kept);
    Files.delete(folder.resolve("fields/frame/count/.zarray"));
    ViewedRun unindexed = ViewedRun.open(folder);
    assertThat(notices(unindexed)).anySatisfy(n -> assertThat(n).contains("fields are damaged"));
    assertThat(json(unindexed.description()).path("frames").asInt()).isEqualTo(FRAMES);
  }

  @Test
  void a_field_of_another_moment_or_size_is_refused() throws IOException {
    Path folder = temporary.resolve("apart");
    CellsSchema schema = SampleRuns.schema(2, List.of("stem"));
    try (RunWriter run = RunWriter.createAt(folder, SampleRuns.start("Apart"))) {
      run.declareCells(schema);
      run.declareFields(SampleRuns.fieldsSchema(2));
      run.frame(SampleRuns.frame(schema, 0, 4));
      run.fields(SampleRuns.fieldsFrame(2, 1));
      run.frame(SampleRuns.frame(schema, 2, 4));
      run.fields(
          Frame.builder(1, 2, 2, 3)
              .put("oxygen", new double[3])
              .put("glucose", new double[3])
              .build());
      run.done();
    }
    ViewedFields fields = ViewedRun.open(folder).fields();
    assertThatThrownBy(() -> fields.column(0, "oxygen")).hasMessageContaining("of step 1, not 0");
    assertThatThrownBy(() -> fields.column(1, "oxygen"))
        .hasMessageContaining("has 3 voxels, its grid 48");
  }

  @Test
  void a_saved_page_holds_the_fields() throws IOException {
    assertThat(HtmlExport.page(ViewedRun.open(folder(2))))
        .contains("runs/0/fields/2/columns/oxygen")
        .contains("runs/0/fields/0/logs/glucose")
        .contains("runs/0/fields/limits/glucose");
  }
}
