package org.blastema.runner.binding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.blastema.plugin.Contribution;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.PluginFailure;
import org.blastema.runner.tree.ListNode;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.Scalar;
import org.blastema.runner.tree.TreePath;

/**
 * Turns a tree into configuration records. All that is wrong is collected; nothing is thrown for
 * what a user wrote.
 *
 * <p>An entry that a scenario leaves out is bound from its default as if the default were written
 * there.
 */
public final class Binder {
  /** The entry that chooses a part's keyword. */
  public static final String KIND = "kind";

  private static final Pattern FORBIDDEN_IN_NAMES = Pattern.compile("[.\\[\\]/$]|^$");

  private final Binding binding;
  private final NamedParameters named;
  private final NumberReader numbers;
  private final ParameterReader parameters;
  private final List<Node> uninterpreted = new ArrayList<>();
  private final Set<String> plugins = new TreeSet<>();

  /**
   * A binder for one tree.
   *
   * @param keywords the scenario language
   * @param units units of plain numbers
   * @param root the whole tree, whose section {@code parameters} references are looked up in
   * @param problems where problems go
   */
  public Binder(Keywords keywords, Units units, MapNode root, Problems problems) {
    this.binding = new Binding(keywords, units, root, problems);
    this.named = new NamedParameters(binding);
    this.numbers = new NumberReader(binding, named);
    this.parameters = new ParameterReader(binding, named);
  }

  /**
   * Binds a node of the tree.
   *
   * @return the record, or nothing if a problem was found in it
   * @throws IllegalArgumentException if the record's class is not a configuration record
   */
  public <R extends Record> Optional<R> bind(Node node, Class<R> type) {
    Object bound = group(node, RecordShape.of(type), "");
    return Optional.ofNullable(type.cast(bound));
  }

  /**
   * Adds a problem for each entry of the section {@code parameters} that nothing bound so far
   * refers to.
   */
  public void reportUnusedParameters() {
    named.reportUnused(uninterpreted);
  }

  /** Names of the plugins whose keywords were chosen so far, by defaults too. */
  public Set<String> plugins() {
    return Collections.unmodifiableSet(plugins);
  }

  /** Null stands for a value that is wrong; the problem has been added. */
  private Object value(Node node, EntryType type, String name) {
    return switch (type) {
      case EntryType.Real real ->
          numbers.real(node, new Expected(real.limits(), real.dimension())).orElse(null);
      case EntryType.Whole whole -> numbers.whole(node, whole).orElse(null);
      case EntryType.Flag _ -> flag(node);
      case EntryType.Text _ -> text(node);
      case EntryType.Choice choice -> choice(node, choice);
      case EntryType.Maybe maybe ->
          node.isNull() ? Optional.empty() : wrap(value(node, maybe.of(), name));
      case EntryType.Sequence sequence -> sequence(node, sequence);
      case EntryType.Dictionary dictionary -> dictionary(node, dictionary);
      case EntryType.Group group -> group(node, group.shape(), name);
      case EntryType.Tunable tunable ->
          parameters.read(node, new Expected(tunable.limits(), tunable.dimension())).orElse(null);
      case EntryType.Slot slot -> slot(node, slot.role(), name, List.of());
      case EntryType.Raw _ -> {
        uninterpreted.add(node);
        yield node;
      }
    };
  }

  private static Object wrap(Object value) {
    return value == null ? null : Optional.of(value);
  }

  private Object flag(Node node) {
    if (node instanceof Scalar scalar
        && (scalar.text().equals("true") || scalar.text().equals("false"))) {
      return scalar.text().equals("true");
    }
    binding.wrongType(node, "true or false");
    return null;
  }

  private Object text(Node node) {
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      return scalar.text();
    }
    binding.wrongType(node, "text");
    return null;
  }

  private Object choice(Node node, EntryType.Choice choice) {
    List<String> words = choice.words();
    if (!(node instanceof Scalar scalar) || scalar.isNull()) {
      binding.wrongType(node, "one of " + String.join(", ", words));
      return null;
    }
    int index = words.indexOf(scalar.text());
    if (index < 0) {
      String message = "unknown value '" + scalar.text() + "' of " + node.path();
      binding.problems().addUnknown(node.place(), message, scalar.text(), words);
      return null;
    }
    return choice.type().getEnumConstants()[index];
  }

  private Object sequence(Node node, EntryType.Sequence type) {
    if (node.isNull()) {
      return List.of();
    }
    if (!(node instanceof ListNode list)) {
      String hint = node instanceof Scalar scalar ? " (write [" + scalar.text() + "])" : "";
      binding.wrongType(node, "a list" + hint);
      return null;
    }
    List<Object> values = new ArrayList<>();
    for (Node item : list.items()) {
      values.add(value(item, type.of(), ""));
    }
    return values.contains(null) ? null : List.copyOf(values);
  }

  private Object dictionary(Node node, EntryType.Dictionary type) {
    if (node.isNull()) {
      return Map.of();
    }
    if (!(node instanceof MapNode map)) {
      binding.wrongType(node, "a map of names");
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, MapNode.Entry> e : map.entries().entrySet()) {
      if (FORBIDDEN_IN_NAMES.matcher(e.getKey()).find()) {
        binding
            .problems()
            .add(
                e.getValue().place(),
                "'"
                    + e.getKey()
                    + "' cannot be a name in "
                    + node.path()
                    + ": . / $ [ ] are not allowed");
      }
      values.put(e.getKey(), value(e.getValue().value(), type.of(), e.getKey()));
    }
    return values.containsValue(null) ? null : Collections.unmodifiableMap(values);
  }

  /** A record; {@code name} is the map entry that it stands under, or empty. */
  private Object group(Node node, RecordShape shape, String name) {
    Optional<MapNode> map = entriesOf(node, shape);
    if (map.isEmpty()) {
      return null;
    }
    return record(map.get(), shape, name, List.of());
  }

  private Object record(MapNode map, RecordShape shape, String name, List<String> outerKeys) {
    if (shape.inline().isEmpty()) {
      reportUnknown(map, shape.keys(), outerKeys);
    }
    List<Object> values = new ArrayList<>();
    for (Entry entry : shape.entries()) {
      values.add(
          entry.inline()
              ? slot(
                  map.without(shape.keys()),
                  ((EntryType.Slot) entry.type()).role(),
                  name,
                  shape.keys())
              : entry(map, entry));
    }
    return values.contains(null) ? null : create(shape, values, map);
  }

  private Optional<MapNode> entriesOf(Node node, RecordShape shape) {
    if (node instanceof MapNode map) {
      return Optional.of(map);
    }
    if (node.isNull()) {
      return Optional.of(MapNode.empty(node.place(), node.path()));
    }
    if (node instanceof Scalar scalar && shape.inline().isPresent()) {
      return Optional.of(MapNode.empty(node.place(), node.path()).with(KIND, scalar));
    }
    binding.wrongType(node, "a map with the entries " + String.join(", ", shape.keys()));
    return Optional.empty();
  }

  private Object entry(MapNode map, Entry entry) {
    Optional<Node> written = map.get(entry.key());
    String path = TreePath.child(map.path(), entry.key());
    if (written.isPresent()) {
      return value(written.get(), entry.type(), "");
    }
    if (entry.standard().isPresent()) {
      Node standard = entry.standard().get().withPlace(map.place()).withPath(path);
      return value(standard, entry.type(), "");
    }
    if (entry.required()) {
      binding
          .problems()
          .add(
              map.place(), "entry '" + entry.key() + "' is missing in " + Binding.name(map.path()));
      return null;
    }
    return value(new Scalar(map.place(), path, "", Scalar.Kind.NULL), entry.type(), "");
  }

  private void reportUnknown(MapNode map, List<String> keys, List<String> others) {
    List<String> known = new ArrayList<>(keys);
    known.addAll(others);
    for (Map.Entry<String, MapNode.Entry> e : map.entries().entrySet()) {
      if (!known.contains(e.getKey())) {
        String message = "unknown entry '" + e.getKey() + "' in " + Binding.name(map.path());
        binding.problems().addUnknown(e.getValue().place(), message, e.getKey(), known);
      }
    }
  }

  private Object create(RecordShape shape, List<Object> values, Node node) {
    try {
      return shape.create(values);
    } catch (InvalidConfiguration e) {
      Binding.addLocated(e, node.path(), binding.root(), binding.problems());
    } catch (IllegalArgumentException e) {
      binding.problems().add(node.place(), Binding.name(node.path()) + ": " + e.getMessage());
    }
    return null;
  }

  /**
   * A part.
   *
   * @param name the map entry that it stands under, which is its keyword unless it says otherwise;
   *     or empty
   * @param outerKeys entries beside the part's own that belong to the record around it
   */
  private Object slot(Node node, Class<?> role, String name, List<String> outerKeys) {
    if (node instanceof ListNode) {
      binding.wrongType(node, "a " + Keywords.name(role));
      return null;
    }
    MapNode entries = node instanceof MapNode map ? map : MapNode.empty(node.place(), node.path());
    Optional<Node> kind =
        node instanceof MapNode ? entries.get(KIND) : Optional.of(node).filter(n -> !n.isNull());
    Optional<Contribution> found =
        kind.isPresent() ? chosen(kind.get(), node, role) : byName(name, node, role);
    if (found.isEmpty()) {
      return null;
    }
    Contribution contribution = found.get();
    plugins.add(contribution.plugin());
    RecordShape shape = RecordShape.of(contribution);
    List<String> outside = new ArrayList<>(outerKeys);
    outside.addFirst(KIND);
    checkDistinct(shape, outside, contribution);
    Object configuration = record(entries.without(Set.of(KIND)), shape, "", outside);
    return configuration == null
        ? null
        : BoundPart.of(
            contribution.plugin(),
            contribution.component(),
            (Record) configuration,
            node.path(),
            binding.root());
  }

  private static void checkDistinct(
      RecordShape shape, List<String> outside, Contribution contribution) {
    for (String key : outside) {
      if (shape.find(key).isPresent()) {
        throw new PluginFailure(
            "plugin '%s': entry '%s' of '%s' cannot be told from the entry around it"
                .formatted(contribution.plugin(), key, contribution.component().keyword()));
      }
    }
  }

  private Optional<Contribution> chosen(Node kind, Node part, Class<?> role) {
    if (!(kind instanceof Scalar scalar) || scalar.isNull()) {
      binding.wrongType(kind, "a " + Keywords.name(role));
      return Optional.empty();
    }
    Optional<Contribution> found = binding.keywords().find(role, scalar.text());
    if (found.isEmpty()) {
      String message =
          "unknown "
              + Keywords.name(role)
              + " '"
              + scalar.text()
              + "' in "
              + Binding.name(part.path())
              + binding.keywords().hint();
      binding
          .problems()
          .addUnknown(scalar.place(), message, scalar.text(), binding.keywords().words(role));
    }
    return found;
  }

  private Optional<Contribution> byName(String name, Node part, Class<?> role) {
    List<String> known = binding.keywords().words(role);
    Optional<Contribution> found = binding.keywords().find(role, name);
    if (found.isEmpty()) {
      String message = "entry 'kind' is missing in " + Binding.name(part.path());
      if (!name.isEmpty()) {
        message +=
            ", and '" + name + "' is no known " + Keywords.name(role) + binding.keywords().hint();
      }
      binding.problems().addUnknown(namePlace(part), message, name, known);
    }
    return found;
  }

  /** Where a part's name is written, so that a message about the name points at it. */
  private Place namePlace(Node part) {
    List<String> parts = TreePath.parts(part.path());
    if (parts.isEmpty()) {
      return part.place();
    }
    String last = parts.getLast();
    String parent = part.path().substring(0, Math.max(0, part.path().length() - last.length() - 1));
    return TreePath.node(binding.root(), parent)
        .filter(MapNode.class::isInstance)
        .map(m -> ((MapNode) m).entries().get(last))
        .map(MapNode.Entry::place)
        .orElse(part.place());
  }
}
