package org.blastema.record.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads a one-dimensional array, which may be growing. Only the chunks that a range touches are
 * read.
 *
 * <p>The length is that of the moment the array was opened; open it again to see more. Safe for
 * several threads.
 */
public final class ZarrArray {
  private final Path folder;
  private final ArrayMetadata metadata;
  private final ChunkCache cache;

  private ZarrArray(Path folder, ArrayMetadata metadata, ChunkCache cache) {
    this.folder = folder;
    this.metadata = metadata;
    this.cache = cache;
  }

  /**
   * Opens an array.
   *
   * @throws IOException if its metadata is missing or damaged
   */
  public static ZarrArray open(Path folder, ChunkCache cache) throws IOException {
    return new ZarrArray(folder, ArrayMetadata.read(folder), cache);
  }

  /** Number of elements. */
  public long length() {
    return metadata.length();
  }

  /** Type of the elements. */
  public ElementType type() {
    return metadata.type();
  }

  /**
   * Elements {@code from} to {@code from + count}, integers widened.
   *
   * @throws IndexOutOfBoundsException if the range leaves the array
   * @throws IOException if a chunk is missing or damaged
   */
  public double[] doubles(long from, int count) throws IOException {
    ByteBuffer elements = elements(from, count);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (metadata.type()) {
            case INT32 -> elements.getInt();
            case INT64 -> elements.getLong();
            case FLOAT64 -> elements.getDouble();
          };
    }
    return values;
  }

  /**
   * Elements {@code from} to {@code from + count} of an array of {@link ElementType#INT32}.
   *
   * @throws IndexOutOfBoundsException if the range leaves the array
   * @throws IllegalArgumentException if the elements are of another type
   * @throws IOException if a chunk is missing or damaged
   */
  public int[] ints(long from, int count) throws IOException {
    require(ElementType.INT32);
    int[] values = new int[count];
    elements(from, count).asIntBuffer().get(values);
    return values;
  }

  /**
   * Elements {@code from} to {@code from + count} of an array of {@link ElementType#INT64}.
   *
   * @throws IndexOutOfBoundsException if the range leaves the array
   * @throws IllegalArgumentException if the elements are of another type
   * @throws IOException if a chunk is missing or damaged
   */
  public long[] longs(long from, int count) throws IOException {
    require(ElementType.INT64);
    long[] values = new long[count];
    elements(from, count).asLongBuffer().get(values);
    return values;
  }

  private void require(ElementType wanted) {
    if (metadata.type() != wanted) {
      throw new IllegalArgumentException(folder + " holds " + metadata.type() + ", not " + wanted);
    }
  }

  private ByteBuffer elements(long from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, metadata.length());
    int width = metadata.type().bytes();
    int chunkLength = metadata.chunkLength();
    ByteBuffer range = ByteBuffer.allocate(Math.multiplyExact(count, width));
    long element = from;
    while (range.hasRemaining()) {
      long chunk = element / chunkLength;
      int offset = (int) (element % chunkLength);
      int taken = Math.min(chunkLength - offset, range.remaining() / width);
      int visible = (int) Math.min(chunkLength, metadata.length() - chunk * chunkLength);
      byte[] bytes =
          cache.read(
              ArrayMetadata.chunkFile(folder, chunk), metadata.chunkBytes(), visible * width);
      range.put(bytes, offset * width, taken * width);
      element += taken;
    }
    return range.flip().order(ByteOrder.LITTLE_ENDIAN);
  }
}
