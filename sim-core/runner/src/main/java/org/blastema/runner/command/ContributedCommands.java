package org.blastema.runner.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.plugin.Command;
import org.blastema.plugin.Component;
import org.blastema.plugin.Contribution;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.runner.binding.Binder;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.binding.Units;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.PluginFailure;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Problems;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Gives the command line the commands that plugins contribute. Plugins are loaded only where the
 * first word is not a command of the program itself, so those start as fast as without plugins.
 */
final class ContributedCommands {
  private final Session session;

  ContributedCommands(Session session) {
    this.session = session;
  }

  /** Adds the commands; a plugin that does not work is reported and has none. */
  void addTo(CommandLine line) {
    List<String> words = session.arguments();
    Set<String> builtIn = Set.copyOf(line.getSubcommands().keySet());
    if (!words.isEmpty() && builtIn.contains(words.getFirst())) {
      return;
    }
    try {
      Keywords keywords = named(words).load(session).keywords();
      for (String word : keywords.words(Command.class)) {
        Contribution contribution = keywords.find(Command.class, word).orElseThrow();
        if (builtIn.contains(word)) {
          throw new PluginFailure(
              "plugin '%s' contributes the command '%s', which the program has itself"
                  .formatted(contribution.plugin(), word));
        }
        add(line, contribution, keywords);
      }
    } catch (PluginFailure e) {
      session.err().println("blastema: " + e.getMessage());
    }
  }

  /** The option that names plugins, wherever it stands. */
  private static PluginOptions named(List<String> words) {
    PluginOptions options = new PluginOptions();
    CommandLine reader = new CommandLine(CommandSpec.create().addMixin("plugins", spec(options)));
    reader.setUnmatchedArgumentsAllowed(true);
    reader.setExpandAtFiles(false);
    reader.getCommandSpec().parser().collectErrors(true);
    reader.parseArgs(words.toArray(String[]::new));
    return options;
  }

  private static CommandSpec spec(PluginOptions options) {
    return CommandSpec.forAnnotatedObject(options);
  }

  private void add(CommandLine line, Contribution contribution, Keywords keywords) {
    CommandLine command = new CommandLine(new Contributed(contribution, keywords, session));
    command.setUnmatchedOptionsArePositionalParams(true);
    command
        .getCommandSpec()
        .addMixin("plugins", spec(new PluginOptions()))
        .usageMessage()
        .description(RecordShape.of(contribution).description());
    line.addSubcommand(contribution.component().keyword(), command);
  }

  @CommandLine.Command
  private static final class Contributed extends SessionCommand {
    @Option(
        names = {"-h", "--help"},
        description = "Show this help message and exit.")
    private boolean help;

    @Spec private CommandSpec self;

    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "What the command is told.")
    private List<String> arguments = List.of();

    private final Contribution contribution;
    private final Keywords keywords;

    Contributed(Contribution contribution, Keywords keywords, Session session) {
      this.contribution = contribution;
      this.keywords = keywords;
      join(session);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      try {
        Command command = made(contribution.component());
        if (help) {
          String usage = command.usage();
          session().out().println(usage.isEmpty() ? self.commandLine().getUsageMessage() : usage);
          return ExitCode.DONE;
        }
        return command.run(
            List.copyOf(arguments),
            new Command.Streams(session().in(), session().out(), session().err()));
      } catch (InvalidConfiguration | InvalidInput | PluginFailure | SimulationFailure e) {
        throw e;
      } catch (RuntimeException | LinkageError e) {
        throw new PluginFailure(
            "plugin '%s' failed in the command '%s'"
                .formatted(contribution.plugin(), contribution.component().keyword()),
            e);
      }
    }

    private <C extends Record, T> Command made(Component<C, T> component) {
      Problems problems = new Problems();
      MapNode nothing = MapNode.empty(Place.in("the command '" + component.keyword() + "'"), "");
      Optional<C> configuration =
          new Binder(keywords, Units.none(), nothing, problems)
              .bind(nothing, component.configuration());
      problems.throwIfAny();
      return (Command) component.factory().create(configuration.orElseThrow(), new NoScenario());
    }
  }
}
