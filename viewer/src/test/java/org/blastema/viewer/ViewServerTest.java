package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.blastema.record.RunWriter;
import org.blastema.record.cells.CellsSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ViewServerTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private ViewServer server;

  @BeforeEach
  void start() throws IOException {
    SampleRuns.training(folder.resolve("run"), "A sample", List.of("stem", "leaf"), 5);
    server = serve(folder.resolve("run"));
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  static ViewServer serve(Path... runs) throws IOException {
    List<ViewedRun> opened = new ArrayList<>();
    for (Path run : runs) {
      opened.add(ViewedRun.open(run));
    }
    return ViewServer.start(opened, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return MAPPER.readTree(response.body());
  }

  @Test
  void the_page_and_all_its_files_are_served() throws Exception {
    assertThat(new String(get("/").body(), UTF_8)).contains("main.js");
    for (String module : PageFiles.MODULES) {
      HttpResponse<byte[]> response = get("/" + module);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("text/javascript; charset=utf-8");
    }
    assertThat(get("/style.css").statusCode()).isEqualTo(200);
  }

  @Test
  void a_description_tells_what_the_page_needs_to_begin() throws Exception {
    JsonNode run = json("/api/runs/0");
    assertThat(run.path("title").asString()).isEqualTo("A sample");
    assertThat(run.path("status").asString()).isEqualTo("done");
    assertThat(run.path("frames").asInt()).isEqualTo(5);
    assertThat(run.path("times")).hasSize(5);
    assertThat(run.path("counts").path(4).asInt()).isEqualTo(24);
    assertThat(run.path("cells").path("types").path(1).asString()).isEqualTo("leaf");
    assertThat(run.path("notices")).isEmpty();
    assertThat(run.path("checks").path(0).path("passed").asBoolean()).isTrue();
    // first 8 cells on a grid of edge 2, last 24 on one of edge 3; radius 0.4 to 0.5
    assertThat(run.path("bounds").path(0).path(0).asDouble()).isEqualTo(-0.5);
    assertThat(run.path("bounds").path(1).path(2).asDouble()).isEqualTo(2.5);
  }

  @Test
  void frames_and_columns_are_the_recorded_ones() throws Exception {
    ByteBuffer tissue =
        ByteBuffer.wrap(get("/api/runs/0/frames/2").body()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(tissue.getInt(4)).isEqualTo(16);
    assertThat(tissue.getDouble(16)).isEqualTo(1.0);
    ByteBuffer column =
        ByteBuffer.wrap(get("/api/runs/0/frames/2/columns/chemical").body())
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(column.getDouble(8)).isEqualTo(2);
    assertThat(column.getDouble(16)).isEqualTo(17);
    JsonNode limits = json("/api/runs/0/limits/chemical");
    assertThat(limits.path(0).asDouble()).isZero();
    assertThat(limits.path(1).asDouble()).isEqualTo(27);
    assertThat(limits.path(2).asDouble()).isEqualTo(1);
    ByteBuffer logs =
        ByteBuffer.wrap(get("/api/runs/0/frames/0/logs/chemical").body())
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(logs.getDouble(8)).isZero();
    assertThat(logs.getDouble(16)).isEqualTo(Math.log10(7));
    assertThat(logs.getShort(24)).isEqualTo((short) 65_535); // 0 has no logarithm
  }

  @Test
  void a_cell_is_told_with_all_its_digits_and_through_time() throws Exception {
    JsonNode cell = json("/api/runs/0/frames/3/cells/9");
    assertThat(cell.path("chemical").asDouble()).isEqualTo(12);
    assertThat(cell.path("parent").asInt()).isEqualTo(4);
    JsonNode history = json("/api/runs/0/cells/9/history/chemical");
    assertThat(MAPPER.convertValue(history.path("frames"), int[].class))
        .containsExactly(1, 2, 3, 4);
    assertThat(MAPPER.convertValue(history.path("values"), double[].class))
        .containsExactly(10, 11, 12, 13);
    assertThat(get("/api/runs/0/frames/0/cells/9").statusCode()).isEqualTo(404);
  }

  @Test
  void tables_lineage_parameters_and_network_are_told() throws Exception {
    assertThat(json("/api/runs/0/metrics").path("columns").path(2).path("name").asString())
        .isEqualTo("width");
    assertThat(json("/api/runs/0/lineage").path("parent").path(9).asInt()).isEqualTo(4);
    assertThat(json("/api/runs/0/history").path("values").path(2).path(0).isNull()).isTrue();
    assertThat(json("/api/runs/0/parameters").path("epochs")).hasSize(5);
    JsonNode network = json("/api/runs/0/network").path(0);
    assertThat(network.path("genes")).hasSize(3);
    assertThat(new String(get("/api/runs/0/text/scenario").body(), UTF_8))
        .isEqualTo("title: A sample\n");
  }

  @Test
  void what_the_page_has_already_is_not_sent_again() throws Exception {
    HttpResponse<byte[]> first = get("/api/runs/0/frames/2");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> second = get("/api/runs/0/frames/2", "If-None-Match", tag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(get("/api/runs/0/frames/3", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void parts_of_a_frame_can_be_asked_for() throws Exception {
    byte[] whole = get("/api/runs/0/frames/2").body();
    HttpResponse<byte[]> part = get("/api/runs/0/frames/2", "Range", "bytes=4-11");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 4, 12));
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 4-11/" + whole.length);
    assertThat(get("/api/runs/0/frames/2", "Range", "bytes=-5").body())
        .isEqualTo(Arrays.copyOfRange(whole, whole.length - 5, whole.length));
    assertThat(get("/api/runs/0/frames/2", "Range", "bytes=999999-").statusCode()).isEqualTo(416);
    assertThat(get("/api/runs/0/frames/2", "Range", "lines=1-2").body()).isEqualTo(whole);
  }

  @Test
  void a_run_that_is_being_written_is_followed() throws Exception {
    CellsSchema schema = SampleRuns.schema(2, List.of("stem"));
    try (RunWriter run = RunWriter.createAt(folder.resolve("live"), SampleRuns.start("Live"));
        ViewServer live = serve(folder.resolve("live"))) {
      HttpRequest state =
          HttpRequest.newBuilder(live.address().resolve("/api/runs/0/state?frames=1")).build();
      JsonNode before =
          MAPPER.readTree(http.send(state, HttpResponse.BodyHandlers.ofString()).body());
      assertThat(before.path("frames").asInt()).isZero();
      assertThat(before.path("status").asString()).isEqualTo("running");
      run.declareCells(schema);
      run.frame(SampleRuns.frame(schema, 0, 4));
      run.frame(SampleRuns.frame(schema, 1, 5));
      run.frame(SampleRuns.frame(schema, 2, 6));
      run.flush();
      JsonNode after = before;
      for (int i = 0; i < 100 && after.path("frames").asInt() < 3; i++) {
        Thread.sleep(50);
        after = MAPPER.readTree(http.send(state, HttpResponse.BodyHandlers.ofString()).body());
      }
      assertThat(after.path("frames").asInt()).isEqualTo(3);
      assertThat(MAPPER.convertValue(after.path("counts"), int[].class)).containsExactly(5, 6);
    }
  }
}
