package org.blastema.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.blastema.runner.command.BlastemaCommandLine;
import org.blastema.runner.command.Session;
import org.blastema.runner.command.Simulations;
import org.blastema.runner.plugins.PluginFailure;

/** The program. */
public final class Main {
  private Main() {}

  /** Carries out the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Session session =
        new Session(
            List.of(arguments),
            System.out,
            System.err,
            System.getenv(),
            Path.of(System.getProperty("user.home")),
            Main::simulations);
    System.exit(BlastemaCommandLine.execute(session));
  }

  private static Simulations simulations() {
    return ServiceLoader.load(Simulations.class)
        .findFirst()
        .orElseThrow(() -> new PluginFailure("this installation contains nothing that simulates"));
  }
}
