package org.blastema.celltypes.behavior;

import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Var;
import org.blastema.kernel.mechanics.Window;
import org.blastema.kernel.model.StepContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Soft contact of two cells: 1 up to a distance, 0 from a larger one on, smooth between them (see
 * {@link Window}).
 *
 * @param full up to here contact is full, in sums of the radii
 * @param reach from here on there is none, in sums of the radii
 */
@Describe("When two cells touch: fully up to a distance, not at all from another one on.")
public record Contact(
    @Describe("Up to here contact is full, in sums of the radii.")
        @Default("1.1")
        @Range(min = 0, exclusiveMin = true)
        double full,
    @Describe("From here on there is none, in sums of the radii.")
        @Default("1.5")
        @Range(min = 0, exclusiveMin = true)
        double reach) {

  /** The usual contact. */
  public static final Contact STANDARD = new Contact(1.1, 1.5);

  /** Checks the order. */
  public Contact {
    if (!(reach > full)) {
      throw new IllegalArgumentException("reach must be greater than full");
    }
  }

  /** The contact of two cells at a distance, given the sum of their radii. */
  public Expr weight(Expr distance, Expr sigma) {
    return new Window.Relative(full, reach).applied(Expr.constant(1), distance, sigma);
  }

  /** All pairs of cells that may touch. */
  public Pairs pairs(StepContext context) {
    Var x = context.state().position();
    double largest = 0;
    for (double r : context.state().radius().data()) {
      largest = Math.max(largest, r);
    }
    return context.neighbors().within(x.data(), x.rows(), x.columns(), 2 * reach * largest);
  }
}
