package org.blastema.gradbench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.blastema.plugin.Command;
import org.blastema.plugin.Describe;

/** Answers one GradBench eval until it closes its end. */
@Describe("Answer an eval of the benchmark suite GradBench on standard input and output.")
record GradBench() implements Command {
  @Override
  public int run(List<String> arguments, Streams streams) throws IOException {
    if (!arguments.isEmpty()) {
      streams.err().println("blastema: gradbench takes no arguments, not " + arguments);
      return 2;
    }
    PrintStream systemOut = System.out;
    System.setOut(streams.err()); // whoever else prints must not disturb the exchange
    try {
      new Protocol(Evals.all()).converse(streams.in(), streams.out());
    } finally {
      System.setOut(systemOut);
    }
    return 0;
  }
}
