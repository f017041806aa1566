package org.blastema.cellbox.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The numbers of a study by name: one file for programs, and the same for a scenario's checks. */
public final class Numbers {
  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Sets a number; one that has no value is left out. */
  public Numbers put(String name, double value) {
    if (!Double.isNaN(value)) {
      values.put(name, value);
    }
    return this;
  }

  /** A copy. */
  public Map<String, Double> values() {
    return new LinkedHashMap<>(values);
  }

  /** Writes {@code report.json}. */
  public void write(Path folder) throws IOException {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(folder.resolve("report.json"), mapper.writeValueAsString(values) + "\n");
  }
}
