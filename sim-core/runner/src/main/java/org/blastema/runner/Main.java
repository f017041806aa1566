package org.blastema.runner;

import java.nio.file.Path;
import java.util.List;
import org.blastema.runner.command.BlastemaCommandLine;
import org.blastema.runner.command.Experiments;
import org.blastema.runner.command.Session;

/** The program. */
public final class Main {
  private Main() {}

  /** Carries out the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Session session =
        new Session(
            List.of(arguments),
            System.in,
            System.out,
            System.err,
            System.getenv(),
            Path.of(System.getProperty("user.home")),
            Experiments::new);
    System.exit(BlastemaCommandLine.execute(session));
  }
}
