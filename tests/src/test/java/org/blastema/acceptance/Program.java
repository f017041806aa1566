package org.blastema.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.blastema.runner.command.BlastemaCommandLine;
import org.blastema.runner.command.Experiments;
import org.blastema.runner.command.Session;
import org.blastema.runner.command.Simulations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real program, run in this process.
 *
 * @param exitCode exit code
 * @param out what it printed
 * @param err its messages
 */
record Program(int exitCode, String out, String err) {
  /** Carries out a command line; words are given one by one. */
  static Program run(Object... words) {
    return run(Experiments::new, words);
  }

  /** Carries out a command line and interrupts it when so many units of work are done. */
  static Program stoppedAfter(long units, Object... words) {
    return run(() -> new StoppingAfter(units), words);
  }

  private static Program run(Supplier<Simulations> simulations, Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        BlastemaCommandLine.execute(
            new Session(
                List.of(words).stream().map(Object::toString).toList(),
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                Path.of("no-home"),
                simulations));
    return new Program(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** What it printed, as JSON. */
  JsonNode json() {
    return JsonMapper.shared().readTree(out);
  }

  /** A file or folder of the test resources. */
  static Path resource(String name) {
    try {
      return Path.of(Program.class.getResource("/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
