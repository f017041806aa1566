package org.blastema.speed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measured times and their ratios. */
final class Table {
  private static final List<String> HEADER =
      List.of("work", "by", "CPU ms", "clock ms", "to Blastema", "to own value");

  private final List<Row> rows;

  Table(List<Row> rows) {
    this.rows = new ArrayList<>(rows);
    this.rows.sort(
        Comparator.comparing(Row::work).thenComparing(Row::size).thenComparingInt(Row::rank));
  }

  private List<List<String>> cells() {
    List<List<String>> lines = new ArrayList<>();
    Row before = null;
    for (Row row : rows) {
      boolean isNew = before == null || !row.isSameWork(before.work(), before);
      String title = row.work().title() + (row.size().isEmpty() ? "" : " (" + row.size() + ")");
      lines.add(
          List.of(
              isNew ? title : "",
              row.by(),
              number(row.cpu()),
              number(row.clock()),
              ratio(row, find(row.work(), Measures.COMPILED, row)),
              ratio(row, find(row.work().value(), row.by(), row))));
      before = row;
    }
    return lines;
  }

  private Optional<Row> find(Work work, String by, Row like) {
    return rows.stream().filter(r -> r.isSameWork(work, like) && r.by().equals(by)).findFirst();
  }

  private static String ratio(Row row, Optional<Row> to) {
    return to.map(r -> number(row.cpu() / r.cpu())).orElse("");
  }

  /** Three digits. */
  private static String number(double value) {
    int digits = value <= 0 ? 0 : (int) Math.floor(Math.log10(value));
    return String.format(Locale.ROOT, "%." + Math.clamp(2 - digits, 0, 6) + "f", value);
  }

  /** For the screen: columns under one another. */
  String text() {
    List<List<String>> lines = new ArrayList<>(List.of(HEADER));
    lines.addAll(cells());
    int[] widths = new int[HEADER.size()];
    for (List<String> line : lines) {
      for (int k = 0; k < widths.length; k++) {
        widths[k] = Math.max(widths[k], line.get(k).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder joined = new StringBuilder();
      for (int k = 0; k < widths.length; k++) {
        String padding = " ".repeat(widths[k] - line.get(k).length());
        joined.append(k < 2 ? line.get(k) + padding : padding + line.get(k)).append("  ");
      }
      text.append(joined.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** As a table in Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder(line(HEADER)).append("|---|---|--:|--:|--:|--:|\n");
    cells().forEach(cells -> text.append(line(cells)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
