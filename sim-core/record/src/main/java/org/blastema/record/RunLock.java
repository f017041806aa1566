package org.blastema.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Held while a process writes a run. The operating system releases it when the process dies, so a
 * run whose lock is free is not being written.
 */
final class RunLock implements Closeable {
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 25;

  /**
   * Locks of this process. Looked up before the file is opened, because closing a file can release
   * the locks that the process holds on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path key;
  private final FileChannel channel;

  private RunLock(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /** Locks a new run. */
  static RunLock create(Path file) throws IOException {
    return acquire(file, StandardOpenOption.CREATE_NEW);
  }

  /** Locks an existing run. */
  static RunLock open(Path file) throws IOException {
    return acquire(file, StandardOpenOption.CREATE);
  }

  private static RunLock acquire(Path file, StandardOpenOption creation) throws IOException {
    Path key = key(file);
    if (!HELD.add(key)) {
      throw taken(file);
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, creation, StandardOpenOption.READ, StandardOpenOption.WRITE);
      // A reader that looks whether the run is alive holds the lock for a moment.
      for (int i = 0; i < TRIES && !locked; i++) {
        locked = tryLock(channel, false) != null;
        if (!locked) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
      if (!locked) {
        throw taken(file);
      }
      return new RunLock(key, channel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw taken(file);
    } finally {
      if (!locked) {
        HELD.remove(key);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  /** Whether some process writes the run. */
  static boolean held(Path file) throws IOException {
    if (HELD.contains(key(file))) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = tryLock(channel, true)) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      return null; // Another thread of this process holds it.
    }
  }

  private static Path key(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return (Files.exists(folder) ? folder.toRealPath() : folder).resolve(file.getFileName());
  }

  private static IOException taken(Path file) {
    return new FileAlreadyExistsException(
        file.toString(), null, "another process is writing this run");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(key);
  }
}
