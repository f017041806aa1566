package org.blastema.record;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives every run a folder of its own. Several processes may ask at once. */
final class RunNumbering {
  private RunNumbering() {}

  /** Makes {@code parent/name-NNN} with a number above all that are there. */
  static Path next(Path parent, String scenario) throws IOException {
    Files.createDirectories(parent);
    String name = safe(scenario);
    long number = highest(parent, name) + 1;
    while (true) {
      try {
        return Files.createDirectory(parent.resolve("%s-%03d".formatted(name, number)));
      } catch (FileAlreadyExistsException e) {
        number++; // Another process was faster.
      }
    }
  }

  /**
   * Makes a folder of exactly this name.
   *
   * @throws FileAlreadyExistsException if there is something in it
   */
  static Path exactly(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new FileAlreadyExistsException(folder.toString(), null, "is a file");
    }
    Files.createDirectories(folder);
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      if (content.iterator().hasNext()) {
        throw new FileAlreadyExistsException(
            folder.toString(), null, "the folder is not empty, and runs are never overwritten");
      }
    }
    return folder;
  }

  private static long highest(Path parent, String name) throws IOException {
    Pattern numbered = Pattern.compile(Pattern.quote(name) + "-(\\d{1,9})");
    long highest = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
      for (Path entry : entries) {
        Matcher matcher = numbered.matcher(entry.getFileName().toString());
        if (matcher.matches()) {
          highest = Math.max(highest, Long.parseLong(matcher.group(1)));
        }
      }
    }
    return highest;
  }

  private static String safe(String scenario) {
    String name = scenario.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    return name.isEmpty() ? "run" : name;
  }
}
