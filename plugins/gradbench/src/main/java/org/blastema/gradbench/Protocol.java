package org.blastema.gradbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tool's side of GradBench's exchange of messages: one JSON object a line, each answered by one
 * with the same id.
 */
final class Protocol {
  private final Map<String, Supplier<Eval>> known;
  private final Map<String, Eval> defined = new HashMap<>();
  private final MessageReader reader = new MessageReader();

  /** A tool that knows evals by their names. */
  Protocol(Map<String, Supplier<Eval>> known) {
    this.known = known;
  }

  /** Answers messages until there are none. */
  void converse(InputStream in, OutputStream out) throws IOException {
    LineReader lines = new LineReader(in);
    while (lines.advance()) {
      if (lines.length() > 0) {
        out.write(answer(reader.read(lines.line(), lines.length())));
        out.flush();
      }
    }
  }

  private byte[] answer(Fields message) {
    int id = message.whole("id");
    return switch (message.text("kind")) {
      case "start" -> new Answer(id).put("tool", "blastema").line();
      case "define" -> define(id, message);
      case "evaluate" -> evaluate(id, message);
      default -> new Answer(id).line();
    };
  }

  private byte[] define(int id, Fields message) {
    try {
      eval(message.text("module"));
      return new Answer(id).put("success", true).line();
    } catch (RuntimeException | VirtualMachineError e) {
      return failure(id, e);
    }
  }

  private Eval eval(String module) {
    Supplier<Eval> maker = known.get(module);
    if (maker == null) {
      throw new IllegalArgumentException("there is no module '" + module + "'");
    }
    Eval eval = defined.get(module);
    if (eval == null) {
      eval = maker.get();
      defined.put(module, eval);
    }
    return eval;
  }

  private byte[] evaluate(int id, Fields message) {
    try {
      long start = System.nanoTime();
      Fields input =
          message.find("input").orElse(null) instanceof Double bare
              ? new Fields(Map.of("x", bare))
              : message.fields("input");
      Task task = eval(message.text("module")).prepare(message.text("function"), input);
      Timings timings =
          Timings.of(
              task,
              (int) input.number("min_runs", 1),
              input.number("min_seconds", 0),
              System.nanoTime() - start);
      return new Answer(id).put("success", true).output(task.output()).timings(timings).line();
    } catch (RuntimeException | VirtualMachineError e) {
      return failure(id, e);
    }
  }

  private static byte[] failure(int id, Throwable e) {
    boolean says = e instanceof IllegalArgumentException && e.getMessage() != null;
    return new Answer(id)
        .put("success", false)
        .put("error", says ? e.getMessage() : e.toString())
        .line();
  }
}
