package org.blastema.record.zarr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.blastema.record.file.AtomicFile;

/** One chunk file: the bytes of its elements as a zlib stream, whose checksum reveals damage. */
final class Chunk {
  /** Coordinates hardly compress; more effort buys little and costs simulation time. */
  static final int COMPRESSION_LEVEL = 1;

  private Chunk() {}

  static void write(Path file, byte[] elements) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(elements.length / 2);
    Deflater deflater = new Deflater(COMPRESSION_LEVEL);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(compressed, deflater)) {
      stream.write(elements);
    } finally {
      deflater.end();
    }
    AtomicFile.write(file, compressed.toByteArray());
  }

  /**
   * Reads a chunk.
   *
   * @param bytes length of the chunk when it is not compressed
   * @throws IOException if the file is missing or damaged
   */
  static byte[] read(Path file, int bytes) throws IOException {
    byte[] compressed = Files.readAllBytes(file);
    byte[] elements = new byte[bytes];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      int length = 0;
      while (length < bytes) {
        int count = inflater.inflate(elements, length, bytes - length);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          break;
        }
        length += count;
      }
      // The checksum is compared only when the stream is read to its end.
      int beyond = inflater.inflate(new byte[1]);
      if (length != bytes || beyond != 0 || !inflater.finished()) {
        throw new IOException(file + " is damaged: it is cut short or has another length");
      }
      return elements;
    } catch (DataFormatException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
