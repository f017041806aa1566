package org.blastema.runner.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "bench",
    description = "Measure how fast this machine simulates.",
    mixinStandardHelpOptions = true)
final class BenchCommand extends SessionCommand {
  @Mixin private PluginOptions plugins;
  @Mixin private MachineOptions machine;

  @Parameters(
      paramLabel = "NAME",
      description =
          "elongation, rigid-body, or autodiff, which is built from the sources on first use and"
              + " has options of its own (blastema bench autodiff --help).")
  private String name;

  @Override
  public Integer call() throws InterruptedException {
    session()
        .simulations()
        .get()
        .bench(name, plugins.load(session()).keywords(), machine.threads(), session().out());
    return ExitCode.DONE;
  }
}
