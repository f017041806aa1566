package org.blastema.record.lineage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.blastema.record.table.CsvFile;
import org.blastema.record.table.NumberText;

/**
 * Lives of cells as rows of text.
 *
 * <p>While a run goes on, a cell has one row when it was born and, after its death, a second one:
 * files are only appended to. The later row counts. When the run has ended there is one row a cell.
 */
public final class LineageTable {
  static final List<String> HEADER = List.of("id", "parent", "type", "birth", "death", "cause");

  private LineageTable() {}

  /**
   * The cells of a file in order of their ids; none if the file does not exist.
   *
   * @throws IOException if the file cannot be read or a row is damaged
   */
  public static List<LineageEntry> read(Path file) throws IOException {
    TreeMap<Integer, LineageEntry> byId = new TreeMap<>();
    for (List<String> row : CsvFile.read(file).rows()) {
      try {
        LineageEntry entry = entry(row);
        byId.put(entry.id(), entry);
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw new IOException(file + " has a damaged row: " + row, e);
      }
    }
    return new ArrayList<>(byId.values());
  }

  private static LineageEntry entry(List<String> row) {
    return new LineageEntry(
        Integer.parseInt(row.get(0)),
        Integer.parseInt(row.get(1)),
        row.get(2),
        NumberText.parse(row.get(3)),
        NumberText.parse(row.get(4)),
        row.get(5));
  }

  static List<String> row(LineageEntry entry) {
    return List.of(
        Integer.toString(entry.id()),
        Integer.toString(entry.parent()),
        entry.type(),
        NumberText.of(entry.birth()),
        entry.dead() ? NumberText.of(entry.death()) : "",
        entry.cause());
  }
}
