package org.blastema.kernel.chemistry;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.plugin.Describe;

/**
 * The concentration around a source of radius a that secretes through its surface, {@code D lap c =
 * K c} outside, with {@code kappa = sqrt(K/D)} and {@code rho = max(r, a)}:
 *
 * <pre>
 * 1-D   exp(-kappa (rho - a)) / (2 D kappa)
 * 2-D   K0(kappa rho) / (2 pi D a kappa K1(kappa a))
 * 3-D   exp(-kappa (rho - a)) / (4 pi D rho (1 + kappa a))
 * </pre>
 *
 * <p>These are the solutions that vanish far away and let the total flux 1 through the surface of
 * the source; inside it the concentration is that at the surface.
 */
public final class FiniteSizeKernel implements DiffusionKernel {
  private final int dimensions;
  private final Formula strength;
  private final Formula shape;

  /** The kernel for 1, 2 or 3 dimensions. */
  public FiniteSizeKernel(int dimensions) {
    if (dimensions < 1 || dimensions > 3) {
      throw new IllegalArgumentException("no diffusion kernel in " + dimensions + " dimensions");
    }
    this.dimensions = dimensions;
    this.strength =
        Formula.trace(
            "source strength",
            List.of(Port.scalar("a"), Port.scalar("D"), Port.scalar("K")),
            in -> new Expr[] {strength(in.scalar("a"), in.scalar("D"), in.scalar("K"))});
    this.shape =
        Formula.trace(
            "screened decay",
            List.of(Port.scalar("r"), Port.scalar("a"), Port.scalar("D"), Port.scalar("K")),
            in -> {
              Expr a = in.scalar("a");
              return new Expr[] {
                shape(in.scalar("r").max(a), a, in.scalar("K").divide(in.scalar("D")).sqrt())
              };
            });
  }

  private Expr strength(Expr a, Expr diffusion, Expr decay) {
    Expr kappa = decay.divide(diffusion).sqrt();
    Expr flux =
        switch (dimensions) {
          case 1 -> diffusion.times(kappa).times(2);
          case 2 ->
              diffusion
                  .times(2 * Math.PI)
                  .times(a)
                  .times(kappa)
                  .times(ModifiedBessel.k1(kappa.times(a)));
          default -> diffusion.times(4 * Math.PI).times(kappa.times(a).plus(1));
        };
    return flux.reciprocal();
  }

  private Expr shape(Expr rho, Expr a, Expr kappa) {
    Expr screened = kappa.times(a.minus(rho)).exp();
    return switch (dimensions) {
      case 1 -> screened;
      case 2 -> screened.times(ModifiedBessel.k0(kappa.times(rho)));
      default -> screened.divide(rho);
    };
  }

  @Override
  public Formula strength() {
    return strength;
  }

  @Override
  public Formula shape() {
    return shape;
  }

  @Override
  public boolean needsDecay() {
    return dimensions < 3;
  }

  /** The entries of a scenario: none, the dimension is that of space. */
  @Describe(
      "The screened steady state around a source of the cell's size, in the dimension of space.")
  public record Configuration() {}
}
