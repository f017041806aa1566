package org.blastema.runner.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The grammar of paths: names separated by dots, list positions in brackets. */
public final class TreePath {
  private TreePath() {}

  /** Path of a named value. */
  public static String child(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  /** Path of a list's value. */
  public static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }

  /**
   * Path of something that is named relative to a place.
   *
   * @param base path of the place
   * @param relative for example {@code cells}, {@code [0]} or empty; with a leading {@code /} it is
   *     absolute
   */
  public static String resolve(String base, String relative) {
    if (relative.startsWith("/")) {
      return relative.substring(1);
    }
    if (relative.isEmpty()) {
      return base;
    }
    return relative.startsWith("[") ? base + relative : child(base, relative);
  }

  /**
   * A path's parts in order: names as they are, list positions with their brackets, {@code [0]}.
   */
  public static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '.' || c == '[') {
        flush(part, parts);
      }
      if (c != '.') {
        part.append(c);
      }
    }
    flush(part, parts);
    return parts;
  }

  /** The list position in a part such as {@code [3]}, or -1 if the part is none. */
  public static int index(String part) {
    if (!part.matches("\\[\\d{1,9}]")) {
      return -1;
    }
    return Integer.parseInt(part.substring(1, part.length() - 1));
  }

  /** The value at a path, if it is written. */
  public static Optional<Node> node(Node root, String path) {
    Optional<Node> at = Optional.of(root);
    for (String part : parts(path)) {
      at = at.flatMap(node -> step(node, part));
    }
    return at;
  }

  /**
   * The place of a path in a tree, or of the nearest value on the way to it that is written there.
   */
  public static Place place(Node root, String path) {
    Node at = root;
    for (String part : parts(path)) {
      Optional<Node> next = step(at, part);
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
    }
    return at.place();
  }

  private static Optional<Node> step(Node node, String part) {
    return switch (node) {
      case MapNode map -> map.get(part);
      case ListNode list when index(part) >= 0 && index(part) < list.items().size() ->
          Optional.of(list.items().get(index(part)));
      default -> Optional.empty();
    };
  }

  private static void flush(StringBuilder part, List<String> parts) {
    if (!part.isEmpty()) {
      parts.add(part.toString());
      part.setLength(0);
    }
  }
}
