package org.blastema.record;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures what this process takes from the moment it is made. */
final class ProcessCost {
  private static final double MILLIS_PER_SECOND = 1000;
  private static final Path LINUX_STATUS = Path.of("/proc/self/status");
  private static final Pattern LINUX_PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

  private final long wallAtStart = System.nanoTime();
  private final long cpuAtStart = cpuNanos();

  RunInfo.Cost now() {
    return new RunInfo.Cost(
        seconds(cpuNanos() - cpuAtStart),
        seconds(System.nanoTime() - wallAtStart),
        peakMemoryBytes());
  }

  /** Seconds to the millisecond: more would be noise. */
  private static double seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos) / MILLIS_PER_SECOND;
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long peakMemoryBytes() {
    return Files.isReadable(LINUX_STATUS) ? linuxPeakBytes() : poolsPeakBytes();
  }

  private static long linuxPeakBytes() {
    try {
      Matcher peak = LINUX_PEAK.matcher(Files.readString(LINUX_STATUS));
      return peak.find() ? Long.parseLong(peak.group(1)) * 1024 : poolsPeakBytes();
    } catch (IOException e) {
      return poolsPeakBytes();
    }
  }

  private static long poolsPeakBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
        .sum();
  }
}
