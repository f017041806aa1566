package org.blastema.runner.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.blastema.plugin.Contribution;
import org.blastema.runner.binding.Entry;
import org.blastema.runner.binding.EntryType;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.scenario.Scenario;

/** Where the keywords of a role may stand. */
final class Places {
  /** What stands in a path for a name that the user chooses. */
  static final String NAME = "NAME";

  private final Keywords keywords;

  Places(Keywords keywords) {
    this.keywords = keywords;
  }

  /**
   * Paths in a scenario, for example {@code steps.NAME} or {@code train.optimizer}; none for a role
   * that stands within other keywords only.
   */
  List<String> inScenario(Class<?> role) {
    List<String> paths = new ArrayList<>();
    collect(RecordShape.of(Scenario.class), role, "", new HashSet<>(), paths);
    return paths;
  }

  /** The keywords that have a place for a role, with the path of the place from each. */
  List<Within> within(Class<?> role) {
    List<Within> places = new ArrayList<>();
    for (Contribution contribution : keywords.all()) {
      List<String> paths = new ArrayList<>();
      collect(RecordShape.of(contribution), role, "", new HashSet<>(), paths);
      paths.forEach(path -> places.add(new Within(contribution, path)));
    }
    return places;
  }

  /**
   * A place within a keyword's entries.
   *
   * @param contribution the keyword
   * @param path path from its entries
   */
  record Within(Contribution contribution, String path) {}

  private static void collect(
      RecordShape shape, Class<?> role, String path, Set<RecordShape> around, List<String> found) {
    if (!around.add(shape)) {
      return; // a record within itself
    }
    for (Entry entry : shape.entries()) {
      String child = path.isEmpty() ? entry.key() : path + "." + entry.key();
      collect(entry.type(), role, entry.inline() ? path : child, around, found);
    }
    around.remove(shape);
  }

  private static void collect(
      EntryType type, Class<?> role, String path, Set<RecordShape> around, List<String> found) {
    switch (type) {
      case EntryType.Slot slot when slot.role().equals(role) -> found.add(path);
      case EntryType.Maybe maybe -> collect(maybe.of(), role, path, around, found);
      case EntryType.Sequence list -> collect(list.of(), role, path + "[]", around, found);
      case EntryType.Dictionary map -> collect(map.of(), role, path + "." + NAME, around, found);
      case EntryType.Group group -> collect(group.shape(), role, path, around, found);
      default -> {}
    }
  }

  /** The first path in a scenario, if there is one. */
  Optional<String> first(Class<?> role) {
    return inScenario(role).stream().findFirst();
  }
}
