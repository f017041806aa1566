package org.blastema.runner.binding;

import java.util.ArrayList;
import java.util.List;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.tree.YamlText;

/** Says in a few words what an entry may hold. */
public final class EntryDescription {
  private EntryDescription() {}

  /** For example {@code parameter, at least 0, in energy, default 3}. */
  public static String of(Entry entry) {
    List<String> words = new ArrayList<>();
    words.add(type(entry.type()));
    if (!entry.limits().inWords().isEmpty()) {
      words.add(entry.limits().inWords());
    }
    if (!unit(entry).isEmpty()) {
      words.add("in " + unit(entry));
    }
    entry
        .standard()
        .ifPresentOrElse(
            node -> words.add("default " + YamlText.inline(node)),
            () -> words.add(entry.required() ? "required" : "may be left out"));
    return String.join(", ", words);
  }

  /** For example {@code length/time}; empty for a pure number and what has a unit of its own. */
  public static String unit(Entry entry) {
    return entry.unit().equals(RecordShape.ANY_UNIT) ? "" : entry.unit();
  }

  /** For example {@code list of numbers}. */
  public static String type(EntryType type) {
    return switch (type) {
      case EntryType.Real _ -> "number";
      case EntryType.Whole _ -> "whole number";
      case EntryType.Flag _ -> "true or false";
      case EntryType.Text _ -> "text";
      case EntryType.Choice choice -> "one of " + String.join(" | ", choice.words());
      case EntryType.Maybe maybe -> type(maybe.of());
      case EntryType.Sequence sequence -> "list, each: " + type(sequence.of());
      case EntryType.Dictionary dictionary -> "map of names, each: " + type(dictionary.of());
      case EntryType.Group group -> "map with " + String.join(", ", group.shape().keys());
      case EntryType.Tunable _ -> "parameter";
      case EntryType.Slot slot -> Keywords.name(slot.role());
      case EntryType.Raw _ -> "anything";
    };
  }
}
