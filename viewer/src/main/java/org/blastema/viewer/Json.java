package org.blastema.viewer;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes JSON in which a number that is not finite is null, as JavaScript can read it. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(new Reals())
                  .addSerializer(Double.class, new Real(Double.class))
                  .addSerializer(Double.TYPE, new Real(Double.TYPE)))
          .build();

  private Json() {}

  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** An object of names and values, alternating, in this order. */
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  private static void write(double value, JsonGenerator generator) {
    if (!Double.isFinite(value)) {
      generator.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      generator.writeNumber((long) value); // shorter than with a decimal point
    } else {
      generator.writeNumber(value);
    }
  }

  private static final class Reals extends StdSerializer<double[]> {
    Reals() {
      super(double[].class);
    }

    @Override
    public void serialize(double[] values, JsonGenerator generator, SerializationContext context) {
      generator.writeStartArray(values, values.length);
      for (double value : values) {
        write(value, generator);
      }
      generator.writeEndArray();
    }
  }

  private static final class Real extends StdSerializer<Double> {
    Real(Class<Double> type) {
      super(type);
    }

    @Override
    public void serialize(Double value, JsonGenerator generator, SerializationContext context) {
      write(value, generator);
    }
  }
}
