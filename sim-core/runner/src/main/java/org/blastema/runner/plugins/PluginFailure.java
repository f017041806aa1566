package org.blastema.runner.plugins;

/** A plugin does not work; the message names it and the cause. */
public final class PluginFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the plugin's name in the message. */
  public PluginFailure(String message, Throwable cause) {
    super(message + ": " + reason(cause), cause);
  }

  /** With the plugin's name in the message. */
  public PluginFailure(String message) {
    super(message);
  }

  private static String reason(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getMessage() == null && innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String name = innermost.getClass().getSimpleName();
    String message = innermost.getMessage();
    return message == null ? name : name + ": " + message.lines().findFirst().orElse("");
  }
}
