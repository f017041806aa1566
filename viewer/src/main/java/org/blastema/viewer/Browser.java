package org.blastema.viewer;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The user's web browser. */
final class Browser {
  private Browser() {}

  /** Opens an address with what the desktop has for it; false if there is no desktop. */
  static boolean open(URI address) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      return starts("open", address.toString());
    }
    if (system.contains("win")) {
      return starts("rundll32", "url.dll,FileProtocolHandler", address.toString());
    }
    boolean desktop = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    return desktop && starts("xdg-open", address.toString());
  }

  private static boolean starts(String... words) {
    try {
      new ProcessBuilder(List.of(words))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
