package org.blastema.autodiff;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Compiles a program to code on vector lanes once it has computed so much that this pays. Both
 * kinds of code give the same bits, so nobody sees when that happens.
 */
final class RowCode {
  private final ValueList values;
  private final Uniforms uniforms;
  private final boolean strict;
  private final long coldRows;
  private final AtomicLong rowsSoFar = new AtomicLong();
  private volatile RowKernel kernel;

  /**
   * Code for a list of values.
   *
   * @param strict whether gated products get their care always
   * @param cold operations on numbers after which it is compiled
   */
  RowCode(ValueList values, Uniforms uniforms, boolean strict, long cold) {
    this.values = values;
    this.uniforms = uniforms;
    this.strict = strict;
    this.coldRows = cold / Math.max(1, values.size());
  }

  /** The kernel, or null if these rows are to be interpreted. */
  RowKernel kernel(int rows) {
    RowKernel known = kernel;
    if (known != null || !LaneSupport.isActive()) {
      return known;
    }
    return rowsSoFar.addAndGet(rows) > coldRows ? compile() : null;
  }

  private synchronized RowKernel compile() {
    if (kernel == null) {
      kernel = RowGenerator.kernel(new RowPlan(values, uniforms, strict));
    }
    return kernel;
  }
}
