package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the page, by a fixed list: no name that a request brings ever becomes a path. */
final class PageFiles {
  /** The modules, each after those that it imports. */
  static final List<String> MODULES =
      List.of(
          "dom.js",
          "numbers.js",
          "archive.js",
          "frames.js",
          "runs.js",
          "state.js",
          "colormaps.js",
          "coloring.js",
          "fields.js",
          "fieldlayer.js",
          "camera.js",
          "culling.js",
          "shaders.js",
          "scene.js",
          "overlay.js",
          "marks.js",
          "save.js",
          "svg.js",
          "plot.js",
          "player.js",
          "pane.js",
          "stage.js",
          "limits.js",
          "fieldpanel.js",
          "viewpanel.js",
          "place.js",
          "inspector.js",
          "network.js",
          "lineage.js",
          "metrics.js",
          "epochs.js",
          "training.js",
          "runpanel.js",
          "gif.js",
          "exports.js",
          "main.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private static final Map<String, Reply> FILES =
      Stream.concat(Stream.of("index.html", "style.css", "icon.svg"), MODULES.stream())
          .collect(Collectors.toMap(Function.identity(), PageFiles::load));

  private PageFiles() {}

  static Optional<Reply> find(String name) {
    return Optional.ofNullable(FILES.get(name));
  }

  static String text(String name) {
    return new String(FILES.get(name).body(), UTF_8);
  }

  private static Reply load(String name) {
    try (InputStream stream = PageFiles.class.getResourceAsStream("page/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("the page has no file " + name);
      }
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      return Reply.of(200, type, stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
