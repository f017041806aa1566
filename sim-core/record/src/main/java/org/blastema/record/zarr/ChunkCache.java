package org.blastema.record.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps the chunks read last, up to a number of bytes. Safe for several threads.
 *
 * <p>A file that was replaced since is read again, so a cache may outlive any change of the arrays.
 */
public final class ChunkCache {
  private final long capacity;
  private final Map<Path, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  private record Stamp(FileTime modified, long size, Object key) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  private record Entry(Stamp stamp, int visible, byte[] elements) {}

  /**
   * Makes an empty cache.
   *
   * @param capacity bytes of chunks, not compressed, that are kept
   */
  public ChunkCache(long capacity) {
    this.capacity = capacity;
  }

  /**
   * The bytes of a chunk.
   *
   * @param file the chunk file
   * @param bytes length of the chunk when it is not compressed
   * @param visible how many leading bytes the caller needs; a chunk read when fewer were visible is
   *     read again, since file times may be too coarse to tell
   */
  byte[] read(Path file, int bytes, int visible) throws IOException {
    Stamp stamp = Stamp.of(file);
    synchronized (entries) {
      Entry entry = entries.get(file);
      if (entry != null
          && Objects.equals(entry.stamp, stamp)
          && entry.visible >= visible
          && entry.elements.length == bytes) {
        return entry.elements;
      }
    }
    byte[] elements = Chunk.read(file, bytes);
    synchronized (entries) {
      Entry replaced = entries.put(file, new Entry(stamp, visible, elements));
      size += bytes - (replaced == null ? 0 : replaced.elements.length);
      Iterator<Entry> oldest = entries.values().iterator();
      while (size > capacity && oldest.hasNext()) {
        size -= oldest.next().elements.length;
        oldest.remove();
      }
    }
    return elements;
  }
}
