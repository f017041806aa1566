package org.blastema.runner.command;

import org.blastema.runner.bench.BenchmarkRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
          "elongation, forward (cell-steps a second), gradient (what a gradient costs),"
              + " field (voxel-steps a second), rigid-body, or autodiff, which is built from the sources on first use and"
              + " has options of its own (blastema bench autodiff --help).")
  private String name;

  @Spec private CommandSpec command;
  @Mixin private JsonOption json;
  private int dimensions = 3;
  private int cells = 10_000;

  @Option(
      names = "--dimensions",
      paramLabel = "D",
      description = "For forward and field: 2 or 3, 3 by default.")
  void dimensions(int count) {
    if (count != 2 && count != 3) {
      throw new ParameterException(
          command.commandLine(), "--dimensions must be 2 or 3, not " + count);
    }
    dimensions = count;
  }

  @Option(
      names = "--cells",
      paramLabel = "N",
      description =
          "For forward, gradient and field: number of cells, or of voxels, 10000 by default.")
  void cells(int count) {
    if (count < 1) {
      throw new ParameterException(
          command.commandLine(), "--cells must be at least 1, not " + count);
    }
    cells = count;
  }

  @Override
  public Integer call() throws InterruptedException {
    session()
        .simulations()
        .get()
        .bench(
            new BenchmarkRequest(name, dimensions, cells, machine.threads(), json.isSet()),
            plugins.load(session()).keywords(),
            session().out());
    return ExitCode.DONE;
  }
}
