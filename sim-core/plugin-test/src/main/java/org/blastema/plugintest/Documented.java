package org.blastema.plugintest;

import java.util.ArrayList;
import java.util.List;
import org.blastema.plugin.Contribution;
import org.blastema.runner.binding.Entry;
import org.blastema.runner.binding.EntryType;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.plugins.Keywords;

/** Whether a keyword says what it and its entries mean. */
final class Documented {
  private Documented() {}

  /** For example {@code potential 'morse'}. */
  static String name(Contribution word) {
    return Keywords.name(word.component().role()) + " '" + word.component().keyword() + "'";
  }

  static void require(Contribution word) {
    List<String> missing = new ArrayList<>();
    collect(RecordShape.of(word), "", true, missing);
    if (!missing.isEmpty()) {
      throw new AssertionError(
          name(word) + ": @Describe is missing at " + String.join(", ", missing));
    }
  }

  private static void collect(
      RecordShape shape, String path, boolean keyword, List<String> missing) {
    if (keyword && shape.description().isBlank()) {
      missing.add("its record");
    }
    for (Entry entry : shape.entries()) {
      if (entry.description().isBlank()) {
        missing.add("'" + path + entry.key() + "'");
      }
      nested(entry.type(), path + entry.key() + ".", missing);
    }
  }

  private static void nested(EntryType type, String path, List<String> missing) {
    switch (type) {
      case EntryType.Group group -> collect(group.shape(), path, false, missing);
      case EntryType.Maybe maybe -> nested(maybe.of(), path, missing);
      case EntryType.Sequence sequence -> nested(sequence.of(), path, missing);
      case EntryType.Dictionary dictionary -> nested(dictionary.of(), path, missing);
      default -> {}
    }
  }
}
