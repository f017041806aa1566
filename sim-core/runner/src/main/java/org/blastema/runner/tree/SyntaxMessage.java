package org.blastema.runner.tree;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.JacksonYAMLParseException;

/** One sentence from a parser's several lines. */
final class SyntaxMessage {
  private SyntaxMessage() {}

  static String of(JacksonException e) {
    boolean yaml = e instanceof JacksonYAMLParseException;
    List<String> sentences =
        e.getOriginalMessage().lines().filter(line -> !line.isBlank() && line.charAt(0) != ' ').toList();
    if (!yaml || sentences.isEmpty()) {
      return "not well formed: " + (sentences.isEmpty() ? "cannot be read" : withoutSource(sentences.getFirst()));
    }
    String problem = sentences.getLast().strip();
    if (problem.contains("\\t")) {
      return "not well formed: a tab stands where only spaces may indent";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "not well formed: a second ':' in one value; indent the lines of a map alike, or quote the text";
    }
    String context = sentences.size() > 1 ? " " + sentences.getFirst().strip() : "";
    return "not well formed: " + problem + context;
  }

  private static String withoutSource(String message) {
    int start = message.indexOf(" (start marker at");
    return start < 0 ? message : message.substring(0, start);
  }
}
