package org.blastema.gradbench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads a message; lists of numbers go straight into an array. */
final class MessageReader {
  private static final int FIRST_CAPACITY = 1 << 10;
  private static final int[] NO_EXTENTS = {};

  private final JsonFactory factory =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(-1)
                  .maxTokenCount(-1)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private double[] numbers = new double[FIRST_CAPACITY];
  private int count;

  /**
   * Reads a JSON object.
   *
   * @throws tools.jackson.core.JacksonException if it is no JSON
   * @throws IllegalArgumentException if it is no object
   */
  Fields read(byte[] line, int length) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), line, 0, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("a message is a JSON object");
      }
      return fields(parser);
    }
  }

  private Fields fields(JsonParser parser) {
    Map<String, Object> values = new HashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      Object value = value(parser);
      if (value != null) {
        values.put(name, value);
      }
    }
    return new Fields(values);
  }

  private Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser);
      case START_ARRAY -> {
        count = 0;
        Shape shape = list(parser);
        yield shape.problem() == null
            ? new Numbers(Arrays.copyOf(numbers, count), shape.extents())
            : new Fields.Unusable(shape.problem());
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  /** Lengths of nested lists, or what is wrong with them. */
  private record Shape(int[] extents, String problem) {}

  /** Reads on to the end of a list and keeps its numbers. */
  private Shape list(JsonParser parser) {
    int length = 0;
    int[] parts = null;
    String problem = null;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      int[] part = NO_EXTENTS;
      if (token.isNumeric()) {
        add(parser.getDoubleValue());
      } else if (token == JsonToken.START_ARRAY) {
        Shape shape = list(parser);
        part = shape.extents();
        problem = problem == null ? shape.problem() : problem;
      } else {
        parser.skipChildren();
        problem = "has entries that are no numbers";
      }
      if (length > 0 && !Arrays.equals(parts, part) && problem == null) {
        problem = "has lists of different lengths";
      }
      parts = part;
      length++;
    }
    int[] extents = new int[1 + (parts == null ? 0 : parts.length)];
    extents[0] = length;
    if (parts != null) {
      System.arraycopy(parts, 0, extents, 1, parts.length);
    }
    return new Shape(extents, problem);
  }

  private void add(double number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = number;
  }
}
