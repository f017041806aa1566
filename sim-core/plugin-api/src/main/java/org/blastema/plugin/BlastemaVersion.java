package org.blastema.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of Blastema that a plugin meets. A plugin's jar may say in its manifest which
 * versions it works with, {@code Requires-Blastema: [0.1,0.2)}; a plugin whose range leaves this
 * version out is refused before any of its classes is loaded.
 */
public final class BlastemaVersion {
  /** The entry of a manifest that holds a range of versions. */
  public static final String REQUIREMENT = "Requires-Blastema";

  private BlastemaVersion() {}

  /** For example {@code 0.1.0-SNAPSHOT}. */
  public static String current() {
    return Holder.VERSION;
  }

  private static final class Holder {
    static final String VERSION = read();

    private static String read() {
      Properties properties = new Properties();
      try (InputStream in = BlastemaVersion.class.getResourceAsStream("version.properties")) {
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return properties.getProperty("version");
    }
  }
}
