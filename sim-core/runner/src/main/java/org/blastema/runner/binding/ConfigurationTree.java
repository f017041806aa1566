package org.blastema.runner.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Part;
import org.blastema.runner.tree.ListNode;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Scalar;
import org.blastema.runner.tree.TreePath;

/**
 * Turns configuration records back into a tree in which every default is written out. Binding that
 * tree gives equal records, and the tree of those is equal again.
 */
public final class ConfigurationTree {
  private static final Place NOWHERE = Place.in("resolved scenario");

  private ConfigurationTree() {}

  /** The tree of a record. */
  public static MapNode of(Record configuration) {
    return record(configuration, RecordShape.of(configuration.getClass()), "");
  }

  /**
   * The tree of a record that has a section {@code parameters}, without those that nothing refers
   * to any more because their value has been put in place.
   */
  public static MapNode withUsedParameters(Record configuration) {
    MapNode tree = of(configuration);
    if (!(tree.get(NamedParameters.SECTION).orElse(null) instanceof MapNode section)) {
      return tree;
    }
    Set<String> unused = new HashSet<>(section.entries().keySet());
    unused.removeAll(NamedParameters.referencesIn(tree));
    return tree.with(NamedParameters.SECTION, section.without(unused));
  }

  private static MapNode record(Record configuration, RecordShape shape, String path) {
    SequencedMap<String, MapNode.Entry> entries = new LinkedHashMap<>();
    SequencedMap<String, MapNode.Entry> inline = new LinkedHashMap<>();
    List<Object> values = shape.values(configuration);
    for (int i = 0; i < values.size(); i++) {
      Entry entry = shape.entries().get(i);
      if (entry.inline()) {
        inline.putAll(part((Part<?>) values.get(i), path).entries());
      } else {
        String childPath = TreePath.child(path, entry.key());
        Node node = value(values.get(i), entry.type(), childPath);
        if (!node.isNull() || entry.standard().isPresent()) {
          entries.put(entry.key(), new MapNode.Entry(NOWHERE, node));
        }
      }
    }
    inline.putAll(entries);
    return new MapNode(NOWHERE, path, inline);
  }

  private static Node value(Object value, EntryType type, String path) {
    return switch (type) {
      case EntryType.Real _ -> number((Double) value, path);
      case EntryType.Whole _ -> scalar(value.toString(), Scalar.Kind.NUMBER, path);
      case EntryType.Flag _ -> scalar(value.toString(), Scalar.Kind.FLAG, path);
      case EntryType.Text _ -> scalar(value.toString(), Scalar.Kind.TEXT, path);
      case EntryType.Choice _ ->
          scalar(Words.kebab(((Enum<?>) value).name()), Scalar.Kind.TEXT, path);
      case EntryType.Maybe maybe ->
          ((Optional<?>) value)
              .map(v -> value(v, maybe.of(), path))
              .orElseGet(() -> scalar("null", Scalar.Kind.NULL, path));
      case EntryType.Sequence sequence -> sequence((List<?>) value, sequence, path);
      case EntryType.Dictionary dictionary -> dictionary((Map<?, ?>) value, dictionary, path);
      case EntryType.Group group -> record((Record) value, group.shape(), path);
      case EntryType.Tunable _ -> parameter((ParameterSpec) value, path);
      case EntryType.Slot _ -> part((Part<?>) value, path);
      case EntryType.Raw _ -> ((Node) value).withPath(path);
    };
  }

  private static ListNode sequence(List<?> values, EntryType.Sequence type, String path) {
    List<Node> items = new ArrayList<>();
    for (Object value : values) {
      items.add(value(value, type.of(), TreePath.item(path, items.size())));
    }
    return new ListNode(NOWHERE, path, items);
  }

  private static MapNode dictionary(Map<?, ?> values, EntryType.Dictionary type, String path) {
    SequencedMap<String, MapNode.Entry> entries = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      String key = name.toString();
      Node node = value(value, type.of(), TreePath.child(path, key));
      entries.put(key, new MapNode.Entry(NOWHERE, node));
    });
    return new MapNode(NOWHERE, path, entries);
  }

  private static MapNode part(Part<?> part, String path) {
    MapNode own =
        record(part.configuration(), RecordShape.of(part.configuration().getClass()), path);
    SequencedMap<String, MapNode.Entry> entries = new LinkedHashMap<>();
    Node kind = scalar(part.keyword(), Scalar.Kind.TEXT, TreePath.child(path, Binder.KIND));
    entries.put(Binder.KIND, new MapNode.Entry(NOWHERE, kind));
    entries.putAll(own.entries());
    return new MapNode(NOWHERE, path, entries);
  }

  private static Node parameter(ParameterSpec spec, String path) {
    if (!spec.path().equals(path)) {
      String name = spec.path().substring(NamedParameters.SECTION.length() + 1);
      return scalar("$" + name, Scalar.Kind.TEXT, path);
    }
    boolean bounded = Double.isFinite(spec.lower()) || Double.isFinite(spec.upper());
    if (spec.initial() instanceof ParameterSpec.Initial.Written written
        && !spec.trained()
        && !bounded) {
      return table(written.rows(), path);
    }
    MapNode map = initial(spec.initial(), MapNode.empty(NOWHERE, path));
    if (spec.trained()) {
      map = map.with(ParameterReader.TRAIN, scalar("true", Scalar.Kind.FLAG, ""));
    }
    if (bounded) {
      List<Node> ends = List.of(number(spec.lower(), ""), number(spec.upper(), ""));
      map = map.with(ParameterReader.BOUNDS, list(ends));
    }
    return map;
  }

  private static MapNode initial(ParameterSpec.Initial initial, MapNode empty) {
    return switch (initial) {
      case ParameterSpec.Initial.Written written ->
          empty.with(ParameterReader.VALUE, table(written.rows(), ""));
      case ParameterSpec.Initial.Drawn drawn ->
          empty
              .with(ParameterReader.INIT, scalar(drawn.distribution(), Scalar.Kind.TEXT, ""))
              .with(ParameterReader.SCALE, number(drawn.scale(), ""));
      case ParameterSpec.Initial.Shared shared -> initial(shared.values(), empty);
    };
  }

  /** A number, a list of numbers for a single row, or a list of rows. */
  private static Node table(List<List<Double>> rows, String path) {
    if (rows.size() > 1) {
      return list(rows.stream().map(ConfigurationTree::row).toList()).withPath(path);
    }
    List<Double> only = rows.getFirst();
    return only.size() == 1 ? number(only.getFirst(), path) : row(only).withPath(path);
  }

  private static Node row(List<Double> numbers) {
    return list(numbers.stream().<Node>map(v -> number(v, "")).toList());
  }

  private static ListNode list(List<Node> items) {
    return new ListNode(NOWHERE, "", items);
  }

  private static Scalar number(double value, String path) {
    return scalar(Words.number(value), Scalar.Kind.NUMBER, path);
  }

  private static Scalar scalar(String text, Scalar.Kind kind, String path) {
    return new Scalar(NOWHERE, path, text, kind);
  }
}
