package org.blastema.speed;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the benchmarks, each in a process of its own, and prints a table. */
@Command(
    name = "blastema bench autodiff",
    description =
        "Measure derivatives: formulas, loops written by hand, and other libraries for the JVM.",
    mixinStandardHelpOptions = true)
public final class SpeedCommand implements Callable<Integer> {
  private static final String PACKAGE = "org.blastema.speed.";

  @Parameters(
      paramLabel = "FILTER",
      arity = "0..1",
      defaultValue = "",
      description = "Only benchmarks whose class or method contains this regular expression.")
  private String filter;

  @Option(names = "--quick", description = "Fewer and shorter iterations; rough numbers.")
  private boolean isQuick;

  @Option(names = "--list", description = "Print the names of the benchmarks only.")
  private boolean isList;

  @Option(names = "--verbose", description = "Show every iteration.")
  private boolean isVerbose;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the table to a file in Markdown too.")
  private Path markdown;

  private final PrintStream out = System.out;

  /** Made by {@link #main}. */
  private SpeedCommand() {}

  /** Carries out a command line. */
  public static void main(String... words) {
    System.exit(new CommandLine(new SpeedCommand()).execute(words));
  }

  @Override
  public Integer call() throws RunnerException, IOException {
    if (isList) {
      new Runner(options()).list();
      return 0;
    }
    String before = Machine.load();
    Collection<RunResult> results = new Runner(options()).run();
    Table table = new Table(rows(results));
    List<String> about =
        List.of(
            Machine.description(),
            "%s; load at the start %s, at the end %s; %s"
                .formatted(LocalDate.now(), before, Machine.load(), versions()));
    about.forEach(out::println);
    out.println();
    out.print(table.text());
    if (markdown != null) {
      Files.writeString(markdown, String.join("\n", about) + "\n\n" + table.markdown());
    }
    return results.isEmpty() ? 1 : 0;
  }

  private Options options() {
    return new OptionsBuilder()
        .include(Pattern.quote(PACKAGE) + ".*(?:" + filter + ")")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MILLISECONDS)
        .forks(1)
        .warmupIterations(isQuick ? 2 : 4)
        .warmupTime(TimeValue.milliseconds(isQuick ? 700 : 1000))
        .measurementIterations(isQuick ? 3 : 7)
        .measurementTime(TimeValue.milliseconds(isQuick ? 300 : 700))
        .shouldFailOnError(false)
        .verbosity(isVerbose || isList ? VerboseMode.NORMAL : VerboseMode.SILENT)
        .jvmArgs(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-Xms1g",
            "-Xmx2g",
            // one thread for everybody
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1",
            "-Dai.djl.offline=true",
            "-DDJL_CACHE_DIR=" + System.getProperty("bench.cache", "target/bench/native"))
        .build();
  }

  private static List<Row> rows(Collection<RunResult> results) {
    List<Row> rows = new ArrayList<>();
    for (RunResult result : results) {
      var parameters = result.getParams();
      Measures measures = measures(parameters.getBenchmark());
      String size =
          String.join(
              ", ",
              parameters.getParamsKeys().stream()
                  .map(key -> parameters.getParam(key) + " " + key)
                  .toList());
      var times = result.getPrimaryResult().getStatistics();
      rows.add(
          new Row(measures.of(), size, measures.by(), times.getMin(), times.getPercentile(50)));
    }
    return rows;
  }

  private static Measures measures(String benchmark) {
    int dot = benchmark.lastIndexOf('.');
    try {
      return Arrays.stream(Class.forName(benchmark.substring(0, dot)).getMethods())
          .filter(method -> method.getName().equals(benchmark.substring(dot + 1)))
          .map(SpeedCommand::annotation)
          .findFirst()
          .orElseThrow();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Measures annotation(Method method) {
    return method.getAnnotation(Measures.class);
  }

  private static String versions() {
    return System.getProperty("bench.versions", "");
  }
}
