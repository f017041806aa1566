package org.blastema.runner.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.blastema.runner.binding.Entry;
import org.blastema.runner.binding.EntryType;
import org.blastema.runner.binding.RecordShape;

/** The entries of a record with those of the records in it, one row each. */
public final class ReferenceRows {
  private final List<Row> rows = new ArrayList<>();
  private final Set<RecordShape> around = new HashSet<>();

  private ReferenceRows() {}

  /**
   * One row.
   *
   * @param path path from the record, for example {@code window.onset} or {@code rules[].axis}
   * @param owner the record that has the entry
   * @param entry the entry
   */
  public record Row(String path, RecordShape owner, Entry entry) {}

  /** The rows of a record. */
  public static List<Row> of(RecordShape shape) {
    ReferenceRows rows = new ReferenceRows();
    rows.add(shape, "");
    return rows.rows;
  }

  private void add(RecordShape shape, String prefix) {
    if (!around.add(shape)) {
      return; // a record within itself
    }
    for (Entry entry : shape.entries()) {
      if (entry.inline()) {
        continue;
      }
      rows.add(new Row(prefix + entry.key(), shape, entry));
      nested(entry.type(), prefix + entry.key())
          .ifPresent(inner -> add(inner.shape(), inner.path() + "."));
    }
    around.remove(shape);
  }

  private record Inner(RecordShape shape, String path) {}

  private static Optional<Inner> nested(EntryType type, String path) {
    return switch (type) {
      case EntryType.Group group -> Optional.of(new Inner(group.shape(), path));
      case EntryType.Maybe maybe -> nested(maybe.of(), path);
      case EntryType.Sequence list -> nested(list.of(), path + "[]");
      case EntryType.Dictionary map -> nested(map.of(), path + "." + Places.NAME);
      default -> Optional.empty();
    };
  }
}
