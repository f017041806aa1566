package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gradient of a solution whose states would not fit into the memory there is. */
class LongSolutionTest {
  private static final int STEPS = 100_000;
  private static final int ROWS = 500;
  private static final double DURATION = 10;
  private static final double RATE = 0.3;
  private static final long HEAP = 256L << 20;
  private static final long PATIENCE_SECONDS = 300;

  @Test
  void gradientOfAHundredThousandStepsInALittleHeap(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat((long) STEPS * ROWS * Double.BYTES).isGreaterThan(HEAP);
    Path said = folder.resolve("said.txt");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx256m", "-Djava.awt.headless=true", "-cp"));
    line.add(System.getProperty("java.class.path"));
    line.add(Solution.class.getName());
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).isTrue();
    String text = Files.readString(said);
    assertThat(process.exitValue()).as(text).isZero();

    // each step multiplies by 1 - r h + (r h)^2 / 2
    double h = DURATION / STEPS;
    double factor = 1 - RATE * h + RATE * h * RATE * h / 2;
    double value = ROWS * Math.pow(factor, STEPS);
    double slope = value / factor * STEPS * (RATE * h - 1) * h;
    double[] got =
        text.lines()
            .flatMapToDouble(number -> java.util.stream.DoubleStream.of(Double.parseDouble(number)))
            .toArray();
    assertThat(got).hasSize(2);
    assertThat(got[0] / value - 1).isBetween(-1e-10, 1e-10);
    assertThat(got[1] / slope - 1).isBetween(-1e-10, 1e-10);
  }

  /** Prints the sum of all rows at the end and its derivative by the rate. */
  static final class Solution {
    private Solution() {}

    /** Runs in a process of its own. */
    public static void main(String[] arguments) {
      Formula decay =
          Formula.trace(
              "decay",
              List.of(Port.scalar("y"), Port.scalar("rate")),
              in -> new Expr[] {in.scalar("y").times(in.scalar("rate")).negate()});
      Tape tape = new Tape();
      Var rate = tape.input(Var.constant(RATE));
      Var end = OdeSolver.heun(STEPS).solve(decay, Var.filled(ROWS, 1, 1), List.of(rate), DURATION);
      tape.seed(end.sum(), 1);
      tape.sweep();
      System.out.println(end.sum().item());
      System.out.println(tape.adjoint(rate)[0]);
    }
  }
}
