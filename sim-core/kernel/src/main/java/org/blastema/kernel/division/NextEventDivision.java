package org.blastema.kernel.division;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.model.StochasticStep;
import org.blastema.kernel.random.Purpose;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/**
 * Divisions at exact times: in a macro-step every cell waits for an exponentially distributed time
 * with its division rate q, divides, and both cells go on waiting with that rate, so that a cell
 * may divide several times and its daughters too. As long as rates stay what they are, the number
 * of cells follows the pure birth process for macro-steps of any length.
 *
 * <p>Divisions are carried out in the order of their times, and daughters are born at these. The
 * log-probability is that of all times: the sum of {@code log q} over the divisions, less the sum
 * of q times how long it was waited.
 *
 * <p>Source: D. T. Gillespie, Journal of Physical Chemistry 81 (1977) 2340, in the form of M. A.
 * Gibson and J. Bruck, Journal of Physical Chemistry A 104 (2000) 1876, a waiting time for every
 * cell.
 */
public final class NextEventDivision implements StochasticStep<NextEventDivision.Events> {
  /** More divisions than this in one macro-step mean that it is far too long. */
  private static final int LIMIT = 1_000_000;

  /** {@code count log(rate) - rate exposure}; without divisions the logarithm is not taken. */
  private static final Formula LOG_DENSITY =
      Formula.trace(
          "next-event log-density",
          List.of(Port.scalar("rate"), Port.scalar("count"), Port.scalar("exposure")),
          in -> {
            Expr divided = in.scalar("count").times(in.scalar("rate").log());
            Expr waited = in.scalar("rate").times(in.scalar("exposure"));
            return new Expr[] {
              Expr.where(in.scalar("count").greaterThan(0), divided, Expr.constant(0)).minus(waited)
            };
          });

  /**
   * The divisions of a macro-step, in order of their times.
   *
   * @param divisions rows of the mothers count cells as they are when the division takes place
   * @param times when, from the beginning of the macro-step
   */
  public record Events(List<Division> divisions, List<Double> times) {}

  /** A division to come. */
  private record Waiting(double time, int row, int id, int drawn) {}

  private final int dimensions;
  private final Placement placement;

  /** Exactly timed divisions in a space of so many dimensions. */
  public NextEventDivision(int dimensions, Placement placement) {
    this.dimensions = dimensions;
    this.placement = placement;
  }

  @Override
  public StepKind kind() {
    return StepKind.EVENT;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(FieldSpec.division(), FieldSpec.position(dimensions), FieldSpec.radius());
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(FieldSpec.position(dimensions), FieldSpec.radius());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  /** At periodic sides and between walls too. */
  @Override
  public boolean knows(Space space) {
    return true;
  }

  /**
   * Draws all divisions of the macro-step.
   *
   * @throws ArithmeticException if a rate is negative, or there are more than a million divisions
   */
  @Override
  public Events sample(StepContext context) {
    CellState state = context.state();
    double[] rates = context.get(FieldSpec.division()).data();
    int n = rates.length;
    PriorityQueue<Waiting> waiting =
        new PriorityQueue<>((a, b) ->
            a.time() != b.time()
                ? Double.compare(a.time(), b.time())
                : Integer.compare(a.id(), b.id()));
    List<Integer> founders = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (!(rates[i] >= 0)) {
        throw new ArithmeticException(
            "the division rate of cell " + state.id(i) + " is " + rates[i]);
      }
      founders.add(i);
      await(waiting, context, rates[i], new Waiting(0, i, state.id(i), 0));
    }
    List<Division> divisions = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Waiting next = waiting.poll();
      if (divisions.size() == LIMIT) {
        throw new ArithmeticException(
            "more than " + LIMIT + " divisions in one macro-step of " + context.dt());
      }
      divisions.add(
          new Division(
              next.row(),
              placement
                  .direction()
                  .draw(context.random(), next.id(), dimensions, next.drawn() - 1)));
      times.add(next.time());
      int founder = founders.get(next.row());
      int row = founders.size();
      founders.add(founder);
      await(waiting, context, rates[founder], next);
      await(
          waiting,
          context,
          rates[founder],
          new Waiting(next.time(), row, state.nextId() + row - n, 0));
    }
    return new Events(List.copyOf(divisions), List.copyOf(times));
  }

  /** Puts a cell's next division into the queue, if it comes before the end of the macro-step. */
  private static void await(
      PriorityQueue<Waiting> waiting, StepContext context, double rate, Waiting last) {
    if (rate == 0) {
      return;
    }
    double u = context.random().uniform(Purpose.DIVISION, last.id(), last.drawn());
    double time = last.time() - Elementary.log(u) / rate;
    if (time < context.dt()) {
      waiting.add(new Waiting(time, last.row(), last.id(), last.drawn() + 1));
    }
  }

  @Override
  public void replay(StepContext context, Events choice) {
    Var rates = context.get(FieldSpec.division());
    context.score(logDensity(rates, choice, context.dt()));
    context.state(
        placement.carryOut(context.state(), choice.divisions(), choice.times(), context.dt()));
  }

  /**
   * The log-density of the times of divisions, a scalar.
   *
   * @param rates {@code n x 1}
   * @param dt length of the macro-step
   */
  public static Var logDensity(Var rates, Events events, double dt) {
    int n = rates.rows();
    double[] count = new double[n];
    double[] exposure = new double[n];
    Arrays.fill(exposure, dt);
    List<Integer> founders = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      founders.add(i);
    }
    for (int k = 0; k < events.divisions().size(); k++) {
      int founder = founders.get(events.divisions().get(k).row());
      count[founder]++;
      exposure[founder] += dt - events.times().get(k);
      founders.add(founder);
    }
    return LOG_DENSITY.apply(rates, Var.column(count), Var.column(exposure)).sum();
  }
}
