package org.blastema.autodiff.array;

import java.util.List;

/** Formulas that several tests use. */
final class Programs {
  private Programs() {}

  /** Logarithm of the sum of exponentials of an array. */
  static ArrayFormula logSumExp() {
    return ArrayFormula.trace(
        "lse",
        List.of(ArrayPort.reals("x", 1)),
        in -> Outputs.of("value", Real.logSumExp(in.reals("x"))));
  }

  /** Determinant of a matrix, stored row by row, by expansion along the first row. */
  static ArrayFormula determinant() {
    return ArrayFormula.trace(
        "det",
        List.of(ArrayPort.reals("A", 1), ArrayPort.index("n")),
        in -> {
          Index n = in.index("n");
          Index all = Index.constant(1).shiftLeft(n).minus(1);
          return Outputs.of("value", minor().call(in.reals("A"), n, Index.constant(0), all));
        });
  }

  private static Routine minor() {
    return Routine.define(
        "minor",
        List.of(
            ArrayPort.reals("A", 1),
            ArrayPort.index("n"),
            ArrayPort.index("row"),
            ArrayPort.index("columns")),
        (self, in) -> {
          Reals a = in.reals("A");
          Index n = in.index("n");
          Index row = in.index("row");
          Index columns = in.index("columns");
          return Real.choose(
              columns.isEqual(0),
              () -> Real.constant(1),
              () ->
                  Real.sum(
                      columns.bitCount(),
                      k -> {
                        Index column = columns.bit(k);
                        Index rest = columns.xor(Index.constant(1).shiftLeft(column));
                        Index sign = Index.constant(1).minus(k.and(Index.constant(1)).times(2));
                        return sign.toReal()
                            .times(a.at(row.times(n).plus(column)))
                            .times(self.call(a, n, row.plus(1), rest));
                      }));
        });
  }

  /** The system y0' = x0, yi' = xi y(i-1) by the classical Runge-Kutta method from 0 to 2. */
  static ArrayFormula rungeKutta() {
    return ArrayFormula.trace(
        "ode",
        List.of(ArrayPort.reals("x", 1), ArrayPort.index("s")),
        in -> {
          Reals x = in.reals("x");
          Index n = x.length();
          Real h = Real.constant(2).divide(in.index("s").toReal());
          Reals start = Reals.build(n, i -> Real.constant(0));
          return Outputs.of(
              "y",
              Carried.of(start)
                  .loop(
                      in.index("s"),
                      (t, c) -> {
                        Reals y = c.reals(0);
                        Reals k1 = rate(x, y);
                        Reals k2 = rate(x, shifted(y, k1, h.times(0.5)));
                        Reals k3 = rate(x, shifted(y, k2, h.times(0.5)));
                        Reals k4 = rate(x, shifted(y, k3, h));
                        return Carried.of(
                            Reals.build(
                                n,
                                i ->
                                    y.at(i)
                                        .plus(
                                            k1.at(i)
                                                .plus(k2.at(i).times(2))
                                                .plus(k3.at(i).times(2))
                                                .plus(k4.at(i))
                                                .times(h.divide(6)))));
                      })
                  .reals(0));
        });
  }

  private static Reals rate(Reals x, Reals y) {
    return Reals.build(
        x.length(),
        i -> Real.choose(i.isEqual(0), () -> x.at(0), () -> x.at(i).times(y.at(i.minus(1)))));
  }

  private static Reals shifted(Reals y, Reals k, Real h) {
    return Reals.build(y.length(), i -> y.at(i).plus(k.at(i).times(h)));
  }

  /** Newton's iteration for the square root, until it no longer moves. */
  static ArrayFormula newtonRoot() {
    return ArrayFormula.trace(
        "root",
        List.of(ArrayPort.real("a")),
        in -> {
          Real a = in.real("a");
          return Outputs.of(
              "value",
              Real.loopWhile(
                  a,
                  x -> Real.constant(1e-10).isLess(x.times(x).minus(a).abs()),
                  x -> x.plus(a.divide(x)).times(0.5)));
        });
  }
}
