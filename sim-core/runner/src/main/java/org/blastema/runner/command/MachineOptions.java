package org.blastema.runner.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many threads work. */
final class MachineOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use, all cores by default; does not change the results.")
  void threads(int count) {
    if (count < 1) {
      throw new ParameterException(
          command.commandLine(), "--threads must be at least 1, not " + count);
    }
    threads = count;
  }

  int threads() {
    return threads;
  }
}
