package org.blastema.runner.tree;

import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes maps, collections, strings, numbers, booleans, trees and nulls as indented JSON. */
public final class JsonText {
  private JsonText() {}

  /**
   * The text, ending in a line break. Not-a-number becomes null, infinity the string {@code
   * ".inf"}.
   *
   * @throws IllegalArgumentException if a value is of another type
   */
  public static String of(Object value) {
    StringWriter text = new StringWriter();
    ObjectWriteContext pretty =
        new ObjectWriteContext.Base() {
          @Override
          public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }
        };
    try (JsonGenerator json = JsonFactory.builder().build().createGenerator(pretty, text)) {
      write(value, json);
    }
    return text.append('\n').toString();
  }

  private static void write(Object value, JsonGenerator json) {
    switch (value) {
      case null -> json.writeNull();
      case Optional<?> optional -> write(optional.orElse(null), json);
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach((key, v) -> {
          json.writeName(key.toString());
          write(v, json);
        });
        json.writeEndObject();
      }
      case Collection<?> items -> {
        json.writeStartArray();
        items.forEach(item -> write(item, json));
        json.writeEndArray();
      }
      case Node node -> node(node, json);
      case String s -> json.writeString(s);
      case Boolean b -> json.writeBoolean(b);
      case Integer i -> json.writeNumber(i);
      case Long l -> json.writeNumber(l);
      case Double d when Double.isNaN(d) -> json.writeNull();
      case Double d when Double.isInfinite(d) -> json.writeString(d > 0 ? ".inf" : "-.inf");
      case Double d -> json.writeNumber(d);
      default ->
          throw new IllegalArgumentException("JSON cannot hold a " + value.getClass().getName());
    }
  }

  private static void node(Node node, JsonGenerator json) {
    switch (node) {
      case MapNode map -> {
        json.writeStartObject();
        map.entries()
            .forEach((key, e) -> {
              json.writeName(key);
              node(e.value(), json);
            });
        json.writeEndObject();
      }
      case ListNode list -> {
        json.writeStartArray();
        list.items().forEach(item -> node(item, json));
        json.writeEndArray();
      }
      case Scalar scalar ->
          write(
              switch (scalar.kind()) {
                case NULL -> null;
                case FLAG -> Boolean.valueOf(scalar.text());
                case NUMBER -> number(scalar.text());
                case TEXT -> scalar.text();
              },
              json);
    }
  }

  private static Object number(String text) {
    if (text.matches("[-+]?\\d{1,18}")) {
      return Long.valueOf(text);
    }
    return text.matches("[-+.\\deE]+") ? Double.valueOf(text) : text;
  }
}
