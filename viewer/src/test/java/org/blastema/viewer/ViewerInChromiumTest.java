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
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.blastema.record.RunWriter;
import org.blastema.record.cells.CellsSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page in a real browser. Pictures of what was seen lie in {@code target/screenshots}. */
class ViewerInChromiumTest {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 760;
  private static final long SETTLING_MILLIS = 1200;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir static Path folder;
  private static Chromium browser;
  private static ViewServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(
        Chromium.program().isPresent(),
        "needs Chromium to test the page: install it, for example with apt-get install chromium");
    Files.createDirectories(SCREENSHOTS);
    browser = Chromium.start(Files.createDirectory(folder.resolve("profile")), WIDTH, HEIGHT);
    server =
        ViewServerTest.serve(
            SampleRuns.training(
                folder.resolve("run"), SampleRuns.SCRIPT, List.of(SampleRuns.SCRIPT, "leaf"), 6));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void nothing_went_wrong_and_nothing_left_the_machine() throws Exception {
    assertThat(browser.evaluate("window.broken === undefined").asBoolean()).isTrue();
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .allMatch(r -> r.matches("(http://127\\.0\\.0\\.1:\\d+/|blob:|data:|about:|file:).*"));
  }

  private static void open(String hash) throws IOException, InterruptedException {
    browser.open(server.address().resolve("/" + hash));
  }

  private static BufferedImage seen(String name) throws IOException, InterruptedException {
    byte[] picture = browser.screenshot();
    Files.write(SCREENSHOTS.resolve(name + ".png"), picture);
    return ImageIO.read(new ByteArrayInputStream(picture));
  }

  /** What is seen, compared with what was seen when the page was made. */
  private static BufferedImage seenAsBefore(String name) throws IOException, InterruptedException {
    browser.await("blastema.stage.settled");
    Thread.sleep(SETTLING_MILLIS); // pictures get their final fineness after a while
    BufferedImage picture = seen(name);
    assertThat(ReferencePicture.difference(name, picture)).as(name).isLessThan(0.03);
    return picture;
  }

  /** Share of the pixels of the stage that are near a color. */
  private static double share(BufferedImage picture, int rgb) {
    int near = 0;
    int all = 0;
    for (int y = 120; y < HEIGHT - 120; y++) {
      for (int x = 20; x < WIDTH - 460; x++) {
        int p = picture.getRGB(x, y);
        int off =
            Math.abs(((p >> 16) & 255) - (rgb >> 16))
                + Math.abs(((p >> 8) & 255) - ((rgb >> 8) & 255))
                + Math.abs((p & 255) - (rgb & 255));
        near += off < 60 ? 1 : 0;
        all++;
      }
    }
    return (double) near / all;
  }

  private static String text(String selector) throws IOException, InterruptedException {
    return browser.evaluate("document.querySelector('" + selector + "').textContent").asString("");
  }

  private static void press(String button) throws IOException, InterruptedException {
    browser.evaluate(
        "[...document.querySelectorAll('button')].find(b => b.textContent === '"
            + button
            + "' || b.getAttribute('aria-label') === '"
            + button
            + "').click()");
  }

  @Test
  void cells_are_drawn_in_the_colors_of_their_types_and_texts_stay_texts() throws Exception {
    open("#theme=light&box=no");
    BufferedImage picture = seenAsBefore("types");
    assertThat(share(picture, 0x56B4E9)).isGreaterThan(0.01);
    assertThat(share(picture, 0xE69F00)).isGreaterThan(0.01);
    assertThat(share(picture, 0xFFFFFF)).isGreaterThan(0.3);
    assertThat(text("h1")).isEqualTo(SampleRuns.SCRIPT);
    assertThat(browser.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
  }

  @Test
  void hidden_types_and_filtered_cells_are_not_drawn() throws Exception {
    open("#theme=light&box=no&hide=0");
    assertThat(share(seen("hidden-type"), 0x56B4E9)).isLessThan(0.002);
    open("#theme=light&box=no&filter=chemical&from=1000");
    assertThat(share(seen("filtered"), 0xFFFFFF)).isGreaterThan(0.97);
  }

  @Test
  void time_is_played_stepped_and_scrubbed() throws Exception {
    open("#theme=light");
    assertThat(text(".time")).contains("frame 6 of 6");
    press("First frame");
    assertThat(text(".time")).contains("t = 0 h").contains("frame 1 of 6");
    browser.evaluate("document.activeElement.blur()");
    browser.press("ArrowRight");
    assertThat(text(".time")).contains("t = 0.5 h").contains("frame 2 of 6");
    browser.press("End");
    browser.press(" ");
    browser.await("!blastema.player.playing");
    assertThat(text(".time")).contains("frame 6 of 6");
    browser.evaluate(
        "{const r = document.querySelector('footer input'); r.value = 3;"
            + " r.dispatchEvent(new Event('input'));}");
    browser.await("blastema.stage.settled");
    assertThat(browser.evaluate("blastema.stage.pane.tissue.count").asInt()).isEqualTo(20);
    browser.await("location.hash.includes('frame=3')");
  }

  @Test
  void a_clicked_cell_is_told_with_its_family_and_its_network() throws Exception {
    open("#theme=light&frame=4");
    JsonNode place =
        browser.evaluate(
            """
            (() => {
              const pane = blastema.stage.pane, box = pane.element.getBoundingClientRect();
              for (let i = 0; i < pane.tissue.count; i++) {
                const p = pane.camera.project(pane.tissue.position(i), box.width, box.height);
                if (pane.pick(p.x, p.y) === i) return [box.x + p.x, box.y + p.y, pane.tissue.ids[i]];
              }
            })()\
            """);
    browser.click(place.path(0).asDouble(), place.path(1).asDouble());
    int id = place.path(2).asInt();
    browser.await("document.querySelector('#panel-cell h2')?.textContent === 'Cell " + id + "'");
    browser.await("document.querySelector('#panel-cell').textContent.includes('Touching cells')");
    assertThat(text("#panel-cell")).contains("chemical").contains("Mother: ");
    browser.evaluate("blastema.state.set({color: 'chemical'})");
    browser.await(
        "document.querySelector('#panel-cell tr.chosen')?.textContent.startsWith('chemical')");
    seen("cell");
    press("Network");
    browser.await("document.querySelectorAll('#panel-genes circle').length === 3");
    assertThat(text("#panel-genes")).contains("hidden 1").contains("division");
    seenAsBefore("genes");
  }

  @Test
  void tissues_of_chosen_epochs_stand_side_by_side() throws Exception {
    open("#theme=light&tab=training&wide=yes");
    browser.await("document.querySelectorAll('#panel-training figure').length === 5");
    assertThat(text("#panel-training figure")).contains("before training").contains("8 cells");
    JsonNode drawn =
        browser.evaluate(
            """
            [...document.querySelectorAll('#panel-training figure canvas')].map(canvas => {
              const all = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              return all.filter((a, k) => k % 4 === 0 && a < 200).length / (all.length / 4);
            })\
            """);
    for (JsonNode share : drawn) {
      assertThat(share.asDouble()).isBetween(0.1, 0.9);
    }
    seenAsBefore("epochs");
    press("2");
    browser.await("document.querySelectorAll('#panel-training figure').length === 4");
    browser.await("location.hash.includes('epochs=0%2C1%2C3%2C4')");
    browser.evaluate("document.querySelectorAll('#panel-training figure canvas')[1].click()");
    browser.await("document.querySelector('#panel-training figure.chosen')");
    assertThat(text("#panel-training figure.chosen")).contains("after epoch 1");
    browser.evaluate("blastema.state.set({color: 'chemical'})");
    browser.await("document.querySelector('#panel-training .ends')?.textContent === '027'");
  }

  @Test
  void the_goal_colors_cells_around_zero_and_points_where_they_should_go() throws Exception {
    open("#theme=light&frame=4&color=sensitivity.x&arrows=goal");
    JsonNode coloring = browser.evaluate("blastema.stage.coloring()");
    assertThat(coloring.path("map").asString()).isEqualTo("blue-red");
    assertThat(coloring.path("low").asDouble()).isEqualTo(-coloring.path("high").asDouble());
    JsonNode color = browser.evaluate("Array.from(blastema.stage.pane.colors.slice(0, 8))");
    assertThat(color.path(0).asInt()).isGreaterThan(color.path(2).asInt()); // rises with x: red
    assertThat(color.path(4).asInt()).isLessThan(color.path(6).asInt()); // falls with x: blue
    JsonNode ends = browser.evaluate("blastema.stage.pane.marks.arrows.segments.ends");
    assertThat(ends.path(3).asDouble()).isGreaterThan(ends.path(0).asDouble());
    assertThat(ends.path(9).asDouble()).isLessThan(ends.path(6).asDouble());
    seenAsBefore("sensitivity");
  }

  @Test
  void arrows_are_as_long_as_cells_are_fast_and_divisions_have_axes() throws Exception {
    open("#theme=dark&frame=2&arrows=velocity&divisions=yes&links=yes&trail=all&tab=view");
    JsonNode arrows = browser.evaluate("blastema.stage.pane.marks.arrows");
    double shown = arrows.path("length").asDouble() / arrows.path("unit").asDouble();
    JsonNode ends = arrows.path("segments").path("ends");
    assertThat(ends.size()).isEqualTo(6 * 12); // cells of the frame before
    // 0.1 um in half an hour; 16 bits of about 3 um over half an hour are exact to 1e-4 um / h
    assertThat(ends.path(3).asDouble() - ends.path(0).asDouble())
        .isCloseTo(0.2 * shown, within(2e-4 * shown));
    assertThat(arrows.path("unitName").asString()).isEqualTo("um/h");
    assertThat(browser.evaluate("blastema.stage.pane.marks.divisions.lifts.length").asInt())
        .isEqualTo(4);
    assertThat(browser.evaluate("blastema.stage.pane.marks.trail.lifts.length").asInt())
        .isEqualTo(8 * 2 + 4);
    seen("marks");
  }

  @Test
  void flat_tissues_and_plots_are_drawings_and_plots_are_tables() throws Exception {
    Path flat = SampleRuns.plain(folder.resolve("flat"), 2, 3, 16);
    try (ViewServer plane = ViewServerTest.serve(flat)) {
      browser.open(plane.address().resolve("/#theme=light&color=chemical&arrows=velocity"));
      browser.await("blastema.stage.settled");
      String svg =
          browser
              .evaluate("import('./exports.js').then(e => e.tissueSvg(blastema.stage))")
              .asString();
      Files.writeString(SCREENSHOTS.resolve("flat.svg"), svg);
      assertThat(elements(svg, "path")).isGreaterThan(2 * 16);
      assertThat(svg).contains("chemical").contains("velocity: ").contains("16 cells");
      seenAsBefore("flat");
    }
    open("#theme=light&tab=plots");
    String plot =
        """
        import('./plot.js').then(({Plot}) => {
          const plot = new Plot({title: 'a < b', xLabel: 'time [h]'});
          plot.show([{name: 'one', x: [0, 1], y: [2, null]}, {name: 'two', x: [1, 2], y: [3, 4]}]);
          return %s;
        })\
        """;
    String svg = browser.evaluate(plot.formatted("plot.svg()")).asString();
    assertThat(elements(svg, "text")).isGreaterThan(5);
    assertThat(svg).contains("a &lt; b").contains("two");
    assertThat(browser.evaluate(plot.formatted("plot.csv()")).asString())
        .isEqualTo("time [h],one,two\n0,2,\n1,NaN,3\n2,,4\n");
    browser.await("document.querySelectorAll('#panel-plots .save button').length === 4");
  }

  private static int elements(String svg, String name) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)))
        .getElementsByTagName(name)
        .getLength();
  }

  @Test
  void a_fit_shows_its_network() throws Exception {
    try (ViewServer fit = ViewServerTest.serve(SampleRuns.fit(folder.resolve("fitted")))) {
      browser.open(fit.address().resolve("/#theme=light"));
      browser.await("document.querySelectorAll('#panel-genes circle').length === 3");
      assertThat(text("#panel-genes")).contains("Fitted network").contains("c → a");
      assertThat(text("#notices")).isEmpty();
      assertThat(
              browser
                  .evaluate("document.querySelector('#stage').offsetParent === null")
                  .asBoolean())
          .isTrue();
      seenAsBefore("fit");
    }
  }

  @Test
  void the_lineage_leads_to_a_cell_and_its_time() throws Exception {
    open("#theme=light&tab=lineage");
    browser.await("document.querySelector('#panel-lineage canvas').height > 200");
    seen("lineage");
    JsonNode place =
        browser.evaluate(
            "(() => { const b = document.querySelector('#panel-lineage canvas')"
                + ".getBoundingClientRect(); return [b.x + b.width / 3, b.y + 27]; })()");
    browser.click(place.path(0).asDouble(), place.path(1).asDouble());
    browser.await("blastema.state.get('cell') === 0 && blastema.stage.frame < 5");
    browser.await("blastema.stage.pane.chosenRow() === 0");
    browser.evaluate("blastema.state.set({clone: true})");
    browser.await(
        "blastema.stage.pane.colors.filter((a, k) => k % 4 === 3 && a === 128).length > 0");
    seen("clone");
  }

  @Test
  void plots_lead_to_a_time_and_training_has_curves_and_tables() throws Exception {
    open("#theme=dark&tab=plots");
    browser.await("document.querySelectorAll('#panel-plots canvas').length === 2");
    JsonNode place =
        browser.evaluate(
            "(() => { const b = document.querySelector('#panel-plots canvas')"
                + ".getBoundingClientRect(); return [b.x + 60, b.y + 60]; })()");
    browser.click(place.path(0).asDouble(), place.path(1).asDouble());
    browser.await("blastema.stage.frame === 0");
    seen("plots");
    press("Training");
    browser.await("document.querySelectorAll('#panel-training table td').length === 6");
    browser.evaluate(
        "{const s = document.querySelector('#panel-training input[type=range]'); s.value = '1';"
            + " s.dispatchEvent(new Event('input'));}");
    browser.await("document.querySelector('#panel-training td').textContent === '2'");
    seenAsBefore("training");
  }

  @Test
  void the_address_repeats_the_view() throws Exception {
    open("#frame=2&color=chemical&map=cividis&low=1&high=9&cell=3&tab=cell&theme=dark");
    assertThat(browser.evaluate("blastema.stage.frame").asInt()).isEqualTo(2);
    JsonNode coloring =
        browser.evaluate(
            "blastema.stage.coloring().then(c => [c.column, c.map, c.low, c.high].join())");
    assertThat(coloring.asString()).isEqualTo("chemical,cividis,1,9");
    browser.evaluate("blastema.state.set({camera: [1, 0.5, 7, 1, 2, 3], perspective: true})");
    browser.await("location.hash.includes('perspective=yes')");
    String hash = browser.evaluate("location.hash").asString();
    BufferedImage before = seen("address-before");
    open(hash);
    browser.await("document.querySelector('#panel-cell h2')?.textContent === 'Cell 3'");
    assertThat(differing(before, seen("address-after"))).isLessThan(0.01);
  }

  @Test
  void amounts_are_colored_on_a_logarithmic_scale() throws Exception {
    open("#frame=0&color=chemical&log=yes&theme=light");
    JsonNode limits =
        browser.evaluate("blastema.stage.coloring().then(c => [c.low, c.high, c.log])");
    assertThat(limits.path(0).asDouble()).isZero();
    assertThat(limits.path(1).asDouble()).isEqualTo(Math.log10(32));
    assertThat(limits.path(2).asBoolean()).isTrue();
    JsonNode color = browser.evaluate("Array.from(blastema.stage.pane.colors.slice(0, 8))");
    assertThat(color.path(0).asInt()).isEqualTo(150); // chemical 0: gray
    assertThat(color.path(4).asInt()).isEqualTo(0x44); // chemical 1: lowest color
    assertThat(color.path(5).asInt()).isEqualTo(0x01);
    seen("logarithmic");
  }

  @Test
  void the_trail_of_a_cell_ends_where_the_cell_is() throws Exception {
    open("#frame=4&cell=3&trail=yes&theme=light");
    browser.await("blastema.stage.pane.marks && blastema.stage.pane.marks.trail");
    JsonNode trail = browser.evaluate("blastema.stage.pane.marks.trail.ends");
    assertThat(trail).hasSize(4 * 2 * 3);
    JsonNode cell =
        browser.evaluate(
            "(() => { const t = blastema.stage.pane.tissue; return t.position(t.row(3)); })()");
    for (int axis = 0; axis < 3; axis++) {
      assertThat(trail.path(21 + axis).asDouble())
          .isCloseTo(cell.path(axis).asDouble(), within(1e-3));
    }
  }

  private static double differing(BufferedImage a, BufferedImage b) {
    int differing = 0;
    for (int y = 120; y < HEIGHT - 120; y++) {
      for (int x = 20; x < WIDTH - 460; x++) {
        differing += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
      }
    }
    return differing / (double) ((HEIGHT - 240) * (WIDTH - 480));
  }

  @Test
  void files_are_exported() throws Exception {
    open("#theme=light&frame=1");
    String js =
        "import('./exports.js').then(async e => { const s = blastema.stage, t = blastema.state;";
    String csv = browser.evaluate(js + "return e.cellsCsv(s); })").asString();
    assertThat(csv.lines().toList()).hasSize(13);
    assertThat(csv).startsWith("id,parent,type,birth [h],x [um]");
    assertThat(browser.evaluate(js + "return e.metricsCsv(s); })").asString())
        .startsWith("time [h],step,width [um]\n0,0,3\n0.5,1,4\n");
    assertThat(bytes(js + "return new Promise(d => e.composed(s).toBlob(d)); })"))
        .startsWith(0x89, 'P', 'N', 'G');
    byte[] gif = bytes(js + "return e.makeGif(s, t, 20); })");
    Files.write(SCREENSHOTS.resolve("film.gif"), gif);
    var reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
    assertThat(reader.getNumImages(true)).isEqualTo(6);
    BufferedImage last = reader.read(5);
    assertThat(last.getWidth()).isEqualTo(640);
    byte[] webm = bytes(js + "return e.makeWebm(s, t, 20); })");
    Files.write(SCREENSHOTS.resolve("film.webm"), webm);
    assertThat(webm).startsWith(0x1A, 0x45, 0xDF, 0xA3).hasSizeGreaterThan(2000);
  }

  @Test
  void a_film_that_the_program_writes_can_be_played() throws Exception {
    ViewedRun run = ViewedRun.open(folder.resolve("run"));
    Path film = folder.resolve("program.webm");
    Rendering.write(run, film, Optional.empty(), Optional.of("chemical"), Optional.empty());
    Path animation = folder.resolve("program.gif");
    Rendering.write(run, animation, Optional.empty(), Optional.of("chemical"), Optional.empty());
    open("#theme=light");
    JsonNode played =
        browser.evaluate(
            """
            new Promise((done, failed) => {
              const bytes = Uint8Array.from(atob('%s'), (c) => c.charCodeAt(0));
              const video = document.createElement('video');
              video.muted = true;
              video.onerror = () => failed(new Error(video.error.message));
              video.onloadeddata = () => (video.currentTime = 0.28);
              video.onseeked = () => {
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
                canvas.getContext('2d').drawImage(video, 0, 0);
                done([video.duration, canvas.toDataURL('image/png').split(',')[1]]);
              };
              video.src = URL.createObjectURL(new Blob([bytes], {type: 'video/webm'}));
            })\
            """
                .formatted(Base64.getEncoder().encodeToString(Files.readAllBytes(film))));
    assertThat(played.path(0).asDouble()).isCloseTo(6 * 0.08, within(1e-6));
    byte[] seen = Base64.getDecoder().decode(played.path(1).asString());
    Files.write(SCREENSHOTS.resolve("program-film.png"), seen);
    var reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(animation.toFile()));
    BufferedImage fourth = ImageIO.read(new ByteArrayInputStream(seen));
    // 0.28 s is in the fourth picture; both files lose a little of its colors
    assertThat(ReferencePicture.difference(reader.read(3), fourth)).isLessThan(0.02);
    assertThat(ReferencePicture.difference(reader.read(0), fourth)).isGreaterThan(0.05);
  }

  private static byte[] bytes(String expression) throws IOException, InterruptedException {
    JsonNode text =
        browser.evaluate(
            expression
                + ".then(b => new Promise(d => { const r = new FileReader();"
                + " r.onload = () => d(r.result.split(',')[1]); r.readAsDataURL(b); }))");
    return Base64.getDecoder().decode(text.asString());
  }

  @Test
  void two_runs_stand_side_by_side_at_the_same_time_and_view() throws Exception {
    Path other = SampleRuns.training(folder.resolve("other"), "Other", List.of("stem", "leaf"), 4);
    try (ViewServer both = ViewServerTest.serve(folder.resolve("run"), other)) {
      browser.open(both.address().resolve("/#theme=light&frame=2&tab=plots"));
      browser.await("blastema.stage.settled");
      assertThat(browser.evaluate("blastema.stage.panes.map(p => p.tissue.time).join()").asString())
          .isEqualTo("1,1");
      browser.evaluate("blastema.stage.pane.camera.orbit(0.3, 0.1)");
      browser.evaluate("blastema.stage.cameraMoved(blastema.stage.pane)");
      assertThat(
              browser
                  .evaluate(
                      "Math.abs(blastema.stage.panes[0].camera.azimuth"
                          + " - blastema.stage.panes[1].camera.azimuth) < 1e-4")
                  .asBoolean())
          .isTrue();
      browser.await("document.querySelectorAll('#panel-plots canvas').length === 2");
      browser.evaluate("document.querySelector('#panel-plots input').click()");
      seen("compare");
    }
  }

  @Test
  void a_running_run_is_followed() throws Exception {
    CellsSchema schema = SampleRuns.schema(2, List.of("stem"));
    try (RunWriter run = RunWriter.createAt(folder.resolve("live"), SampleRuns.start("Live"));
        ViewServer live = ViewServerTest.serve(folder.resolve("live"))) {
      run.declareCells(schema);
      run.frame(SampleRuns.frame(schema, 0, 4));
      run.flush();
      browser.open(live.address().resolve("/#theme=light"));
      for (int f = 1; f < 4; f++) {
        run.frame(SampleRuns.frame(schema, f, 4 + f));
      }
      run.flush();
      browser.await("blastema.stage.frame === 3 && blastema.stage.pane.tissue.count === 7");
      assertThat(text(".badge")).isEqualTo("running");
      run.done();
      browser.await("document.querySelector('.badge').textContent === 'done'");
    }
  }

  @Test
  void a_damaged_run_is_shown_as_far_as_it_goes() throws Exception {
    Path damaged =
        SampleRuns.training(folder.resolve("damaged"), "Damaged", List.of("stem", "leaf"), 4);
    Files.writeString(damaged.resolve("run.json"), "{");
    try (ViewServer bad = ViewServerTest.serve(damaged)) {
      browser.open(bad.address().resolve("/#theme=light"));
      assertThat(text("#notices")).contains("run.json cannot be read");
      assertThat(browser.evaluate("blastema.stage.pane.tissue.count").asInt()).isEqualTo(20);
      seen("damaged");
    }
  }

  @Test
  void a_saved_page_works_from_a_file() throws Exception {
    Path page = folder.resolve("saved.html");
    Files.writeString(page, HtmlExport.page(ViewedRun.open(folder.resolve("run"))));
    browser.open(URI.create(page.toUri() + "#theme=light&color=chemical&cell=3&tab=cell"));
    browser.await("document.querySelector('#panel-cell h2')?.textContent === 'Cell 3'");
    assertThat(text("#panel-cell")).contains("chemical");
    seen("saved");
  }
}
