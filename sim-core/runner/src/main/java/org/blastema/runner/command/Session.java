package org.blastema.runner.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.blastema.plugin.BlastemaVersion;

/**
 * What surrounds one call of the command line.
 *
 * @param arguments the words of the command line
 * @param in what commands read that converse
 * @param out where results go
 * @param err where messages go
 * @param environment environment variables
 * @param home the user's home folder
 * @param simulations makes what simulates; called by commands that simulate only
 */
public record Session(
    List<String> arguments,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path home,
    Supplier<Simulations> simulations) {

  /** Whether stack traces are wanted ({@code BLASTEMA_DEBUG=1}). */
  boolean debug() {
    return "1".equals(environment.get("BLASTEMA_DEBUG"));
  }

  /** Where the user's own plugins lie. */
  Path pluginFolder() {
    return home.resolve(".blastema").resolve("plugins");
  }

  /** Version of the program. */
  static String version() {
    return BlastemaVersion.current();
  }
}
