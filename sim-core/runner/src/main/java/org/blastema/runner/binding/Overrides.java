package org.blastema.runner.binding;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.blastema.plugin.Contribution;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.ListNode;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.Scalar;
import org.blastema.runner.tree.TreePath;
import org.blastema.runner.tree.TreeReader;

/**
 * Changes single values of a tree before it is bound. A path may lead to whatever the configuration
 * records allow, also where the file leaves the default; names in maps must exist.
 */
public final class Overrides {
  private static final String TRAINED_PARAMETERS = "blastema-parameters/";

  private final Keywords keywords;
  private final EntryType rootType;
  private final Problems problems;

  /**
   * What an override is, besides its value.
   *
   * @param place where the path is written
   * @param scenarioUnits whether plain numbers are in the scenario's units, even for a parameter
   *     that states its own unit
   */
  private record Edit(Place place, boolean scenarioUnits) {}

  /**
   * For trees of one record.
   *
   * @param keywords the scenario language
   * @param rootType the record that the tree is bound to
   * @param problems where problems go; a faulty override changes nothing
   */
  public Overrides(Keywords keywords, Class<? extends Record> rootType, Problems problems) {
    this.keywords = keywords;
    this.rootType = new EntryType.Group(rootType);
    this.problems = problems;
  }

  /**
   * Sets one value.
   *
   * @param assignment {@code path=value}, the value in YAML
   */
  public MapNode set(MapNode root, String assignment) {
    int equals = assignment.indexOf('=');
    String path = equals < 1 ? assignment : assignment.substring(0, equals).strip();
    return set(root, assignment, Place.in("--set " + path));
  }

  /**
   * Sets one value.
   *
   * @param assignment {@code path=value}, the value in YAML
   * @param place where the assignment is written
   */
  public MapNode set(MapNode root, String assignment, Place place) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      problems.add(place, "needs the form path=value");
      return root;
    }
    String path = assignment.substring(0, equals).strip();
    return problems
        .attempt(() -> {
          Node value =
              TreeReader.yaml(assignment.substring(equals + 1), place.source(), problems)
                  .withPlace(place);
          return (MapNode)
              put(root, rootType, TreePath.parts(path), "", value, new Edit(place, false));
        })
        .orElse(root);
  }

  /**
   * Sets every value of a file that holds paths and values; nested maps are taken as parts of
   * paths. The files that a training run writes are such files, with their values in a section of
   * their own.
   */
  public MapNode parameters(MapNode root, Path file) {
    Optional<Node> contents = problems.attempt(() -> TreeReader.read(file, problems));
    if (contents.isEmpty() || contents.get().isNull()) {
      return root;
    }
    Node values = contents.get() instanceof MapNode map ? ofTraining(map) : contents.get();
    if (!(values instanceof MapNode)) {
      problems.add(
          values.place(), "expected parameter paths with their values, not " + values.inWords());
      return root;
    }
    return (MapNode) merge(root, rootType, "", values, new Edit(values.place(), true));
  }

  private static Node ofTraining(MapNode file) {
    boolean marked =
        file.get("format").orElse(null) instanceof Scalar format
            && format.text().startsWith(TRAINED_PARAMETERS);
    return marked
        ? file.get(NamedParameters.SECTION).orElse(MapNode.empty(file.place(), ""))
        : file;
  }

  /**
   * Replaces a value, or, where a map is given for something that is itself made of entries, those
   * entries.
   */
  private Node merge(Node current, EntryType type, String name, Node value, Edit edit) {
    boolean entries =
        value instanceof MapNode && edit.scenarioUnits() && !(type instanceof EntryType.Tunable);
    if (!entries) {
      return replace(current, type, value, edit);
    }
    Node merged = current;
    for (Map.Entry<String, MapNode.Entry> e : ((MapNode) value).entries().entrySet()) {
      Edit part = new Edit(e.getValue().place(), edit.scenarioUnits());
      Node before = merged;
      merged =
          problems
              .attempt(() ->
                  put(before, type, TreePath.parts(e.getKey()), name, e.getValue().value(), part))
              .orElse(before);
    }
    return merged;
  }

  private Node replace(Node current, EntryType type, Node value, Edit edit) {
    boolean detailed = type instanceof EntryType.Tunable && current instanceof MapNode;
    boolean plain =
        !(value instanceof MapNode)
            && !(value instanceof Scalar s && NamedParameters.isReference(s));
    if (!detailed || !plain) {
      return value.withPath(current.path());
    }
    MapNode map = ((MapNode) current).without(Set.of(ParameterReader.INIT, ParameterReader.SCALE));
    MapNode changed =
        (edit.scenarioUnits() ? unitMovedToBounds(map) : map).with(ParameterReader.VALUE, value);
    // what is wrong with the parameter now is the new value's fault
    return new MapNode(value.place(), changed.path(), changed.entries());
  }

  private static MapNode unitMovedToBounds(MapNode map) {
    Optional<Node> unit = map.get(ParameterReader.UNIT);
    MapNode moved = map.without(Set.of(ParameterReader.UNIT));
    if (unit.isEmpty()
        || !(unit.get() instanceof Scalar symbol)
        || !(map.get(ParameterReader.BOUNDS).orElse(null) instanceof ListNode bounds)) {
      return moved;
    }
    List<Node> measured = bounds.items().stream().map(end -> measured(end, symbol.text())).toList();
    return moved.with(
        ParameterReader.BOUNDS, new ListNode(bounds.place(), bounds.path(), measured));
  }

  private static Node measured(Node number, String unit) {
    boolean plain =
        number instanceof Scalar s
            && NumberText.of(s.text())
                .filter(t -> t.unit().isEmpty() && !t.isInfinite())
                .isPresent();
    return plain
        ? new Scalar(
            number.place(), number.path(), ((Scalar) number).text() + " " + unit, Scalar.Kind.TEXT)
        : number;
  }

  /**
   * The value with one value inside it changed. {@code name} is the map entry that it stands under,
   * or empty.
   */
  private Node put(
      Node current, EntryType type, List<String> parts, String name, Node value, Edit edit) {
    if (parts.isEmpty()) {
      return merge(current, type, name, value, edit);
    }
    return switch (type) {
      case EntryType.Maybe maybe -> put(current, maybe.of(), parts, name, value, edit);
      case EntryType.Group group -> inRecord(current, group.shape(), parts, name, value, edit);
      case EntryType.Slot slot -> inPart(current, slot.role(), parts, name, value, edit);
      case EntryType.Dictionary dictionary -> inMap(current, dictionary.of(), parts, value, edit);
      case EntryType.Sequence sequence -> inList(current, sequence.of(), parts, value, edit);
      case EntryType.Tunable _ -> inParameter(current, parts, value, edit);
      case EntryType.Raw raw ->
          current instanceof ListNode
              ? inList(current, raw, parts, value, edit)
              : inRaw(current, raw, parts, value, edit);
      default ->
          throw problem(
              edit,
              current.path() + " is a single value and has no entry '" + parts.getFirst() + "'");
    };
  }

  private Node inRecord(
      Node current, RecordShape shape, List<String> parts, String name, Node value, Edit edit) {
    Optional<Entry> entry = shape.find(parts.getFirst());
    if (entry.isEmpty() && shape.inline().isPresent()) {
      Class<?> role = ((EntryType.Slot) shape.inline().get().type()).role();
      return inPart(current, role, parts, name, value, edit);
    }
    MapNode map =
        shape.inline().isPresent() && current instanceof Scalar && !current.isNull()
            ? MapNode.empty(current.place(), current.path()).with(Binder.KIND, current)
            : map(current, edit);
    return map.with(parts.getFirst(), inEntry(map, entry, shape.keys(), parts, value, edit));
  }

  private Node inPart(
      Node current, Class<?> role, List<String> parts, String name, Node value, Edit edit) {
    MapNode map =
        current instanceof Scalar && !current.isNull()
            ? MapNode.empty(current.place(), current.path()).with(Binder.KIND, current)
            : map(current, edit);
    if (parts.equals(List.of(Binder.KIND))) {
      return map.with(Binder.KIND, value);
    }
    String keyword =
        map.get(Binder.KIND).map(k -> k instanceof Scalar s ? s.text() : "").orElse(name);
    if (keyword.isEmpty()) {
      throw problem(
          edit,
          Binding.name(current.path()) + " is not set; set " + current.path() + ".kind first");
    }
    Contribution contribution =
        keywords
            .find(role, keyword)
            .orElseThrow(() ->
                unknown(edit, Keywords.name(role), keyword, current.path(), keywords.words(role)));
    RecordShape shape = RecordShape.of(contribution);
    Optional<Entry> entry = shape.find(parts.getFirst());
    return map.with(parts.getFirst(), inEntry(map, entry, shape.keys(), parts, value, edit));
  }

  private Node inEntry(
      MapNode map,
      Optional<Entry> entry,
      List<String> keys,
      List<String> parts,
      Node value,
      Edit edit) {
    String key = parts.getFirst();
    if (entry.isEmpty()) {
      throw unknown(edit, "entry", key, map.path(), keys);
    }
    Node child =
        map.get(key)
            .or(() -> entry.get().standard())
            .orElse(new Scalar(edit.place(), "", "", Scalar.Kind.NULL))
            .withPath(TreePath.child(map.path(), key));
    Node placed = map.get(key).isPresent() ? child : child.withPlace(edit.place());
    return put(placed, entry.get().type(), rest(parts), "", value, edit);
  }

  private Node inMap(Node current, EntryType type, List<String> parts, Node value, Edit edit) {
    MapNode map = map(current, edit);
    String key = parts.getFirst();
    Node child =
        map.get(key)
            .orElseThrow(() -> unknown(edit, "name", key, map.path(), map.entries().keySet()));
    return map.with(key, put(child, type, rest(parts), key, value, edit));
  }

  private Node inList(Node current, EntryType type, List<String> parts, Node value, Edit edit) {
    int index = TreePath.index(parts.getFirst());
    if (!(current instanceof ListNode list) || index < 0 || index >= list.items().size()) {
      throw problem(edit, current.path() + " has no item " + parts.getFirst());
    }
    return list.with(index, put(list.items().get(index), type, rest(parts), "", value, edit));
  }

  private Node inParameter(Node current, List<String> parts, Node value, Edit edit) {
    if (current instanceof Scalar s && NamedParameters.isReference(s)) {
      throw problem(
          edit,
          current.path()
              + " is "
              + s.text()
              + "; set "
              + NamedParameters.SECTION
              + "."
              + s.text().substring(1)
              + " instead");
    }
    String key = parts.getFirst();
    boolean element = TreePath.index(key) >= 0;
    if (element && current instanceof ListNode) {
      return inList(current, new EntryType.Raw(), parts, value, edit);
    }
    MapNode map =
        current instanceof MapNode detailed
            ? detailed
            : MapNode.empty(current.place(), current.path()).with(ParameterReader.VALUE, current);
    if (element) {
      Node table = map.get(ParameterReader.VALUE).orElse(map);
      return map.with(
          ParameterReader.VALUE, inList(table, new EntryType.Raw(), parts, value, edit));
    }
    if (!ParameterReader.KEYS.contains(key)) {
      throw unknown(edit, "entry", key, current.path(), ParameterReader.KEYS);
    }
    return inRaw(map, new EntryType.Raw(), parts, value, edit);
  }

  private Node inRaw(Node current, EntryType.Raw raw, List<String> parts, Node value, Edit edit) {
    MapNode map = map(current, edit);
    String key = parts.getFirst();
    Node child =
        map.get(key)
            .orElse(
                new Scalar(edit.place(), TreePath.child(map.path(), key), "", Scalar.Kind.NULL));
    if (child.isNull() && parts.size() > 1) {
      throw unknown(edit, "name", key, map.path(), map.entries().keySet());
    }
    return map.with(key, put(child, raw, rest(parts), "", value, edit));
  }

  private MapNode map(Node current, Edit edit) {
    return switch (current) {
      case MapNode map -> map;
      case Scalar scalar when scalar.isNull() -> MapNode.empty(edit.place(), scalar.path());
      default ->
          throw problem(edit, current.path() + " is " + current.inWords() + " and has no entries");
    };
  }

  private static List<String> rest(List<String> parts) {
    return parts.subList(1, parts.size());
  }

  private static InvalidInput problem(Edit edit, String message) {
    return InvalidInput.at(edit.place(), message);
  }

  private static InvalidInput unknown(
      Edit edit, String what, String word, String path, Collection<String> known) {
    Problems single = new Problems();
    single.addUnknown(
        edit.place(), "unknown " + what + " '" + word + "' in " + Binding.name(path), word, known);
    return new InvalidInput(single.list());
  }
}
