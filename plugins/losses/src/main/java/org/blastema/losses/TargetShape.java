package org.blastema.losses;

import org.blastema.autodiff.Var;

/** The shape that a tissue is to take: points that stand for it. */
public interface TargetShape {
  /** Points of equal weight, {@code m x dimensions} of the space, in length. */
  Var points();
}
