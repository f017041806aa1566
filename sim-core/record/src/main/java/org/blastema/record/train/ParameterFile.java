package org.blastema.record.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.blastema.record.file.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Parameter values as YAML, in the form in which scenarios write them: a number, or a list of rows.
 * Every number reads back to the same bits.
 */
public final class ParameterFile {
  private static final String FORMAT = "blastema-parameters/1";
  private static final YAMLMapper YAML = YAMLMapper.shared();

  private ParameterFile() {}

  /** Writes a snapshot. */
  public static void write(Path file, ParameterSnapshot snapshot) throws IOException {
    AtomicFile.write(file, text(snapshot));
  }

  /** The text that {@link #write} writes. */
  public static String text(ParameterSnapshot snapshot) {
    StringBuilder text = new StringBuilder();
    text.append("format: ").append(FORMAT).append('\n');
    text.append("epoch: ").append(snapshot.epoch()).append('\n');
    text.append("score: ").append(number(snapshot.score())).append('\n');
    text.append(snapshot.values().isEmpty() ? "parameters: {}\n" : "parameters:\n");
    snapshot.values().forEach((path, value) -> append(text, path, value));
    return text.toString();
  }

  private static void append(StringBuilder text, String path, ParameterValue value) {
    text.append("  \"").append(path.replace("\\", "\\\\").replace("\"", "\\\"")).append("\":");
    if (value.rows() == 1 && value.columns() == 1) {
      text.append(' ').append(number(value.get(0, 0))).append('\n');
      return;
    }
    text.append('\n');
    for (int i = 0; i < value.rows(); i++) {
      int row = i;
      text.append(
          IntStream.range(0, value.columns())
              .mapToObj(j -> number(value.get(row, j)))
              .collect(Collectors.joining(", ", "    - [", "]\n")));
    }
  }

  /** YAML 1.1 readers take a number with an exponent only if the exponent has a sign. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return ".nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? ".inf" : "-.inf";
    }
    return Double.toString(value).replaceFirst("E(\\d)", "e+$1").replace('E', 'e');
  }

  /**
   * Reads a snapshot.
   *
   * @throws IOException if the file is missing or does not hold parameter values
   */
  public static ParameterSnapshot read(Path file) throws IOException {
    return parse(Files.readString(file, UTF_8), file.toString());
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @param origin where the text is from, for messages
   */
  static ParameterSnapshot parse(String text, String origin) throws IOException {
    try {
      JsonNode root = YAML.readTree(text);
      String format = root.path("format").asString("");
      if (!format.equals(FORMAT)) {
        throw new IOException(
            origin + " has the format '" + format + "'; this version reads " + FORMAT);
      }
      Map<String, ParameterValue> values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : root.path("parameters").properties()) {
        values.put(entry.getKey(), value(entry.getValue()));
      }
      return new ParameterSnapshot(root.path("epoch").asInt(), number(root.path("score")), values);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(origin + " is damaged: " + e.getMessage(), e);
    }
  }

  private static ParameterValue value(JsonNode node) {
    if (!node.isArray()) {
      return ParameterValue.scalar(number(node));
    }
    int rows = node.size();
    int columns = node.path(0).size();
    double[] values = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      if (node.path(i).size() != columns) {
        throw new IllegalArgumentException("row " + i + " has " + node.path(i).size() + " numbers");
      }
      for (int j = 0; j < columns; j++) {
        values[j * rows + i] = number(node.path(i).path(j));
      }
    }
    return new ParameterValue(rows, columns, values);
  }

  private static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.asDouble();
    }
    return switch (node.asString("")) {
      case ".nan" -> Double.NaN;
      case ".inf" -> Double.POSITIVE_INFINITY;
      case "-.inf" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException("'" + node + "' is no number");
    };
  }
}
