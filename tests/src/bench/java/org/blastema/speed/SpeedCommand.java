package org.blastema.speed;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
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

  private static final Pattern JAR =
      Pattern.compile(
          "(jmh-core|hipparchus-core|commons-math3|pytorch-engine|pytorch-native-cpu)"
              + "-([0-9.]+[0-9])[^/]*[.]jar");

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
    List<String> names = names();
    if (isList) {
      names.forEach(out::println);
      return 0;
    }
    String before = Machine.load();
    List<Row> rows = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (String name : names) {
      System.err.printf("%d of %d: %s%n", names.indexOf(name) + 1, names.size(), name);
      List<Row> found = rows(new Runner(options(name)).run());
      rows.addAll(found);
      if (found.isEmpty()) {
        failed.add(name);
      }
    }
    Table table = new Table(rows);
    List<String> about =
        List.of(
            Machine.description(),
            "%s; load at the start %s, at the end %s; %s"
                .formatted(
                    LocalDate.now(ZoneId.systemDefault()), before, Machine.load(), versions()));
    about.forEach(out::println);
    out.println();
    out.print(table.text());
    failed.forEach(name -> out.println("failed (--verbose says why): " + name));
    if (markdown != null) {
      Files.writeString(markdown, String.join("\n", about) + "\n\n" + table.markdown());
    }
    return rows.isEmpty() || !failed.isEmpty() ? 1 : 0;
  }

  private List<String> names() {
    var silent = OutputFormatFactory.createFormatInstance(out, VerboseMode.SILENT);
    return BenchmarkList.defaultList()
        .find(silent, List.of(Pattern.quote(PACKAGE) + ".*(?:" + filter + ")"), List.of())
        .stream()
        .map(BenchmarkListEntry::getUsername)
        .distinct()
        .toList();
  }

  private Options options(String name) {
    // what is not compiled can take seconds an operation and does not get faster
    boolean isBrief = isQuick || name.contains(".interpreted");
    return new OptionsBuilder()
        .include("^" + Pattern.quote(name) + "$")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MILLISECONDS)
        .addProfiler(CpuTime.class)
        .forks(1)
        .warmupIterations(isBrief ? 2 : 5)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(isBrief ? 3 : 8)
        .measurementTime(TimeValue.milliseconds(isQuick ? 300 : 500))
        .shouldFailOnError(false)
        .verbosity(isVerbose ? VerboseMode.NORMAL : VerboseMode.SILENT)
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
      double best = result.getSecondaryResults().get(CpuTime.LABEL).getScore();
      double clock = result.getPrimaryResult().getStatistics().getMin();
      rows.add(new Row(measures.of(), size, measures.by(), best, clock));
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

  /** Names and versions of what others have made. */
  private static String versions() {
    return JAR.matcher(System.getProperty("java.class.path"))
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
