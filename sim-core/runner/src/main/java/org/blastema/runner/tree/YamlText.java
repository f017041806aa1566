package org.blastema.runner.tree;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML for people: maps as indented blocks, lists of plain values in one line,
 * tables one row a line. Reading the text gives the same tree.
 */
public final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_$/][A-Za-z0-9_$/.()+-]*(?: [A-Za-z0-9_$/.()+-]+)*");
  private static final Set<String> RESERVED =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  /** The text of a tree. */
  public static String of(Node root) {
    YamlText text = new YamlText();
    switch (root) {
      case MapNode map when !map.entries().isEmpty() -> text.map(map, 0);
      case ListNode list when !isFlow(list) -> text.list(list, 0);
      default -> text.out.append(flow(root)).append('\n');
    }
    return text.out.toString();
  }

  /** The text of a tree in one line. */
  public static String inline(Node root) {
    return flow(root);
  }

  private void map(MapNode map, int indent) {
    boolean first = true;
    for (Map.Entry<String, MapNode.Entry> e : map.entries().entrySet()) {
      if (!first || !continuesLine()) {
        out.repeat(' ', indent);
      }
      first = false;
      out.append(quoted(e.getKey())).append(':');
      nested(e.getValue().value(), indent + 2);
    }
  }

  private void list(ListNode list, int indent) {
    boolean first = true;
    for (Node item : list.items()) {
      if (!first || !continuesLine()) {
        out.repeat(' ', indent);
      }
      first = false;
      out.append('-');
      if (item instanceof MapNode map && !map.entries().isEmpty()) {
        out.append(' ');
        map(map, indent + 2);
      } else {
        nested(item, indent + 2);
      }
    }
  }

  private void nested(Node value, int indent) {
    switch (value) {
      case MapNode map when !map.entries().isEmpty() -> {
        out.append('\n');
        map(map, indent);
      }
      case ListNode list when !isFlow(list) -> {
        out.append('\n');
        list(list, indent);
      }
      default -> out.append(' ').append(flow(value)).append('\n');
    }
  }

  /** Whether the line was begun by a list's dash. */
  private boolean continuesLine() {
    return !out.isEmpty() && out.charAt(out.length() - 1) != '\n';
  }

  private static boolean isFlow(ListNode list) {
    return list.items().stream().allMatch(Scalar.class::isInstance);
  }

  private static String flow(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar(scalar);
      case ListNode list -> {
        StringBuilder text = new StringBuilder("[");
        for (Node item : list.items()) {
          text.append(text.length() > 1 ? ", " : "").append(flow(item));
        }
        yield text.append(']').toString();
      }
      case MapNode map -> {
        StringBuilder text = new StringBuilder("{");
        map.entries()
            .forEach((key, e) ->
                text.append(text.length() > 1 ? ", " : "")
                    .append(quoted(key))
                    .append(": ")
                    .append(flow(e.value())));
        yield text.append('}').toString();
      }
    };
  }

  private static String scalar(Scalar scalar) {
    return switch (scalar.kind()) {
      case NULL -> "null";
      case NUMBER, FLAG -> scalar.text();
      case TEXT -> quoted(scalar.text());
    };
  }

  private static String quoted(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && !RESERVED.contains(text.toLowerCase(java.util.Locale.ROOT));
    if (plain) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' '
              || c == 0x7F
              || c == 0x85
              || c == 0xA0
              || c == 0x2028
              || c == 0x2029
              || c == 0xFEFF) {
            quoted.append(String.format("\\u%04X", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
