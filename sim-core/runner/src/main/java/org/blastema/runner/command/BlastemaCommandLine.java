package org.blastema.runner.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;

/** The command line with all its commands. */
public final class BlastemaCommandLine {
  private BlastemaCommandLine() {}

  @Command(
      name = "blastema",
      description = "Simulate and design living tissue, with derivatives through all of it.",
      versionProvider = Version.class,
      mixinStandardHelpOptions = true,
      subcommands = {
        RunCommand.class,
        ValidateCommand.class,
        ResumeCommand.class,
        TrainCommand.class,
        EvaluateCommand.class,
        ExportCommand.class,
        BenchCommand.class,
        SchemaCommand.class,
        PluginsCommand.class,
        NewCommand.class,
        DoctorCommand.class
      },
      footer = {
        "",
        "Exit codes: 0 done, 2 bad input, 3 numerical failure, 4 checks failed, 130 interrupted.",
        "BLASTEMA_DEBUG=1 shows stack traces."
      })
  private static final class Root implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().usage(spec.commandLine().getOut());
      return ExitCode.DONE;
    }
  }

  /** The version that {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"blastema " + Session.version()};
    }
  }

  /**
   * Carries out a command.
   *
   * @return the exit code, see {@link ExitCode}
   */
  public static int execute(Session session) {
    CommandLine line = new CommandLine(new Root(), factory(session));
    new ContributedCommands(session).addTo(line);
    line.setOut(new PrintWriter(session.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(session.err(), true, StandardCharsets.UTF_8));
    line.setUsageHelpAutoWidth(false);
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler(new BadArguments(session));
    line.setExecutionExceptionHandler(new Failures(session));
    return line.execute(session.arguments().toArray(String[]::new));
  }

  private static IFactory factory(Session session) {
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        K made = CommandLine.defaultFactory().create(type);
        if (made instanceof SessionCommand command) {
          command.join(session);
        }
        return made;
      }
    };
  }
}
