package org.blastema.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.blastema.record.file.AtomicFile;

/** Copies of the files that a scenario uses. */
final class InputFolder {
  private final Path runFolder;
  private final Path inputs;

  InputFolder(RunFiles files) {
    this.runFolder = files.folder();
    this.inputs = files.inputs();
  }

  /**
   * Copies a file; one of the same name but from elsewhere gets a number.
   *
   * @param written the path as the scenario writes it
   * @param source where the file is
   * @param present the copies already made
   */
  RunInfo.Input copy(String written, Path source, List<RunInfo.Input> present) throws IOException {
    Files.createDirectories(inputs);
    String name = source.getFileName().toString();
    Path target = inputs.resolve(name);
    for (int number = 2; taken(target, present); number++) {
      int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
      target = inputs.resolve(name.substring(0, dot) + "-" + number + name.substring(dot));
    }
    Path temporary = AtomicFile.temporary(target);
    MessageDigest digest = sha256();
    long bytes;
    try (InputStream in = new DigestInputStream(Files.newInputStream(source), digest)) {
      Files.deleteIfExists(temporary);
      bytes = Files.copy(in, temporary);
    }
    AtomicFile.move(temporary, target);
    return new RunInfo.Input(
        written, relative(target), bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private boolean taken(Path target, List<RunInfo.Input> present) {
    return present.stream().anyMatch(input -> input.file().equalsIgnoreCase(relative(target)));
  }

  private String relative(Path target) {
    return runFolder.relativize(target).toString().replace('\\', '/');
  }

  /** Whether a copy still is what it was when it was made. */
  boolean intact(RunInfo.Input input) throws IOException {
    Path file = runFolder.resolve(input.file());
    if (!Files.isRegularFile(file)) {
      return false;
    }
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest()).equals(input.sha256());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
