package org.blastema.runner.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.runner.tree.NearestWord;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a command line that cannot be understood: one line, with the nearest word. */
final class BadArguments implements CommandLine.IParameterExceptionHandler {
  private final Session session;

  BadArguments(Session session) {
    this.session = session;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched.getUnmatched().getFirst(), spec)
            : e.getMessage().replaceFirst("is not an? (int|long)$", "is not a whole number");
    session.err().println("blastema: " + message);
    session.err().println("See '" + spec.qualifiedName() + " --help'.");
    return ExitCode.BAD_INPUT;
  }

  private static String unmatched(String word, CommandSpec spec) {
    if (word.startsWith("-")) {
      String name = word.replaceFirst("=.*", "");
      List<String> known = new ArrayList<>();
      spec.options().forEach(option -> known.addAll(List.of(option.names())));
      return "unknown option '" + name + "'" + hint(NearestWord.to(name, known));
    }
    if (!spec.subcommands().isEmpty()) {
      List<String> known = new ArrayList<>(spec.subcommands().keySet());
      Optional<String> nearest = NearestWord.to(word, known);
      String list = nearest.isEmpty() ? " (known: " + String.join(", ", known) + ")" : "";
      return "unknown command '" + word + "'" + hint(nearest) + list;
    }
    return "unexpected argument '" + word + "'";
  }

  private static String hint(Optional<String> nearest) {
    return nearest.map(word -> " (did you mean '" + word + "'?)").orElse("");
  }
}
