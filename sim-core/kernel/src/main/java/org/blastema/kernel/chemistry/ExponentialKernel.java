package org.blastema.kernel.chemistry;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.plugin.Describe;

/**
 * {@code exp(-r sqrt(K/D)) / (2 sqrt(K D))}, the concentration around a plane source of infinite
 * extent, whatever the dimension of the tissue and the size of the source.
 *
 * <p>Source: R. Deshpande et al., "Engineering morphogenesis of cell clusters with differentiable
 * programming", Nature Computational Science (2025). {@link FiniteSizeKernel} is the physical
 * kernel.
 */
@Describe("Exponential decay with distance, whatever the dimension: the kernel of a plane source.")
public record ExponentialKernel() implements DiffusionKernel {
  private static final Formula STRENGTH =
      Formula.trace(
          "exponential strength",
          List.of(Port.scalar("a"), Port.scalar("D"), Port.scalar("K")),
          in -> new Expr[] {in.scalar("K").times(in.scalar("D")).sqrt().times(2).reciprocal()});
  private static final Formula SHAPE =
      Formula.trace(
          "exponential shape",
          List.of(Port.scalar("r"), Port.scalar("a"), Port.scalar("D"), Port.scalar("K")),
          in -> {
            Expr kappa = in.scalar("K").divide(in.scalar("D")).sqrt();
            return new Expr[] {in.scalar("r").times(kappa).negate().exp()};
          });

  @Override
  public Formula strength() {
    return STRENGTH;
  }

  @Override
  public Formula shape() {
    return SHAPE;
  }

  @Override
  public boolean needsDecay() {
    return true;
  }
}
