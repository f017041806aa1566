package org.blastema.speed;

import java.util.List;
import java.util.Random;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.OdeGradient;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;

/**
 * Populations that grow by {@code y' = r y (1 - y / K)}, each with its own rate and capacity,
 * solved by 1000 steps of the classical Runge-Kutta method, and the derivatives of each final size
 * by its start, rate and capacity.
 */
final class LogisticGrowth {
  static final int STEPS = 1000;
  static final double DURATION = 10;

  private static final Formula RATE =
      Formula.trace(
          "logistic growth",
          List.of(Port.scalar("y"), Port.scalar("r"), Port.scalar("K")),
          in -> {
            Expr y = in.scalar("y");
            return new Expr[] {
              in.scalar("r").times(y).times(y.divide(in.scalar("K")).negate().plus(1))
            };
          });

  private static final OdeSolver SOLVER = OdeSolver.rungeKutta4(STEPS);
  private static final OdeSolver SENSITIVE =
      SOLVER.withGradient(OdeGradient.forwardSensitivities());

  private static final ArrayFormula TOTAL =
      ArrayFormula.trace(
          "total of logistic growth",
          List.of(
              ArrayPort.reals("y", 1),
              ArrayPort.reals("r", 1),
              ArrayPort.reals("K", 1),
              ArrayPort.index("steps")),
          in -> {
            Reals y = in.reals("y");
            Real h = Real.constant(DURATION).divide(in.index("steps").toReal());
            return Outputs.of(
                "value",
                Real.sum(
                    y.length(),
                    i ->
                        Real.fold(
                            y.at(i),
                            in.index("steps"),
                            (k, now) ->
                                stepped(now, in.reals("r").at(i), in.reals("K").at(i), h))));
          });

  private final int rows;
  private final double[] y;
  private final double[] r;
  private final double[] capacity;
  private final Evaluation gradient;

  LogisticGrowth(int rows) {
    this.rows = rows;
    Random random = new Random(5);
    y = random.doubles(rows, 0.05, 0.2).toArray();
    r = random.doubles(rows, 0.2, 0.6).toArray();
    capacity = random.doubles(rows, 0.8, 1.5).toArray();
    gradient =
        TOTAL
            .gradient("y", "r", "K")
            .evaluation()
            .set("y", y)
            .set("r", r)
            .set("K", capacity)
            .set("steps", STEPS);
  }

  int rows() {
    return rows;
  }

  double[] starts() {
    return y;
  }

  double[] rates() {
    return r;
  }

  double[] capacities() {
    return capacity;
  }

  private static Real stepped(Real y, Real r, Real capacity, Real h) {
    Real k1 = rate(y, r, capacity);
    Real k2 = rate(y.plus(k1.times(h).times(0.5)), r, capacity);
    Real k3 = rate(y.plus(k2.times(h).times(0.5)), r, capacity);
    Real k4 = rate(y.plus(k3.times(h)), r, capacity);
    return y.plus(k1.plus(k2.plus(k3).times(2)).plus(k4).times(h).divide(6));
  }

  private static Real rate(Real y, Real r, Real capacity) {
    return r.times(y).times(y.divide(capacity).negate().plus(1));
  }

  /** By the adjoint of the steps: derivatives by the starts, then the rates, the capacities. */
  double[] adjoint() {
    return gradient(SOLVER);
  }

  /** By derivatives that are carried along. */
  double[] sensitivities() {
    return gradient(SENSITIVE);
  }

  private double[] gradient(OdeSolver solver) {
    Tape tape = new Tape();
    Var start = tape.input(Var.column(y));
    Var rate = tape.input(Var.column(r));
    Var limit = tape.input(Var.column(capacity));
    Var end = solver.solve(RATE, start, List.of(rate, limit), DURATION);
    tape.seed(end.sum(), 1);
    tape.sweep();
    return joined(tape.adjoint(start), tape.adjoint(rate), tape.adjoint(limit));
  }

  /** By the reverse mode of the loop over the steps as an array formula. */
  double[] byArrayFormula() {
    gradient.run();
    return joined(gradient.reals("y"), gradient.reals("r"), gradient.reals("K"));
  }

  private double[] joined(double[]... parts) {
    double[] all = new double[3 * rows];
    for (int k = 0; k < 3; k++) {
      System.arraycopy(parts[k], 0, all, k * rows, rows);
    }
    return all;
  }

  /** Number by number, with the three derivatives of every stage written out. */
  double[] byHand() {
    double[] result = new double[3 * rows];
    double h = DURATION / STEPS;
    double[] now = new double[4];
    double[] stage = new double[4];
    double[] slope = new double[4];
    double[] total = new double[4];
    for (int i = 0; i < rows; i++) {
      now[0] = y[i];
      now[1] = 1;
      now[2] = 0;
      now[3] = 0;
      for (int k = 0; k < STEPS; k++) {
        slope(now, r[i], capacity[i], slope);
        advance(now, slope, 0.5 * h, stage);
        System.arraycopy(slope, 0, total, 0, 4);
        slope(stage, r[i], capacity[i], slope);
        advance(now, slope, 0.5 * h, stage);
        advance(total, slope, 2, total);
        slope(stage, r[i], capacity[i], slope);
        advance(now, slope, h, stage);
        advance(total, slope, 2, total);
        slope(stage, r[i], capacity[i], slope);
        advance(total, slope, 1, total);
        advance(now, total, h / 6, now);
      }
      for (int k = 0; k < 3; k++) {
        result[k * rows + i] = now[1 + k];
      }
    }
    return result;
  }

  /** The rate of change of a size and of its derivatives by start, rate and capacity. */
  private static void slope(double[] at, double r, double capacity, double[] slope) {
    double size = at[0];
    double free = 1 - size / capacity;
    double bySize = r * (free - size / capacity);
    slope[0] = r * size * free;
    slope[1] = bySize * at[1];
    slope[2] = bySize * at[2] + size * free;
    slope[3] = bySize * at[3] + r * size * size / (capacity * capacity);
  }

  private static void advance(double[] from, double[] along, double by, double[] to) {
    for (int k = 0; k < 4; k++) {
      to[k] = from[k] + by * along[k];
    }
  }
}
