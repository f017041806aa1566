package org.blastema.runner.binding;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.blastema.runner.tree.ListNode;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Scalar;
import org.blastema.runner.tree.TreePath;

/**
 * Validates trees against a schema by the rules of JSON Schema draft 2020-12, for the schema words
 * that are used here; any other word is an error.
 */
final class SchemaCheck {
  private static final Set<String> ANNOTATIONS =
      Set.of("$schema", "title", "description", "default", "$defs");

  private final MapNode root;

  SchemaCheck(MapNode root) {
    this.root = root;
  }

  boolean accepts(Node instance) {
    return valid(instance, root);
  }

  /** Paths of all references, each of which must lead somewhere. */
  Set<String> references() {
    Set<String> references = new HashSet<>();
    collect(root, references);
    return references;
  }

  MapNode resolve(String reference) {
    if (!reference.startsWith("#/$defs/")) {
      throw new AssertionError("reference of an unknown form: " + reference);
    }
    MapNode definitions = (MapNode) root.get("$defs").orElseThrow();
    return (MapNode)
        definitions
            .get(reference.substring("#/$defs/".length()))
            .orElseThrow(() -> new AssertionError("dangling reference " + reference));
  }

  private boolean valid(Node instance, MapNode schema) {
    return schema.entries().entrySet().stream()
        .allMatch(word ->
            ANNOTATIONS.contains(word.getKey())
                || holds(word.getKey(), word.getValue().value(), instance, schema));
  }

  private boolean holds(String word, Node argument, Node instance, MapNode schema) {
    return switch (word) {
      case "$ref" -> valid(instance, resolve(text(argument)));
      case "type" ->
          argument instanceof ListNode list
              ? list.items().stream().anyMatch(type -> isOfType(instance, text(type)))
              : isOfType(instance, text(argument));
      case "enum" ->
          ((ListNode) argument).items().stream().anyMatch(option -> same(option, instance));
      case "const" -> same(argument, instance);
      case "anyOf" -> count(argument, instance) >= 1;
      case "oneOf" -> count(argument, instance) == 1;
      case "items" ->
          !(instance instanceof ListNode list)
              || list.items().stream().allMatch(item -> valid(item, (MapNode) argument));
      case "properties" ->
          !(instance instanceof MapNode map)
              || map.entries().entrySet().stream()
                  .allMatch(e ->
                      ((MapNode) argument)
                          .get(e.getKey())
                          .map(s -> valid(e.getValue().value(), (MapNode) s))
                          .orElse(true));
      case "additionalProperties" -> additional(argument, instance, schema);
      case "required" ->
          !(instance instanceof MapNode map)
              || ((ListNode) argument)
                  .items().stream().allMatch(key -> map.get(text(key)).isPresent());
      case "pattern" ->
          !isOfType(instance, "string")
              || Pattern.compile(text(argument)).matcher(text(instance)).find();
      case "minimum" -> !isOfType(instance, "number") || number(instance) >= number(argument);
      case "exclusiveMinimum" ->
          !isOfType(instance, "number") || number(instance) > number(argument);
      case "maximum" -> !isOfType(instance, "number") || number(instance) <= number(argument);
      default ->
          throw new AssertionError(
              "schema word not known to draft 2020-12 or to this test: " + word);
    };
  }

  private boolean additional(Node argument, Node instance, MapNode schema) {
    if (!(instance instanceof MapNode map)) {
      return true;
    }
    Set<String> named =
        schema
            .get("properties")
            .map(p -> ((MapNode) p).entries().keySet())
            .map(Set::copyOf)
            .orElse(Set.of());
    return map.entries().entrySet().stream()
        .filter(e -> !named.contains(e.getKey()))
        .allMatch(e -> argument instanceof MapNode s && valid(e.getValue().value(), s));
  }

  private long count(Node options, Node instance) {
    return ((ListNode) options).items().stream().filter(s -> valid(instance, (MapNode) s)).count();
  }

  private static boolean isOfType(Node node, String type) {
    return switch (type) {
      case "object" -> node instanceof MapNode;
      case "array" -> node instanceof ListNode;
      case "null" -> node.isNull();
      case "boolean" -> node instanceof Scalar s && s.kind() == Scalar.Kind.FLAG;
      case "string" -> node instanceof Scalar s && s.kind() == Scalar.Kind.TEXT;
      case "number" -> node instanceof Scalar s && s.kind() == Scalar.Kind.NUMBER;
      case "integer" ->
          node instanceof Scalar s
              && s.kind() == Scalar.Kind.NUMBER
              && number(s) == Math.rint(number(s));
      default -> throw new AssertionError("unknown type " + type);
    };
  }

  private static boolean same(Node a, Node b) {
    return a instanceof Scalar x
        && b instanceof Scalar y
        && x.kind() == y.kind()
        && x.text().equals(y.text());
  }

  private static String text(Node node) {
    return ((Scalar) node).text();
  }

  private static double number(Node node) {
    return NumberText.of(text(node)).orElseThrow().value();
  }

  private static void collect(Node node, Set<String> references) {
    switch (node) {
      case MapNode map ->
          map.entries()
              .forEach((key, e) -> {
                boolean isReference =
                    key.equals("$ref")
                        && !TreePath.parts(map.path()).getLast().equals("properties");
                if (isReference) {
                  references.add(text(e.value()));
                }
                collect(e.value(), references);
              });
      case ListNode list -> list.items().forEach(item -> collect(item, references));
      case Scalar _ -> {}
    }
  }
}
