package org.blastema.cellbox.model;

import org.blastema.plugin.Describe;

/**
 * Which of the published equations a network follows, with {@code s = W x} (degree 1) or {@code s_i
 * = sum_j W_ij x_j + x_i sum_j W_ij} (degree 2), phi the envelope, u the perturbation. The equation
 * of CellBox.jl, {@code x' = alpha tanh(W x - u) - x}, is the first placement with {@code scale =
 * alpha}, {@code decay = 1} and the sign of u changed.
 *
 * @param envelope phi
 * @param placement where u enters
 * @param degree 1 or 2
 */
public record Variant(Envelope envelope, Placement placement, int degree) {
  /** Where the perturbation enters. */
  public enum Placement {
    /** {@code x' = scale phi(s + u) - decay x}. */
    @Describe("x' = scale phi(s + u) - decay x.")
    INSIDE,
    /** {@code x' = scale (phi(s) + u) - decay x}. */
    @Describe("x' = scale (phi(s) + u) - decay x.")
    SCALED,
    /** {@code x' = scale phi(s) + gain u - decay x}. */
    @Describe("x' = scale phi(s) + gain u - decay x.")
    BESIDE
  }

  /** The usual one: hyperbolic tangent of {@code W x + u}. */
  public static final Variant STANDARD = new Variant(Envelope.TANH, Placement.INSIDE, 1);

  /** Checks the degree. */
  public Variant {
    if (degree != 1 && degree != 2) {
      throw new IllegalArgumentException("degree " + degree + ", neither 1 nor 2");
    }
  }
}
