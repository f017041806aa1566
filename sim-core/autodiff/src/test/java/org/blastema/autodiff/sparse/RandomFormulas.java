package org.blastema.autodiff.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;

/** Formulas of random operations that are finite everywhere, with branches and few dependencies. */
final class RandomFormulas {
  private RandomFormulas() {}

  /**
   * A formula.
   *
   * @param inputs input columns, in two ports {@code x} and {@code y} of which the second has two
   * @param operations how many operations there are to choose outputs from
   */
  static Formula of(Random random, int inputs, int operations, int outputs) {
    return Formula.trace(
        "random",
        List.of(Port.vector("x", inputs - 2), Port.vector("y", 2)),
        in -> {
          List<Expr> known = new ArrayList<>(List.of(in.vector("x")));
          known.addAll(List.of(in.vector("y")));
          known.add(Expr.constant(0.75));
          for (int k = 0; k < operations; k++) {
            known.add(operation(random, known));
          }
          Expr[] results = new Expr[outputs];
          for (int k = 0; k < outputs; k++) {
            results[k] = known.get(known.size() - 1 - random.nextInt(operations));
          }
          return results;
        });
  }

  private static Expr operation(Random random, List<Expr> known) {
    Expr a = any(random, known);
    Expr b = any(random, known);
    return switch (random.nextInt(22)) {
      case 0 -> a.negate();
      case 1 -> a.abs();
      case 2 -> a.square().plus(1).sqrt();
      case 3 -> a.tanh().exp();
      case 4 -> a.square().plus(0.5).log();
      case 5 -> a.tanh();
      case 6 -> a.logistic();
      case 7 -> a.sin();
      case 8 -> a.cos();
      case 9 -> a.square().plus(1).pow(1.3).tanh();
      case 10 -> a.minus(b);
      case 11, 12 -> a.tanh().times(b);
      case 13 -> a.divide(b.sin().plus(2));
      case 14 -> a.min(b);
      case 15 -> a.max(b);
      case 16 -> Expr.where(a.lessThan(b), any(random, known).times(0.5), any(random, known).sin());
      case 17 -> a.atan();
      case 18 -> a.erf();
      case 19 -> a.square().log1p();
      case 20 -> a.tanh().expm1();
      default -> a.plus(b.times(0.25));
    };
  }

  private static Expr any(Random random, List<Expr> known) {
    return known.get(random.nextInt(known.size()));
  }

  /** A point, some of whose numbers are 0. */
  static double[] point(Random random, int inputs) {
    double[] x = new double[inputs];
    for (int k = 0; k < inputs; k++) {
      x[k] = random.nextInt(4) == 0 ? 0 : random.nextGaussian();
    }
    return x;
  }

  /** The entries of a Jacobian or Hessian formula as rows; its columns follow each other. */
  static double[][] dense(double[] entries, int columns) {
    int rows = entries.length / columns;
    double[][] dense = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        dense[i][j] = entries[j * rows + i];
      }
    }
    return dense;
  }
}
