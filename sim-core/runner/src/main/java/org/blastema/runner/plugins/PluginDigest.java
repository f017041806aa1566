package org.blastema.runner.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tells one build of a plugin from another: the SHA-256 of its jar. Of a class folder, and of
 * a jar with libraries, it is the SHA-256 of the lines {@code SHA-256 NAME} of all files, as {@code
 * sha256sum} prints them, in order of the names, with {@code /} between folders.
 */
final class PluginDigest {
  private PluginDigest() {}

  /** In hexadecimal. */
  static String of(PluginFiles plugin) throws IOException {
    Path location = plugin.location();
    if (Files.isRegularFile(location) && plugin.libraries().isEmpty()) {
      return digest(location);
    }
    List<Path> files = new ArrayList<>(plugin.libraries());
    if (Files.isDirectory(location)) {
      try (Stream<Path> within = Files.walk(location)) {
        within.filter(Files::isRegularFile).forEach(files::add);
      }
    } else {
      files.add(location);
    }
    Path root = Files.isDirectory(location) ? location : location.getParent();
    List<String> lines = new ArrayList<>();
    for (Path file : files.stream().distinct().toList()) {
      String name = root.relativize(file).toString().replace('\\', '/');
      lines.add(name + "\n" + digest(file));
    }
    lines.sort(null);
    MessageDigest all = sha256();
    for (String line : lines) {
      int end = line.indexOf('\n');
      String text = line.substring(end + 1) + "  " + line.substring(0, end) + "\n";
      all.update(text.getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
