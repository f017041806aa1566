package org.blastema.record.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.blastema.record.file.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an array's {@code .zarray} file says.
 *
 * @param type type of the elements
 * @param length number of elements
 * @param chunkLength elements a chunk file; the last chunk is padded to it
 */
record ArrayMetadata(ElementType type, long length, int chunkLength) {
  static final String FILE = ".zarray";
  private static final JsonMapper JSON = JsonMapper.shared();

  ArrayMetadata {
    if (length < 0 || chunkLength < 1) {
      throw new IllegalArgumentException(length + " elements in chunks of " + chunkLength);
    }
  }

  int chunkBytes() {
    return chunkLength * type.bytes();
  }

  static Path chunkFile(Path array, long chunk) {
    return array.resolve(Long.toString(chunk));
  }

  void write(Path array) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("zarr_format", 2);
    node.putArray("shape").add(length);
    node.putArray("chunks").add(chunkLength);
    node.put("dtype", type.code());
    node.putObject("compressor").put("id", "zlib").put("level", Chunk.COMPRESSION_LEVEL);
    node.putPOJO("fill_value", type.fill());
    node.put("order", "C");
    node.putNull("filters");
    AtomicFile.write(
        array.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node));
  }

  static ArrayMetadata read(Path array) throws IOException {
    byte[] content = Files.readAllBytes(array.resolve(FILE));
    try {
      JsonNode node = JSON.readTree(content);
      if (!node.path("compressor").path("id").asString("").equals("zlib")
          || node.path("shape").size() != 1) {
        throw new IOException(array + " is not a one-dimensional array compressed by zlib");
      }
      return new ArrayMetadata(
          ElementType.of(node.path("dtype").asString()),
          node.path("shape").path(0).asLong(),
          node.path("chunks").path(0).asInt());
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(array.resolve(FILE) + " is damaged: " + e.getMessage(), e);
    }
  }
}
