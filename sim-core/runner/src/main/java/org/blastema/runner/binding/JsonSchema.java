package org.blastema.runner.binding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.blastema.plugin.Contribution;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.tree.JsonText;

/**
 * Writes the JSON Schema (draft 2020-12) of a configuration record with all keywords that may stand
 * in it, for editors that complete and check while the user types.
 */
public final class JsonSchema {
  private static final String NUMBER_OR_REFERENCE = "^(\\$.+|[-+]?\\.?[0-9].*|[-+]?\\.inf)$";
  private static final String WHOLE_OR_REFERENCE = "^(\\$.+|[-+]?[0-9][0-9_]*)$";

  private final Keywords keywords;
  private final Map<String, Map<String, Object>> definitions = new TreeMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  private JsonSchema(Keywords keywords) {
    this.keywords = keywords;
  }

  /**
   * The schema as JSON text.
   *
   * @param root the record at the top
   * @param title title of the schema
   */
  public static String text(Class<? extends Record> root, String title, Keywords keywords) {
    JsonSchema schema = new JsonSchema(keywords);
    SequencedMap<String, Object> top = new LinkedHashMap<>();
    top.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    top.put("title", title);
    top.putAll(schema.object(RecordShape.of(root), new LinkedHashMap<>(), List.of()));
    top.put("$defs", schema.definitions);
    return JsonText.of(top);
  }

  /** An object whose properties are some given ones and the entries of a record. */
  private SequencedMap<String, Object> object(
      RecordShape shape, SequencedMap<String, Object> properties, List<String> otherRequired) {
    List<String> required = new ArrayList<>(otherRequired);
    for (Entry entry : shape.entries()) {
      if (!entry.inline()) {
        properties.put(entry.key(), described(entry));
        if (entry.required()) {
          required.add(entry.key());
        }
      }
    }
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    if (!shape.description().isEmpty()) {
      schema.put("description", shape.description());
    }
    schema.put("type", required.isEmpty() ? List.of("object", "null") : "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private SequencedMap<String, Object> described(Entry entry) {
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    String unit =
        entry.unit().isEmpty() || entry.unit().equals(RecordShape.ANY_UNIT)
            ? ""
            : "Unit: " + entry.unit() + ".";
    String description = (entry.description() + " " + unit).strip();
    if (!description.isEmpty()) {
      schema.put("description", description);
    }
    schema.putAll(type(entry.type()));
    entry.standard().ifPresent(node -> schema.put("default", node));
    return schema;
  }

  private Map<String, Object> type(EntryType type) {
    return switch (type) {
      case EntryType.Real real -> number("number", real.limits(), NUMBER_OR_REFERENCE);
      case EntryType.Whole whole -> number("integer", whole.limits(), WHOLE_OR_REFERENCE);
      case EntryType.Flag _ -> Map.of("type", "boolean");
      case EntryType.Text _ -> Map.of("type", List.of("string", "number", "boolean"));
      case EntryType.Choice choice -> Map.of("enum", choice.words());
      case EntryType.Maybe maybe ->
          Map.of("anyOf", List.of(type(maybe.of()), Map.of("type", "null")));
      case EntryType.Sequence list ->
          ordered("type", List.of("array", "null"), "items", type(list.of()));
      case EntryType.Dictionary map -> dictionary(map.of());
      case EntryType.Group group -> reference(group(group));
      case EntryType.Tunable tunable -> parameter(tunable.limits());
      case EntryType.Slot slot -> reference(role(slot.role()));
      case EntryType.Raw _ -> Map.of();
    };
  }

  private static SequencedMap<String, Object> number(
      String type, EntryType.Limits limits, String pattern) {
    SequencedMap<String, Object> schema =
        ordered("type", List.of(type, "string"), "pattern", pattern);
    if (Double.isFinite(limits.min())) {
      schema.put(limits.exclusiveMin() ? "exclusiveMinimum" : "minimum", limits.min());
    }
    if (Double.isFinite(limits.max())) {
      schema.put("maximum", limits.max());
    }
    return schema;
  }

  private Map<String, Object> parameter(EntryType.Limits limits) {
    Map<String, Object> number = number("number", limits, NUMBER_OR_REFERENCE);
    Map<String, Object> row = ordered("type", "array", "items", number);
    Map<String, Object> rows = ordered("type", "array", "items", row);
    Map<String, Object> table = Map.of("anyOf", List.of(number, row, rows));
    SequencedMap<String, Object> properties = new LinkedHashMap<>();
    properties.put(ParameterReader.VALUE, table);
    properties.put(ParameterReader.INIT, Map.of("enum", ParameterReader.DISTRIBUTIONS));
    properties.put(
        ParameterReader.SCALE, number("number", EntryType.Limits.NONE, NUMBER_OR_REFERENCE));
    properties.put(ParameterReader.TRAIN, Map.of("type", "boolean"));
    properties.put(
        ParameterReader.BOUNDS,
        ordered(
            "type",
            "array",
            "items",
            number("number", EntryType.Limits.NONE, NUMBER_OR_REFERENCE)));
    properties.put(ParameterReader.UNIT, Map.of("type", "string"));
    SequencedMap<String, Object> details = ordered("type", "object", "properties", properties);
    details.put("additionalProperties", false);
    return Map.of("anyOf", List.of(number, row, rows, details));
  }

  private Map<String, Object> dictionary(EntryType of) {
    SequencedMap<String, Object> schema = ordered("type", List.of("object", "null"));
    switch (of) {
      case EntryType.Slot slot -> namedParts(schema, slot.role(), List.of(), "", type(of));
      case EntryType.Group group when group.shape().inline().isPresent() -> {
        EntryType.Slot slot = (EntryType.Slot) group.shape().inline().get().type();
        String prefix = name(group.type()) + ".";
        namedParts(schema, slot.role(), group.shape().entries(), prefix, type(of));
      }
      default -> schema.put("additionalProperties", type(of));
    }
    return schema;
  }

  /**
   * Parts in a map: the name of an entry is the keyword of its part unless the part says otherwise.
   */
  private void namedParts(
      Map<String, Object> schema,
      Class<?> role,
      List<Entry> outer,
      String prefix,
      Map<String, Object> withKind) {
    SequencedMap<String, Object> properties = new LinkedHashMap<>();
    for (String keyword : keywords.words(role)) {
      String name = prefix + roleName(role) + "." + keyword + ".named";
      RecordShape shape = RecordShape.of(keywords.find(role, keyword).orElseThrow());
      define(name, () -> object(shape, outerProperties(outer), List.of()));
      properties.put(keyword, Map.of("oneOf", List.of(withKind, reference(name))));
    }
    schema.put("properties", properties);
    schema.put("additionalProperties", withKind);
  }

  private SequencedMap<String, Object> outerProperties(List<Entry> outer) {
    SequencedMap<String, Object> properties = new LinkedHashMap<>();
    outer.stream().filter(e -> !e.inline()).forEach(e -> properties.put(e.key(), described(e)));
    return properties;
  }

  private String group(EntryType.Group group) {
    String name = name(group.type());
    if (group.shape().inline().isPresent()) {
      Class<?> role = ((EntryType.Slot) group.shape().inline().get().type()).role();
      return define(name, () -> oneOfKinds(role, group.shape().entries(), name + "."));
    }
    return define(name, () -> object(group.shape(), new LinkedHashMap<>(), List.of()));
  }

  private String role(Class<?> role) {
    return define(roleName(role), () -> oneOfKinds(role, List.of(), ""));
  }

  private Map<String, Object> oneOfKinds(Class<?> role, List<Entry> outer, String prefix) {
    List<Object> kinds = new ArrayList<>();
    List<String> bare = new ArrayList<>();
    for (String keyword : keywords.words(role)) {
      Contribution contribution = keywords.find(role, keyword).orElseThrow();
      RecordShape shape = RecordShape.of(contribution);
      if (shape.entries().stream().noneMatch(Entry::required)) {
        bare.add(keyword);
      }
      SequencedMap<String, Object> properties = outerProperties(outer);
      properties.putFirst(Binder.KIND, Map.of("const", keyword));
      String name = prefix + roleName(role) + "." + keyword;
      kinds.add(reference(define(name, () -> object(shape, properties, List.of(Binder.KIND)))));
    }
    if (!bare.isEmpty()) {
      kinds.addFirst(Map.of("enum", bare));
    }
    return Map.of("oneOf", kinds);
  }

  private String define(String name, java.util.function.Supplier<Map<String, Object>> schema) {
    if (!definitions.containsKey(name)) {
      definitions.put(name, Map.of());
      definitions.put(name, schema.get());
    }
    return name;
  }

  private String name(Class<?> record) {
    String simple = Words.kebab(record.getSimpleName());
    String known = names.get(record);
    if (known == null) {
      known = simple;
      for (int i = 2; names.containsValue(known); i++) {
        known = simple + "-" + i;
      }
      names.put(record, known);
    }
    return "record." + known;
  }

  private static String roleName(Class<?> role) {
    return Keywords.name(role).replace(' ', '-');
  }

  private static Map<String, Object> reference(String definition) {
    return Map.of("$ref", "#/$defs/" + definition);
  }

  private static SequencedMap<String, Object> ordered(String key, Object value) {
    SequencedMap<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  private static SequencedMap<String, Object> ordered(
      String key1, Object value1, String key2, Object value2) {
    SequencedMap<String, Object> map = ordered(key1, value1);
    map.put(key2, value2);
    return map;
  }
}
