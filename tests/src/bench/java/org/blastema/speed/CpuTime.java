package org.blastema.speed;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of the measuring process for one operation, garbage collection included: what
 * other programs on the machine disturb least. Of all iterations the least counts, as compilation
 * may go on in the others.
 */
public final class CpuTime implements InternalProfiler {
  /** Name of the result, in milliseconds. */
  static final String LABEL = "cpu";

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long start;

  /** Made by JMH. */
  public CpuTime() {}

  @Override
  public String getDescription() {
    return "processor time of an operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    start = system.getProcessCpuTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double time = (system.getProcessCpuTime() - start) / 1e6;
    long operations = result.getMetadata().getAllOps();
    return List.of(new ScalarResult(LABEL, time / operations, "ms/op", AggregationPolicy.MIN));
  }
}
