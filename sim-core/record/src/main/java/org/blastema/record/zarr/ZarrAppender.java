package org.blastema.record.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.blastema.record.file.AtomicFile;

/**
 * Appends elements to a one-dimensional array.
 *
 * <p>Elements pass three states: in memory, in a chunk file ({@link #writeChunks}), and visible to
 * readers ({@link #publish}, which updates the shape in the metadata). Chunk files and metadata
 * only ever appear whole, and chunk files hold at least what the metadata promises; so a process
 * killed at any moment leaves an array that reads back up to the last {@code publish}. Not safe for
 * several threads.
 */
public final class ZarrAppender {
  private final Path folder;
  private final ElementType type;
  private final int chunkLength;
  private final ByteBuffer current;
  private long chunksBefore;
  private long published;
  private boolean dirty;

  private ZarrAppender(Path folder, ArrayMetadata metadata) {
    this.folder = folder;
    this.type = metadata.type();
    this.chunkLength = metadata.chunkLength();
    this.current = ByteBuffer.allocate(metadata.chunkBytes()).order(ByteOrder.LITTLE_ENDIAN);
    this.published = metadata.length();
  }

  /**
   * Makes an empty array.
   *
   * @param folder the array's folder; its parent exists
   * @param type type of the elements
   * @param chunkLength elements a chunk file
   * @param attributes what {@code .zattrs} says: strings, numbers, lists and maps of them
   */
  public static ZarrAppender create(
      Path folder, ElementType type, int chunkLength, Map<String, ?> attributes)
      throws IOException {
    Files.createDirectory(folder);
    ZarrGroup.writeAttributes(folder, attributes);
    ArrayMetadata metadata = new ArrayMetadata(type, 0, chunkLength);
    metadata.write(folder);
    return new ZarrAppender(folder, metadata);
  }

  /**
   * Opens an array to append after its first {@code length} elements; what follows is removed.
   *
   * @throws IOException if the metadata or the last chunk that is kept is damaged, or fewer
   *     elements are visible
   */
  public static ZarrAppender open(Path folder, long length) throws IOException {
    ArrayMetadata metadata = ArrayMetadata.read(folder);
    if (length > metadata.length()) {
      throw new IOException(folder + " has " + metadata.length() + " elements, not " + length);
    }
    ZarrAppender appender = new ZarrAppender(folder, metadata);
    appender.cut(length);
    return appender;
  }

  /** Number of elements appended, visible or not. */
  public long length() {
    return chunksBefore * chunkLength + current.position() / type.bytes();
  }

  /** Type of the elements. */
  public ElementType type() {
    return type;
  }

  /** Appends to an array of {@link ElementType#FLOAT64}. */
  public void append(double[] values) throws IOException {
    require(ElementType.FLOAT64);
    for (double value : values) {
      current.putDouble(value);
      elementAdded();
    }
  }

  /** Appends to an array of {@link ElementType#INT32}. */
  public void append(int[] values) throws IOException {
    require(ElementType.INT32);
    for (int value : values) {
      current.putInt(value);
      elementAdded();
    }
  }

  /** Appends one element to an array of {@link ElementType#INT64}. */
  public void append(long value) throws IOException {
    require(ElementType.INT64);
    current.putLong(value);
    elementAdded();
  }

  private void require(ElementType given) {
    if (type != given) {
      throw new IllegalArgumentException(folder + " holds " + type + ", not " + given);
    }
  }

  private void elementAdded() throws IOException {
    dirty = true;
    if (!current.hasRemaining()) {
      writeChunks();
      current.clear();
      chunksBefore++;
      dirty = false;
    }
  }

  /** Writes the chunk that is not yet full, so that every element is in a file. */
  public void writeChunks() throws IOException {
    if (dirty) {
      byte[] elements = current.array().clone();
      Arrays.fill(elements, current.position(), elements.length, (byte) 0);
      Chunk.write(ArrayMetadata.chunkFile(folder, chunksBefore), elements);
      dirty = false;
    }
  }

  /**
   * Makes all elements visible.
   *
   * @throws IllegalStateException if {@link #writeChunks} has not been called since the last append
   */
  public void publish() throws IOException {
    if (dirty) {
      throw new IllegalStateException("the shape would promise elements that are in no file");
    }
    if (published != length()) {
      new ArrayMetadata(type, length(), chunkLength).write(folder);
      published = length();
    }
  }

  /**
   * Keeps the first {@code length} elements, visible at once.
   *
   * @throws IllegalArgumentException if there are fewer
   * @throws IOException if the last chunk that is kept is damaged
   */
  public void cutTo(long length) throws IOException {
    if (length > length()) {
      throw new IllegalArgumentException(folder + " has " + length() + " elements, not " + length);
    }
    writeChunks();
    cut(length);
  }

  private void cut(long length) throws IOException {
    long chunks = length / chunkLength;
    int rest = (int) (length % chunkLength);
    byte[] kept =
        rest == 0
            ? new byte[0]
            : Chunk.read(ArrayMetadata.chunkFile(folder, chunks), current.capacity());
    if (published != length) {
      new ArrayMetadata(type, length, chunkLength).write(folder);
      published = length;
    }
    removeChunksFrom(rest == 0 ? chunks : chunks + 1);
    chunksBefore = chunks;
    current.clear();
    current.put(kept, 0, rest * type.bytes());
    dirty = false;
  }

  private void removeChunksFrom(long first) throws IOException {
    AtomicFile.removeLeftovers(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches("\\d{1,18}") && Long.parseLong(name) >= first) {
          Files.delete(file);
        }
      }
    }
  }
}
