package org.blastema.runner.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.runner.plugins.PluginFailure;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.JsonText;
import org.blastema.runner.tree.Problem;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into lines for a person and an exit code. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
  private final Session session;

  Failures(Session session) {
    this.session = session;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    if (session.debug()) {
      e.printStackTrace(session.err());
    }
    boolean json = line.getCommandSpec().commandLine().getParseResult().hasMatchedOption("--json");
    return switch (e) {
      case InvalidInput input -> problems(input.problems(), json);
      case InvalidConfiguration invalid ->
          say(invalid.getMessage() + known(invalid), ExitCode.BAD_INPUT, json);
      case PluginFailure failure -> say(failure.getMessage(), ExitCode.BAD_INPUT, json);
      case SimulationFailure failure -> say(failure.getMessage(), ExitCode.NUMERICAL_FAILURE, json);
      case InterruptedException _ -> say("interrupted", ExitCode.INTERRUPTED, json);
      case FileAlreadyExistsException there ->
          say(
              there.getFile() + " is there already; a run folder is never overwritten",
              ExitCode.BAD_INPUT,
              json);
      case NoSuchFileException missing -> say(missing(missing), ExitCode.BAD_INPUT, json);
      case IOException io -> say(String.valueOf(io.getMessage()), ExitCode.FAILED, json);
      default ->
          say(
              "internal error: " + e + (session.debug() ? "" : " (BLASTEMA_DEBUG=1 shows where)"),
              ExitCode.FAILED,
              json);
    };
  }

  private static String missing(NoSuchFileException e) {
    if (e.getReason() != null) {
      return e.getFile() + " " + e.getReason();
    }
    Path folder = Path.of(e.getFile()).toAbsolutePath().getParent();
    return folder == null || Files.isDirectory(folder)
        ? "there is no " + e.getFile()
        : "there is no folder " + folder;
  }

  private static String known(InvalidConfiguration invalid) {
    return invalid.knownWords().isEmpty()
        ? ""
        : "; known are " + String.join(", ", invalid.knownWords());
  }

  private int problems(List<Problem> problems, boolean json) {
    problems.forEach(problem -> session.err().println(problem));
    if (json) {
      session.out().print(JsonText.of(Map.of("problems", describe(problems))));
    }
    return ExitCode.BAD_INPUT;
  }

  private int say(String message, int exitCode, boolean json) {
    session.err().println("blastema: " + message);
    if (json) {
      session.out().print(JsonText.of(Map.of("error", message)));
    }
    return exitCode;
  }

  /** Problems as lists and maps, for JSON. */
  static List<Map<String, Object>> describe(List<Problem> problems) {
    return problems.stream().map(Failures::describe).toList();
  }

  private static Map<String, Object> describe(Problem problem) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", problem.place().source());
    map.put("line", problem.place().line());
    map.put("column", problem.place().column());
    map.put("message", problem.message());
    map.put("suggestion", problem.suggestion());
    return map;
  }
}
