package org.blastema.celltypes.signaling;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.PairSum.Symmetry;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.behavior.Contact;

/** What cells receive of what the cells they touch present: the sum or the mean over contacts. */
final class Signal {
  /** How the neighbors count together. */
  enum Pooling {
    /** Contacts weigh the ligands, divided by the sum of the weights; 0 without contacts. */
    MEAN,
    /** Contacts weigh the ligands. */
    SUM
  }

  private final Pooling pooling;
  private final PairSum sum;

  Signal(Pooling pooling, Contact contact, int dimensions) {
    this.pooling = pooling;
    List<Port> ports =
        List.of(
            Port.vector("d", dimensions),
            Port.scalar("radius.i"),
            Port.scalar("radius.j"),
            Port.scalar("ligand.i"),
            Port.scalar("ligand.j"));
    Formula pair =
        Formula.trace(
            "contact signal",
            ports,
            in -> {
              Expr sigma = in.scalar("radius.i").plus(in.scalar("radius.j"));
              Expr length = Expr.norm(in.vector("d"));
              // contact is full at any distance below sigma: no derivative by a distance of 0
              Expr distance = Expr.where(length.greaterThan(0), length, sigma);
              Expr w = contact.weight(distance, sigma);
              return new Expr[] {
                w.times(in.scalar("ligand.j")), w, w.times(in.scalar("ligand.i")), w
              };
            });
    this.sum = PairSum.of(pair, dimensions, List.of("radius", "ligand"), Symmetry.EACH);
  }

  /**
   * The signal of every cell, {@code n x 1}.
   *
   * @param ligand what every cell presents, {@code n x 1}
   */
  Var of(Pairs pairs, Var x, Var radius, Var ligand) {
    Var sums = sum.apply(pairs, x, List.of(radius, ligand), List.of());
    if (pooling == Pooling.SUM) {
      return sums.column(0);
    }
    double[] alone = sums.column(1).toArray();
    for (int i = 0; i < alone.length; i++) {
      alone[i] = alone[i] > 0 ? 0 : 1;
    }
    return sums.column(0).divide(sums.column(1).plus(Var.column(alone)));
  }
}
