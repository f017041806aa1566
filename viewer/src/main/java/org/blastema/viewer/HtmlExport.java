package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.blastema.record.cells.CellsReader;

/**
 * One file that holds the page and a small run: the answers that the server would give, by their
 * addresses. The modules are joined in their order, which works because no two of them use the same
 * name at their top level.
 */
final class HtmlExport {
  private static final long MOST_BYTES = 60L << 20;
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*;\\n");
  private static final Pattern EXPORT = Pattern.compile("(?m)^export ");
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
          + " img-src blob: data:; media-src blob:; base-uri 'none'; form-action 'none'";

  private final RunApi api;
  private final Map<String, Object> archive = Json.object();
  private long bytes;

  private HtmlExport(RunApi api) {
    this.api = api;
  }

  /**
   * The page of a run.
   *
   * @throws IllegalArgumentException if the run is too large for one file
   */
  static String page(ViewedRun run) throws IOException {
    HtmlExport export = new HtmlExport(new RunApi(List.of(run)));
    export.collect(run);
    return PageFiles.text("index.html")
        .replace(
            "<link rel=\"stylesheet\" href=\"style.css\">",
            "<meta http-equiv=\"Content-Security-Policy\" content=\""
                + POLICY
                + "\">\n<style>\n"
                + PageFiles.text("style.css")
                + "</style>")
        .replace("<link rel=\"icon\" href=\"icon.svg\">", "<link rel=\"icon\" href=\"data:,\">")
        .replace(
            "<script type=\"module\" src=\"main.js\"></script>",
            "<script type=\"application/json\" id=\"archive\">"
                + inert(new String(Json.bytes(export.archive), UTF_8))
                + "</script>\n<script type=\"module\">\n"
                + script()
                + "</script>");
  }

  /** All modules as one. */
  static String script() {
    StringBuilder all = new StringBuilder();
    for (String module : PageFiles.MODULES) {
      String text = PageFiles.text(module);
      all.append(EXPORT.matcher(IMPORT.matcher(text).replaceAll("")).replaceAll(""));
    }
    return all.toString();
  }

  /** No text of a run can end the element that it stands in. */
  private static String inert(String json) {
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }

  private void collect(ViewedRun run) {
    List<String> addresses = new ArrayList<>(List.of("runs", "runs/0", "runs/0/state?frames=0"));
    for (String part :
        List.of("lineage", "metrics", "history", "parameters", "network", "tissues")) {
      addresses.add("runs/0/" + part);
    }
    for (String text : List.of("scenario", "resolved", "log")) {
      addresses.add("runs/0/text/" + text);
    }
    run.trajectory()
        .ifPresent(cells -> {
          cells.schema().names().forEach(name -> addresses.add("runs/0/limits/" + name));
          addFrames("runs/0/frames/", cells, addresses);
        });
    run.tissues().now().ifPresent(cells -> addFrames("runs/0/tissues/", cells, addresses));
    run.fields().now().ifPresent(fields -> addFields(fields, addresses));
    addresses.forEach(this::add);
  }

  private static void addFields(CellsReader fields, List<String> addresses) {
    for (String name : fields.schema().names()) {
      addresses.add("runs/0/fields/limits/" + name);
      for (int frame = 0; frame < fields.frames(); frame++) {
        addresses.add("runs/0/fields/" + frame + "/columns/" + name);
        addresses.add("runs/0/fields/" + frame + "/logs/" + name);
      }
    }
  }

  private static void addFrames(String place, CellsReader cells, List<String> addresses) {
    List<String> columns = cells.schema().names();
    for (int frame = 0; frame < cells.frames(); frame++) {
      String address = place + frame;
      addresses.add(address);
      columns.forEach(name -> addresses.add(address + "/columns/" + name));
      columns.forEach(name -> addresses.add(address + "/logs/" + name));
    }
  }

  private void add(String address) {
    int question = address.indexOf('?');
    Reply reply =
        api.answer(
            question < 0 ? address : address.substring(0, question),
            question < 0 ? null : address.substring(question + 1));
    if (reply.done()) {
      bytes += reply.body().length;
      if (bytes > MOST_BYTES) {
        throw new IllegalArgumentException(
            "the run is too large for one file: more than " + (MOST_BYTES >> 20) + " MB");
      }
      archive.put(address, Base64.getEncoder().encodeToString(reply.body()));
    }
  }
}
