package org.blastema.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * A word after {@code blastema} on the command line. Contributed like every other keyword, {@code
 * contribute(Command.class, "word", MyCommand.class, (c, context) -> c)}; what {@link Describe}
 * says of the configuration record is its line in {@code blastema --help}. No scenario is read, so
 * the record is made of the defaults of its components.
 */
@FunctionalInterface
public interface Command {
  /**
   * Carries the command out.
   *
   * @param arguments the words that follow the command's own, without those that name plugins
   * @param streams where it reads and writes
   * @return the exit code of the program: 0 done, 1 failed, 2 bad input, 3 numerical failure
   */
  int run(List<String> arguments, Streams streams) throws IOException, InterruptedException;

  /** What {@code --help} prints; a general text if it is empty. */
  default String usage() {
    return "";
  }

  /**
   * Where a command reads and writes.
   *
   * @param in standard input
   * @param out for results
   * @param err for messages
   */
  record Streams(InputStream in, PrintStream out, PrintStream err) {}
}
