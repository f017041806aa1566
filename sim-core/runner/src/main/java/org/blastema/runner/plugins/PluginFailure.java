package org.blastema.runner.plugins;

import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blastema.plugin.BlastemaPlugin;

/** A plugin does not work; the message names it and the cause. */
public final class PluginFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern CLASS_NAME = Pattern.compile("[\\w$/.]+");
  private static final String SERVICE_PREFIX = BlastemaPlugin.class.getName() + ": ";

  /** With the plugin's name in the message. */
  public PluginFailure(String message, Throwable cause) {
    super(message + ": " + reason(cause), cause);
  }

  /** With the plugin's name in the message. */
  public PluginFailure(String message) {
    super(message);
  }

  /** What went wrong, in one line. */
  static String reason(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getMessage() == null && innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String name = innermost.getClass().getSimpleName();
    String message = innermost.getMessage();
    if (message == null) {
      return name;
    }
    return switch (innermost) {
      case NoClassDefFoundError _ when isClassName(message) -> missing(message);
      case ClassNotFoundException _ when isClassName(message) -> missing(message);
      case ServiceConfigurationError _ -> message.replace(SERVICE_PREFIX, "");
      default -> name + ": " + message.lines().findFirst().orElse("");
    };
  }

  private static boolean isClassName(String message) {
    Matcher matcher = CLASS_NAME.matcher(message);
    return matcher.matches();
  }

  private static String missing(String className) {
    return "the class " + className.replace('/', '.') + " is missing";
  }
}
