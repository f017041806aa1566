package org.blastema.runner.tree;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Named values in the order of the file.
 *
 * @param place where the map begins
 * @param path its path
 * @param entries the values by name
 */
public record MapNode(Place place, String path, SequencedMap<String, Entry> entries)
    implements Node {

  /**
   * A named value.
   *
   * @param place where the name is written
   * @param value the value
   */
  public record Entry(Place place, Node value) {}

  /** Copies the map. */
  public MapNode {
    entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
  }

  /** A map without entries. */
  public static MapNode empty(Place place, String path) {
    return new MapNode(place, path, new LinkedHashMap<>());
  }

  /** The value of a name. */
  public Optional<Node> get(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::value);
  }

  /** The map with a value added last, or replaced where it stands. */
  public MapNode with(String name, Node value) {
    LinkedHashMap<String, Entry> changed = new LinkedHashMap<>(entries);
    Entry before = entries.get(name);
    Place namePlace = before == null ? value.place() : before.place();
    changed.put(name, new Entry(namePlace, value.withPath(TreePath.child(path, name))));
    return new MapNode(place, path, changed);
  }

  /** The map without some names. */
  public MapNode without(Collection<String> names) {
    LinkedHashMap<String, Entry> changed = new LinkedHashMap<>(entries);
    changed.keySet().removeAll(names);
    return new MapNode(place, path, changed);
  }

  @Override
  public MapNode withPath(String path) {
    LinkedHashMap<String, Entry> moved = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> e : entries.entrySet()) {
      String child = TreePath.child(path, e.getKey());
      moved.put(e.getKey(), new Entry(e.getValue().place(), e.getValue().value().withPath(child)));
    }
    return new MapNode(place, path, moved);
  }

  @Override
  public MapNode withPlace(Place place) {
    LinkedHashMap<String, Entry> moved = new LinkedHashMap<>();
    entries.forEach((name, e) -> moved.put(name, new Entry(place, e.value().withPlace(place))));
    return new MapNode(place, path, moved);
  }

  @Override
  public String inWords() {
    return "a map";
  }
}
