package org.blastema.gradbench;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one JSON object; every number that is not whole reads back with the same bits. */
final class Answer {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);

  /** Begins the answer to a message. */
  Answer(int id) {
    json.writeStartObject();
    json.writeName("id");
    json.writeNumber(id);
  }

  /** Adds a field. */
  Answer put(String name, String text) {
    json.writeName(name);
    json.writeString(text);
    return this;
  }

  /** Adds a field. */
  Answer put(String name, boolean value) {
    json.writeName(name);
    json.writeBoolean(value);
    return this;
  }

  /**
   * Adds the field {@code output}.
   *
   * @param value Double, Integer, an array of double or int, {@link Numbers}, or a map of these
   * @throws ArithmeticException if a number is not finite, for which JSON has no word
   */
  Answer output(Object value) {
    json.writeName("output");
    write(value);
    return this;
  }

  /** Adds the field {@code timings}. */
  Answer timings(Timings timings) {
    json.writeName("timings");
    json.writeStartArray();
    timing("prepare", timings.preparation());
    for (int k = 0; k < timings.runs(); k++) {
      timing("evaluate", timings.run(k));
    }
    json.writeEndArray();
    return this;
  }

  private void timing(String name, long nanoseconds) {
    json.writeStartObject();
    json.writeName("name");
    json.writeString(name);
    json.writeName("nanoseconds");
    json.writeNumber(nanoseconds);
    json.writeEndObject();
  }

  /** Ends the answer: one line. */
  byte[] line() {
    json.writeEndObject();
    json.close();
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private void write(Object value) {
    switch (value) {
      case Double number -> write(number.doubleValue());
      case Integer whole -> json.writeNumber(whole.intValue());
      case double[] list -> writeList(list, 0, list.length);
      case int[] list -> {
        json.writeStartArray();
        for (int whole : list) {
          json.writeNumber(whole);
        }
        json.writeEndArray();
      }
      case Numbers numbers -> writeNested(numbers, 0, 0);
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach((name, entry) -> {
          json.writeName((String) name);
          write(entry);
        });
        json.writeEndObject();
      }
      default -> throw new IllegalArgumentException("an output of " + value.getClass());
    }
  }

  private void writeNested(Numbers numbers, int level, int place) {
    int[] extents = numbers.extents();
    if (level == extents.length - 1) {
      writeList(numbers.data(), place * extents[level], extents[level]);
      return;
    }
    json.writeStartArray();
    for (int k = 0; k < extents[level]; k++) {
      writeNested(numbers, level + 1, place * extents[level] + k);
    }
    json.writeEndArray();
  }

  private void writeList(double[] data, int from, int length) {
    json.writeStartArray();
    for (int k = from; k < from + length; k++) {
      write(data[k]);
    }
    json.writeEndArray();
  }

  private void write(double number) {
    if (!Double.isFinite(number)) {
      throw new ArithmeticException("the result contains " + number);
    }
    json.writeNumber(number);
  }
}
