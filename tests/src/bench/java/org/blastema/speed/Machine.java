package org.blastema.speed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import jdk.incubator.vector.DoubleVector;
import org.blastema.autodiff.LaneSupport;

/** What the benchmarks run on, in words. */
final class Machine {
  private Machine() {}

  /** Processor, cores, width of vectors, operating system, JDK. */
  static String description() {
    return "%s, %d cores, vectors of %d bits, %s %s; Java %s (%s); %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            DoubleVector.SPECIES_PREFERRED.vectorBitSize(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version(),
            System.getProperty("java.vendor"),
            LaneSupport.reason());
  }

  private static String processor() {
    Path file = Path.of("/proc/cpuinfo");
    try {
      if (Files.isReadable(file)) {
        return field(file, "model name")
            + field(file, "cpu family").replaceFirst("^", " family ")
            + field(file, "model\t").replaceFirst("^", " model ");
      }
    } catch (IOException e) {
      return "unknown processor";
    }
    return "unknown processor";
  }

  private static String field(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("?");
  }

  /** Average number of processes that wanted to run in the last minute; negative if unknown. */
  static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
  }
}
