package org.blastema.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blastema.record.cells.CellsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program that the documentation gives for reading cells without any library of ours. */
class ReadmeTest {
  private static final Pattern PROGRAM =
      Pattern.compile("numpy alone:\\s+```python\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  private String python(String program) throws Exception {
    Path script = Files.writeString(folder.resolve("program.py"), program);
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder("python3", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = process.waitFor();
    String text = Files.readString(output, UTF_8);
    assertThat(exit).as(text).isZero();
    return text;
  }

  private boolean numpyIsHere() {
    try {
      return new ProcessBuilder("python3", "-c", "import numpy").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void thePythonProgramReadsWhatWasWritten() throws Exception {
    assumeTrue(numpyIsHere(), "needs python3 with numpy");
    Matcher program = PROGRAM.matcher(Files.readString(Path.of("README.md"), UTF_8));
    assertThat(program.find()).isTrue();
    Path run = Files.createDirectories(folder.resolve("runs/axial-elongation-001"));
    try (RunWriter writer = RunWriter.createAt(run, SampleRun.start("axial-elongation"))) {
      SampleRun.go(writer, 1000);
      writer.done();
    }
    String output =
        python(
            program.group(1)
                + """
                print(len(frames), [len(f) for f in frames] == list(count))
                print(repr(float(frames[123][-1])), repr(float(frames[999].sum())))
                print(list(column(run, "id")[offset[123]:offset[124]]))
                """);
    CellsReader cells = RunReader.open(run).cells().orElseThrow();
    double[] x = cells.doubles(123, "x");
    String[] lines = output.split("\n");
    assertThat(lines[0]).isEqualTo("1000 True");
    String[] numbers = lines[1].split(" ");
    assertThat(Double.parseDouble(numbers[0])).isEqualTo(x[x.length - 1]);
    double sum = 0;
    for (double value : cells.doubles(999, "x")) {
      sum += value;
    }
    // Numpy adds in another order.
    assertThat(Double.parseDouble(numbers[1])).isCloseTo(sum, within(1e-12 * Math.abs(sum)));
    assertThat(lines[2].replaceAll("np\\.int32\\((\\d+)\\)", "$1"))
        .isEqualTo(List.of(boxed(cells.ints(123, "id"))).toString());
    assertThat(lines).hasSize(3);
    assertThat(output.toLowerCase(Locale.ROOT)).doesNotContain("warning");
  }

  private static Integer[] boxed(int[] values) {
    return Arrays.stream(values).boxed().toArray(Integer[]::new);
  }
}
