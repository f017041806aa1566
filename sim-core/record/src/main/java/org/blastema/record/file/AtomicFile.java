package org.blastema.record.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file under a temporary name beside it and moves it into place: a reader sees the old
 * content or the new one, never a part.
 *
 * <p>The temporary name is a function of the final one, so that what a killed process left behind
 * is overwritten by the next one. Hence one writer a file at a time.
 */
public final class AtomicFile {
  private static final String SUFFIX = ".tmp";

  private AtomicFile() {}

  /** Replaces the content of {@code file}. Survives the death of the process. */
  public static void write(Path file, byte[] content) throws IOException {
    Path temporary = temporary(file);
    Files.write(temporary, content);
    move(temporary, file);
  }

  /** Replaces the content of {@code file} by text in UTF-8. */
  public static void write(Path file, String content) throws IOException {
    write(file, content.getBytes(UTF_8));
  }

  /** Something that writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is not buffered and is closed by the caller. */
    void writeTo(OutputStream stream) throws IOException;
  }

  /**
   * Replaces the content of {@code file} and waits until the disk has it. Survives the loss of
   * power, at the price of some milliseconds.
   */
  public static void writeDurably(Path file, Content content) throws IOException {
    Path temporary = temporary(file);
    try (FileOutputStream stream = new FileOutputStream(temporary.toFile())) {
      content.writeTo(stream);
      stream.getFD().sync();
    }
    move(temporary, file);
  }

  /** Moves a file or a folder to a name on the same file system in one operation. */
  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The name under which {@code file} is written before it is moved. */
  public static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + SUFFIX);
  }

  /** Removes the temporary files that killed writers left in a folder; folders below are kept. */
  public static void removeLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ".*" + SUFFIX)) {
      for (Path leftover : leftovers) {
        if (Files.isRegularFile(leftover)) {
          Files.delete(leftover);
        }
      }
    }
  }
}
