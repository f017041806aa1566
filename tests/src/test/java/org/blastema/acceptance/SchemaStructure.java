package org.blastema.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The part of JSON Schema (draft 2020-12) that says which entries there may be and of which type;
 * what it says about the size of numbers and the form of texts is not looked at.
 */
record SchemaStructure(JsonNode root) {
  /**
   * Paths of what does not fit; where there is a choice, those of the choice that comes closest.
   */
  List<String> misfits(JsonNode instance) {
    return misfits("", instance, root);
  }

  private List<String> misfits(String path, JsonNode instance, JsonNode schema) {
    List<String> misfits = new ArrayList<>();
    if (schema.has("$ref")) {
      JsonNode target = root.at(schema.get("$ref").asString().substring(1));
      if (target.isMissingNode()) {
        throw new IllegalArgumentException("dangling reference " + schema.get("$ref"));
      }
      misfits.addAll(misfits(path, instance, target));
    }
    for (String choice : List.of("anyOf", "oneOf")) {
      if (schema.has(choice)) {
        misfits.addAll(closest(path, instance, schema.get(choice)));
      }
    }
    if (schema.has("type") && !hasType(instance, schema.get("type"))) {
      misfits.add(path + ": not " + schema.get("type"));
    }
    if (schema.has("const") && !schema.get("const").equals(instance)) {
      misfits.add(path + ": not " + schema.get("const"));
    }
    if (schema.has("enum") && !list(schema.get("enum")).contains(instance)) {
      misfits.add(path + ": none of " + schema.get("enum"));
    }
    if (instance.isObject()) {
      entries(path, instance, schema, misfits);
    }
    if (instance.isArray() && schema.has("items")) {
      for (int k = 0; k < instance.size(); k++) {
        misfits.addAll(misfits(path + "[" + k + "]", instance.get(k), schema.get("items")));
      }
    }
    return misfits;
  }

  private void entries(String path, JsonNode instance, JsonNode schema, List<String> misfits) {
    JsonNode known = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    instance
        .properties()
        .forEach(entry -> {
          String child = path + "/" + entry.getKey();
          if (known.has(entry.getKey())) {
            misfits.addAll(misfits(child, entry.getValue(), known.get(entry.getKey())));
          } else if (others.isObject()) {
            misfits.addAll(misfits(child, entry.getValue(), others));
          } else if (others.isBoolean() && !others.asBoolean()) {
            misfits.add(child + ": unknown");
          }
        });
    for (JsonNode required : schema.path("required")) {
      if (!instance.has(required.asString())) {
        misfits.add(path + "/" + required.asString() + ": missing");
      }
    }
  }

  private List<String> closest(String path, JsonNode instance, JsonNode choices) {
    List<String> closest = null;
    for (JsonNode choice : choices) {
      List<String> misfits = misfits(path, instance, choice);
      if (closest == null || misfits.size() < closest.size()) {
        closest = misfits;
      }
    }
    return closest == null ? List.of(path + ": no choice") : closest;
  }

  private static boolean hasType(JsonNode instance, JsonNode types) {
    return types.isArray()
        ? list(types).stream().anyMatch(type -> hasType(instance, type))
        : switch (types.asString()) {
          case "object" -> instance.isObject();
          case "array" -> instance.isArray();
          case "null" -> instance.isNull();
          case "boolean" -> instance.isBoolean();
          case "string" -> instance.isString();
          case "number" -> instance.isNumber();
          case "integer" -> instance.isIntegralNumber();
          default -> throw new IllegalArgumentException("unknown type " + types);
        };
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
