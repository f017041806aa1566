package org.blastema.kernel.chemistry;

import org.blastema.autodiff.Formula;

/**
 * The steady concentration around one secreting cell, in unbounded space, with decay everywhere:
 * the product of a strength that belongs to the source and a shape that falls with distance.
 */
public interface DiffusionKernel {
  /**
   * The strength for a secretion rate of 1: inputs {@code a} (radius of the source), {@code D}
   * (diffusion coefficient), {@code K} (decay rate); one output column.
   */
  Formula strength();

  /**
   * The shape: inputs {@code r} (distance from the source's center), {@code a, D, K}; one output
   * column.
   */
  Formula shape();

  /** Whether there is no steady state without decay. */
  boolean needsDecay();
}
