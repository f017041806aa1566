package org.blastema.record.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.blastema.record.file.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A folder of arrays and further groups. */
public final class ZarrGroup {
  private static final String ATTRIBUTES = ".zattrs";
  private static final JsonMapper JSON = JsonMapper.shared();

  private ZarrGroup() {}

  /**
   * Makes an empty group.
   *
   * @param folder the group's folder, made unless it exists
   * @param attributes strings, numbers, lists and maps of them
   */
  public static void create(Path folder, Map<String, ?> attributes) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(folder.resolve(".zgroup"), "{\n  \"zarr_format\" : 2\n}");
    writeAttributes(folder, attributes);
  }

  /**
   * Attributes of a group or an array.
   *
   * @throws IOException if they cannot be read
   */
  public static JsonNode attributes(Path folder) throws IOException {
    byte[] content = Files.readAllBytes(folder.resolve(ATTRIBUTES));
    try {
      return JSON.readTree(content);
    } catch (JacksonException e) {
      throw new IOException(folder.resolve(ATTRIBUTES) + " is damaged: " + e.getMessage(), e);
    }
  }

  static void writeAttributes(Path folder, Map<String, ?> attributes) throws IOException {
    AtomicFile.write(
        folder.resolve(ATTRIBUTES),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(attributes));
  }
}
