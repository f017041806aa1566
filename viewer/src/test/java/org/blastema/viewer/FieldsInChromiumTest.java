package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.blastema.record.RunWriter;
import org.blastema.record.cells.CellsSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;

/** Chemicals on a grid in a real browser, in the plane and in space. */
class FieldsInChromiumTest {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 760;
  private static final long SETTLING_MILLIS = 1200;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** A grid of 3 x 3 voxels of edge 1 whose first middle is at the origin. */
  private static final String SLICE =
      """
      import('./fields.js').then(f => {
        const grid = f.gridOf({lower: [-0.5, -0.5], spacing: 1, shape: [3, 3]});
        const slice = (values) => f.sliceOf(grid, {value: (i) => values[i]}, 2, 0);
        return %s;
      })\
      """;

  @TempDir static Path folder;
  private static Chromium browser;
  private static ViewServer plane;
  private static ViewServer space;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(
        Chromium.program().isPresent(),
        "needs Chromium to test the page: install it, for example with apt-get install chromium");
    Files.createDirectories(SCREENSHOTS);
    browser = Chromium.start(Files.createDirectory(folder.resolve("profile")), WIDTH, HEIGHT);
    plane = ViewServerTest.serve(SampleRuns.fields(folder.resolve("plane"), 2, 4, 4));
    space = ViewServerTest.serve(SampleRuns.fields(folder.resolve("space"), 3, 4, 4));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    for (ViewServer server : new ViewServer[] {plane, space}) {
      if (server != null) {
        server.close();
      }
    }
  }

  @AfterEach
  void nothing_went_wrong() {
    assertThat(browser.complaints()).isEmpty();
  }

  private static void open(ViewServer server, String hash)
      throws IOException, InterruptedException {
    browser.open(server.address().resolve("/" + hash));
    browser.await("blastema.stage.settled");
  }

  private static void seenAsBefore(String name) throws IOException, InterruptedException {
    Thread.sleep(SETTLING_MILLIS); // pictures get their final fineness after a while
    byte[] picture = browser.screenshot();
    Files.write(SCREENSHOTS.resolve(name + ".png"), picture);
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(picture));
    assertThat(ReferencePicture.difference(name, seen)).as(name).isLessThan(0.03);
  }

  private static String text(String selector) throws IOException, InterruptedException {
    return browser.evaluate("document.querySelector('" + selector + "').textContent").asString("");
  }

  private static List<Double> numbers(String expression) throws IOException, InterruptedException {
    List<Double> numbers = new ArrayList<>();
    browser.evaluate(expression).forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }

  @Test
  void contours_of_a_slope_lie_where_it_has_their_numbers() throws Exception {
    // the number is x: the contour at 0.25 is the line x = 0.25 through both squares of the column
    assertThat(numbers(SLICE.formatted("f.contourPieces(slice([0,1,2, 0,1,2, 0,1,2]), 0.25)")))
        .containsExactly(
            0.25, 0.0, 0.0, 0.25, 1.0, 0.0, //
            0.25, 1.0, 0.0, 0.25, 2.0, 0.0);
    assertThat(numbers(SLICE.formatted("f.contourPieces(slice([0,1,2, 0,1,2, 0,1,2]), 5)")))
        .isEmpty();
    assertThat(numbers(SLICE.formatted("f.contourPieces(slice([0,1,2, 0,NaN,2, 0,1,2]), 0.25)")))
        .isEmpty();
  }

  @Test
  void contours_of_a_peak_close() throws Exception {
    List<Double> pieces =
        numbers(SLICE.formatted("f.contourPieces(slice([0,0,0, 0,1,0, 0,0,0]), 0.5)"));
    assertThat(pieces).hasSize(4 * 6);
    List<List<Double>> ends = new ArrayList<>();
    for (int k = 0; k < pieces.size(); k += 3) {
      ends.add(pieces.subList(k, k + 2));
    }
    // every end is the end of two pieces, half way between the peak and a neighbor
    assertThat(ends)
        .containsExactlyInAnyOrder(
            List.of(0.5, 1.0),
            List.of(0.5, 1.0),
            List.of(1.5, 1.0),
            List.of(1.5, 1.0),
            List.of(1.0, 0.5),
            List.of(1.0, 0.5),
            List.of(1.0, 1.5),
            List.of(1.0, 1.5));
  }

  @Test
  void a_saddle_is_told_apart_by_its_middle() throws Exception {
    // corners 0 and 2 of the first square are high; whether they are joined depends on the level
    String saddle = "f.contourPieces(slice([1,0,0, 0,1,0, 0,0,0]), %s).slice(0, 12)";
    assertThat(numbers(SLICE.formatted(saddle.formatted("0.25"))))
        .containsExactly(0.75, 0.0, 0.0, 1.0, 0.25, 0.0, 0.25, 1.0, 0.0, 0.0, 0.75, 0.0);
    assertThat(numbers(SLICE.formatted(saddle.formatted("0.75"))))
        .containsExactly(0.0, 0.25, 0.0, 0.25, 0.0, 0.0, 1.0, 0.75, 0.0, 0.75, 1.0, 0.0);
  }

  @Test
  void levels_lie_evenly_between_the_limits() throws Exception {
    assertThat(numbers(SLICE.formatted("f.contourLevels({low: 2, high: 6}, 3)")))
        .containsExactly(3.0, 4.0, 5.0);
    assertThat(numbers(SLICE.formatted("f.contourLevels({low: 2, high: 2}, 3)"))).isEmpty();
  }

  @Test
  void a_smooth_picture_has_colors_of_the_map_between_the_middles() throws Exception {
    String pixels =
        "(() => { const i = f.sliceImage(slice([0,1,2, 3,4,5, 6,7,NaN]),"
            + " {map: 'gray', low: 0, high: 8}, %s);"
            + " return [i.width, i.height, ...[0,1,2].map(x => i.data[4 * x]),"
            + " i.data[4 * (i.width * i.height - i.width)], i.data[4 * (i.width - 1)]]; })()";
    // gray runs from 26 to 242: the first row is the highest one, 6 and 7 and what is missing
    List<Double> plain = numbers(SLICE.formatted(pixels.formatted("false")));
    assertThat(plain.subList(0, 2)).containsExactly(3.0, 3.0);
    assertThat(plain.get(2)).isCloseTo(26 + 216 * 6 / 8.0, within(1.0));
    assertThat(plain.get(3)).isCloseTo(26 + 216 * 7 / 8.0, within(1.0));
    assertThat(plain.subList(4, 7)).containsExactly(150.0, 26.0, 150.0);
    List<Double> smooth = numbers(SLICE.formatted(pixels.formatted("true")));
    assertThat(smooth.subList(0, 2)).containsExactly(24.0, 24.0);
    assertThat(smooth.get(2)).isCloseTo(26 + 216 * 6 / 8.0, within(1.0));
    assertThat(smooth.subList(5, 7)).containsExactly(26.0, 150.0);
  }

  @Test
  void slices_and_places_find_their_voxels() throws Exception {
    String js =
        """
        import('./fields.js').then(f => {
          const grid = f.gridOf({lower: [-1, -0.5, -0.5], spacing: 0.5, shape: [8, 6, 4]});
          const slice = (axis, layer) => f.sliceOf(grid, {value: (i) => i}, axis, layer);
          return %s;
        })\
        """;
    assertThat(numbers(js.formatted("Array.from(slice(0, 5).values.slice(0, 7))")))
        .containsExactly(5.0, 13.0, 21.0, 29.0, 37.0, 45.0, 53.0);
    assertThat(numbers(js.formatted("Array.from(slice(1, 2).values.slice(0, 9))")))
        .containsExactly(16.0, 17.0, 18.0, 19.0, 20.0, 21.0, 22.0, 23.0, 64.0);
    assertThat(numbers(js.formatted("[slice(0, 5).place, slice(2, 0).place]")))
        .containsExactly(1.75, -0.25);
    assertThat(
            numbers(
                js.formatted(
                    "[f.voxelAt(grid, [-0.9, -0.4, -0.4]), f.voxelAt(grid, [1.1, 0.1, 0.6]),"
                        + " f.voxelAt(grid, [-1.1, 0, 0]), f.voxelAt(grid, [0, 0, 1.6]),"
                        + " f.layerAt(grid, 2, 1), f.layerAt(grid, 2, 0.5),"
                        + " f.layerAt(grid, 2, f.shareOf(grid, 2, 1))]")))
        .containsExactly(0.0, 4.0 + 8 + 2 * 48, -1.0, -1.0, 3.0, 2.0, 1.0);
  }

  @Test
  void a_field_lies_under_the_cells_of_a_plane() throws Exception {
    open(plane, "#theme=light&frame=3&contours=4");
    assertThat(text("#panel-view")).contains("Field").contains("oxygen [µM]").contains("glucose");
    JsonNode scale = browser.evaluate("blastema.stage.pane.field.scale");
    assertThat(scale.path("low").asDouble()).isZero();
    assertThat(scale.path("high").asDouble()).isEqualTo(60); // 57 in the last frame + 3
    // the box reaches around the grid: 8 and 6 voxels of edge 0.5
    assertThat(numbers("blastema.stage.pane.bounds().flat()"))
        .containsExactly(-1.0, -0.5, 0.0, 3.8, 2.5, 0.0);
    seenAsBefore("field-plane");
  }

  @Test
  void the_field_under_the_pointer_and_at_a_chosen_place_is_told() throws Exception {
    open(plane, "#theme=light&frame=2&opacity=0.5");
    JsonNode place =
        browser.evaluate(
            """
            (() => {
              const pane = blastema.stage.pane, box = pane.element.getBoundingClientRect();
              const p = pane.camera.project([-0.75, 2.25, 0], box.width, box.height);
              return [box.x + p.x, box.y + p.y];
            })()\
            """);
    double x = place.path(0).asDouble();
    double y = place.path(1).asDouble();
    browser.call("Input.dispatchMouseEvent", "type", "mouseMoved", "x", x, "y", y);
    browser.await("!document.querySelector('.tip').hidden");
    // the voxel 0, 5 in frame 2 has 52
    assertThat(text(".tip")).startsWith("oxygen 52 µM at ");
    browser.click(x, y);
    browser.await("document.querySelector('#panel-cell').textContent.includes('at the place')");
    browser.await("document.querySelector('#panel-cell td.number')?.textContent === '52'");
    browser.await("location.hash.includes('spot=-0.7') && location.hash.includes('tab=cell')");
    String hash = browser.evaluate("location.hash").asString();
    open(plane, hash);
    browser.await("document.querySelector('#panel-cell td.number')?.textContent === '52'");
    browser.evaluate(
        "{const f = document.querySelector('#panel-cell input'); f.value = '0.75';"
            + " f.dispatchEvent(new Event('change'));}");
    browser.await("document.querySelector('#panel-cell td.number')?.textContent === '55'");
    browser.evaluate("document.activeElement.blur()");
    browser.press("Escape");
    browser.await("blastema.state.get('spot') === null");
  }

  @Test
  void a_slice_moves_through_space_by_slider_and_keys() throws Exception {
    open(space, "#theme=light&frame=3");
    assertThat(browser.evaluate("blastema.stage.pane.field === null").asBoolean()).isTrue();
    browser.evaluate(
        "{const s = document.querySelector('#panel-view select[aria-label=Field]');"
            + " s.value = 'oxygen'; s.dispatchEvent(new Event('change')); s.blur();}");
    browser.await("blastema.stage.pane.field && location.hash.includes('field=oxygen')");
    String layer = "blastema.stage.pane.field.drawn(blastema.state).slice";
    assertThat(browser.evaluate(layer + ".layer").asInt()).isEqualTo(2);
    browser.press(".");
    assertThat(browser.evaluate(layer + ".layer").asInt()).isEqualTo(3);
    browser.press(".");
    assertThat(browser.evaluate(layer + ".layer").asInt()).isEqualTo(3);
    browser.press(",");
    browser.press(",");
    assertThat(browser.evaluate(layer + ".place").asDouble()).isEqualTo(0.25);
    browser.press("s");
    assertThat(browser.evaluate(layer + ".axis").asInt()).isZero();
    browser.evaluate(
        "{const r = document.querySelector('#panel-view input[aria-label=\"Place of the slice\"]');"
            + " r.value = r.max; r.dispatchEvent(new Event('input'));}");
    assertThat(browser.evaluate(layer + ".layer").asInt()).isEqualTo(7);
    assertThat(text("#panel-view output")).isEqualTo("x = 2.75 µm");
    browser.await("location.hash.includes('slice=x')");
  }

  @Test
  void cells_before_a_slice_hide_it_or_are_left_out() throws Exception {
    open(space, "#theme=light&frame=3&field=glucose&slice=z&at=0.4&contours=5");
    seenAsBefore("field-space");
    open(space, "#theme=light&frame=3&field=glucose&slice=z&at=0.4&clip=slice&smooth=no");
    assertThat(numbers("blastema.stage.pane.clipPlane()")).containsExactly(0.0, 0.0, 1.0, 0.25);
    seenAsBefore("field-cut");
  }

  @Test
  void limits_maps_and_logarithms_of_a_field_are_chosen() throws Exception {
    open(plane, "#frame=0&field=oxygen&fieldlow=10&fieldhigh=50&fieldmap=gray&theme=dark");
    assertThat(
            browser
                .evaluate("(s => [s.map, s.low, s.high].join())(blastema.stage.pane.field.scale)")
                .asString())
        .isEqualTo("gray,10,50");
    browser.evaluate("blastema.state.set({fieldlow: null, fieldhigh: null, fieldlog: true})");
    browser.await("blastema.stage.pane.field.scale.log");
    assertThat(numbers("[blastema.stage.pane.field.scale.low]")).containsExactly(0.0);
    // what is 0 has no logarithm and is gray
    assertThat(
            numbers(
                "(i => Array.from(i.data.slice(4 * i.width * (i.height - 1)).slice(0, 3)))"
                    + "(blastema.stage.pane.field.drawn(blastema.state).image)"))
        .containsExactly(150.0, 150.0, 150.0);
  }

  @Test
  void two_runs_show_the_same_field_in_the_same_colors() throws Exception {
    Path longer = SampleRuns.fields(folder.resolve("longer"), 2, 9, 9);
    try (ViewServer both = ViewServerTest.serve(folder.resolve("plane"), longer)) {
      open(both, "#theme=light&frame=1&field=oxygen&contours=3");
      assertThat(numbers("blastema.stage.panes.map(p => p.field.scale.high)"))
          .containsExactly(65.0, 65.0);
      assertThat(numbers("blastema.stage.panes.map(p => p.field.column.value(0))"))
          .containsExactly(1.0, 1.0);
    }
  }

  @Test
  void fields_are_exported() throws Exception {
    open(plane, "#theme=light&frame=1&field=oxygen&contours=3");
    String js = "import('./exports.js').then(e => e.%s(blastema.stage))";
    String csv = browser.evaluate(js.formatted("sliceCsv")).asString();
    assertThat(csv.lines().toList()).hasSize(1 + 48);
    assertThat(csv).startsWith("x [um],y [um],oxygen [uM]\n-0.75,-0.25,1\n-0.25,-0.25,");
    String svg = browser.evaluate(js.formatted("tissueSvg")).asString();
    Files.writeString(SCREENSHOTS.resolve("field.svg"), svg);
    Document drawing =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    assertThat(drawing.getElementsByTagName("image").getLength()).isEqualTo(1);
    assertThat(
            drawing
                .getElementsByTagName("image")
                .item(0)
                .getAttributes()
                .getNamedItem("href")
                .getNodeValue())
        .startsWith("data:image/png;base64,");
    assertThat(drawing.getElementsByTagName("path").getLength()).isGreaterThan(12 + 2 * 3);
    open(space, "#frame=1&field=oxygen&slice=x&at=0");
    assertThat(browser.evaluate(js.formatted("sliceCsv")).asString())
        .startsWith("x [um],y [um],z [um],oxygen [uM]\n-0.75,-0.25,-0.25,1\n-0.75,0.25,-0.25,");
  }

  @Test
  void frames_without_a_field_say_so_and_show_their_cells() throws Exception {
    Path early = SampleRuns.fields(folder.resolve("early"), 2, 4, 2);
    try (ViewServer server = ViewServerTest.serve(early)) {
      open(server, "#theme=light&frame=3");
      assertThat(text("#notices")).contains("first 2 of 4 frames");
      assertThat(text(".message")).isEqualTo("Frame 4: no field is recorded for it.");
      assertThat(browser.evaluate("blastema.stage.pane.tissue.count").asInt()).isEqualTo(12);
      browser.evaluate("blastema.state.set({frame: 1})");
      browser.await("blastema.stage.pane.field");
      assertThat(text(".message")).isEmpty();
    }
  }

  @Test
  void fields_that_come_later_are_shown() throws Exception {
    CellsSchema schema = SampleRuns.schema(2, List.of("stem"));
    try (RunWriter run = RunWriter.createAt(folder.resolve("live"), SampleRuns.start("Live"));
        ViewServer live = ViewServerTest.serve(folder.resolve("live"))) {
      run.declareCells(schema);
      run.frame(SampleRuns.frame(schema, 0, 4));
      run.flush();
      browser.open(live.address().resolve("/#theme=light"));
      run.declareFields(SampleRuns.fieldsSchema(2));
      for (int f = 0; f < 3; f++) {
        if (f > 0) {
          run.frame(SampleRuns.frame(schema, f, 4 + f));
        }
        run.fields(SampleRuns.fieldsFrame(2, f));
      }
      run.flush();
      browser.await("blastema.stage.frame === 2 && blastema.stage.pane.field");
      browser.await("document.querySelector('#panel-view select[aria-label=Field]')");
      run.done();
      browser.await("document.querySelector('.badge').textContent === 'done'");
      browser.await("blastema.stage.settled");
    }
  }

  @Test
  void a_saved_page_has_its_fields() throws Exception {
    Path page = folder.resolve("saved.html");
    Files.writeString(page, HtmlExport.page(ViewedRun.open(folder.resolve("space"))));
    browser.open(URI.create(page.toUri() + "#field=oxygen&slice=y&spot=0.1,0.1,0.1&tab=cell"));
    browser.await("blastema.stage.pane.field");
    browser.await("document.querySelector('#panel-cell td.number')?.textContent");
    // voxel 2, 1, 1 in frame 3, rounded to 16 bits
    assertThat(Double.parseDouble(text("#panel-cell td.number"))).isCloseTo(115, within(0.01));
  }
}
