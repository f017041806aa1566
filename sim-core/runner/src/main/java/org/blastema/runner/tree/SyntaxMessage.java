package org.blastema.runner.tree;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.JacksonYAMLParseException;

/** One sentence with its place, from a parser's several lines. */
final class SyntaxMessage {
  private static final Pattern YAML_PLACE = Pattern.compile("line (\\d+), column (\\d+):");

  private SyntaxMessage() {}

  static Problem of(JacksonException e, String source) {
    return Problem.at(place(e, source), "not well formed: " + sentence(e));
  }

  /**
   * A YAML message ends with the place of the error; its location may be that of the token before.
   */
  private static Place place(JacksonException e, String source) {
    Place place = place(e.getLocation(), source);
    Matcher matcher = YAML_PLACE.matcher(e.getOriginalMessage());
    while (matcher.find()) {
      place =
          new Place(source, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
    return place;
  }

  static Place place(TokenStreamLocation location, String source) {
    return location == null || location.getLineNr() < 1
        ? Place.in(source)
        : new Place(source, location.getLineNr(), Math.max(1, location.getColumnNr()));
  }

  private static String sentence(JacksonException e) {
    List<String> sentences =
        e.getOriginalMessage()
            .lines()
            .filter(line -> !line.isBlank() && line.charAt(0) != ' ')
            .toList();
    if (sentences.isEmpty()) {
      return "cannot be read";
    }
    if (!(e instanceof JacksonYAMLParseException)) {
      return sentences.getFirst().replaceAll(" \\(start marker at.*", "");
    }
    String problem = sentences.getLast().strip();
    if (problem.contains("\\t")) {
      return "a tab stands where only spaces may indent";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "a second ':' in one value; indent the lines of a map alike, or quote the text";
    }
    return problem + (sentences.size() > 1 ? " " + sentences.getFirst().strip() : "");
  }
}
