package org.blastema.kernel.division;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
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
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.Parameter;

/**
 * A clock in every cell: it goes through phases one after the other, divides at the end of the last
 * one, and both cells begin with the first. How long a phase takes is drawn from a normal
 * distribution when the phase begins; without spread it always takes the same. Divisions and
 * changes of phase happen at exact times within a macro-step. The clock of a cell whose division
 * propensity is 0 stands still.
 *
 * <p>The log-probability is that of the lengths that were drawn: parameters that they depend on are
 * trained by the score function.
 */
public final class CellCycle implements StochasticStep<CellCycle.Course> {
  /** More changes of phase than this in one macro-step mean that it is far too long. */
  private static final int LIMIT = 1_000_000;

  /**
   * A phase.
   *
   * @param duration its mean length (time), a scalar
   * @param spread standard deviation of its length (time), a scalar; none if empty
   */
  public record Phase(Parameter duration, Optional<Parameter> spread) {}

  /**
   * A phase that a cell began.
   *
   * @param row row of the cell as it is then
   * @param time when, from the beginning of the macro-step
   * @param phase which, from 0
   * @param length how long it takes
   */
  public record Begin(int row, double time, int phase, double length) {}

  /**
   * What happened in a macro-step.
   *
   * @param begins phases that began, in order of their times
   * @param divisions divisions in the order of their times
   * @param times when these were
   */
  public record Course(List<Begin> begins, List<Division> divisions, List<Double> times) {}

  /** Index of the present phase, from 1; 0 before the clock begins. */
  static final FieldSpec PHASE =
      new FieldSpec(
          "cycle-phase",
          1,
          Inheritance.RESET,
          0,
          "",
          "Phase of the cell cycle, counted from 1; 0 before it begins.");

  /** What is left of the present phase. */
  static final FieldSpec LEFT =
      new FieldSpec(
          "cycle-left", 1, Inheritance.RESET, 0, "time", "Time to the end of the present phase.");

  private static final Formula LOG_DENSITY =
      Formula.trace(
          "phase log-density",
          List.of(Port.scalar("length"), Port.scalar("mean"), Port.scalar("deviation")),
          in -> {
            Expr deviation = in.scalar("deviation");
            Expr z = in.scalar("length").minus(in.scalar("mean")).divide(deviation);
            Expr scale = deviation.times(Math.sqrt(2 * Math.PI)).log();
            return new Expr[] {z.square().times(-0.5).minus(scale)};
          });

  private final int dimensions;
  private final Placement placement;
  private final List<Phase> phases;

  /**
   * A clock with one or more phases.
   *
   * @throws IllegalArgumentException if there is no phase
   */
  public CellCycle(int dimensions, Placement placement, List<Phase> phases) {
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("a cell cycle needs at least one phase");
    }
    this.dimensions = dimensions;
    this.placement = placement;
    this.phases = List.copyOf(phases);
  }

  @Override
  public StepKind kind() {
    return StepKind.EVENT;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(
        FieldSpec.division(), FieldSpec.position(dimensions), FieldSpec.radius(), PHASE, LEFT);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(FieldSpec.position(dimensions), FieldSpec.radius(), PHASE, LEFT);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    for (Phase phase : phases) {
      all.add(phase.duration());
      phase.spread().ifPresent(all::add);
    }
    return all;
  }

  /** At periodic sides and between walls too. */
  @Override
  public boolean knows(Space space) {
    return true;
  }

  @Override
  public Course sample(StepContext context) {
    return new Clocks(context).run();
  }

  /** The clocks of all cells while a macro-step is drawn. */
  private final class Clocks {
    /** The end of a phase. */
    private record End(double time, int row, int id) {}

    private final StepContext context;
    private final List<Integer> ids = new ArrayList<>();
    private final List<Integer> phaseOf = new ArrayList<>();
    private final List<Integer> drawn = new ArrayList<>();
    private final List<Integer> divided = new ArrayList<>();
    private final PriorityQueue<End> ends =
        new PriorityQueue<>((a, b) ->
            a.time() != b.time()
                ? Double.compare(a.time(), b.time())
                : Integer.compare(a.id(), b.id()));
    private final List<Begin> begins = new ArrayList<>();
    private final List<Division> divisions = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();

    Clocks(StepContext context) {
      this.context = context;
    }

    Course run() {
      CellState state = context.state();
      Var propensity = context.get(FieldSpec.division());
      Var phase = context.get(PHASE);
      Var left = context.get(LEFT);
      for (int i = 0; i < state.count(); i++) {
        add(state.id(i));
        phaseOf.set(i, (int) phase.get(i, 0) - 1);
        if (propensity.get(i, 0) == 0) {
          continue;
        }
        if (phaseOf.get(i) < 0) {
          begin(i, 0, 0);
        } else {
          await(i, left.get(i, 0));
        }
      }
      while (!ends.isEmpty()) {
        end(ends.poll());
        if (begins.size() > LIMIT) {
          throw new ArithmeticException(
              "more than " + LIMIT + " changes of phase in one macro-step of " + context.dt());
        }
      }
      return new Course(List.copyOf(begins), List.copyOf(divisions), List.copyOf(times));
    }

    private void add(int id) {
      ids.add(id);
      phaseOf.add(-1);
      drawn.add(0);
      divided.add(0);
    }

    private void end(End end) {
      int row = end.row();
      int next = phaseOf.get(row) + 1;
      if (next < phases.size()) {
        begin(row, end.time(), next);
        return;
      }
      int count = divided.get(row);
      divided.set(row, count + 1);
      divisions.add(
          new Division(
              row, placement.direction().draw(context.random(), ids.get(row), dimensions, count)));
      times.add(end.time());
      int daughter = ids.size();
      add(context.state().nextId() + daughter - context.state().count());
      begin(row, end.time(), 0);
      begin(daughter, end.time(), 0);
    }

    private void begin(int row, double time, int phase) {
      Phase p = phases.get(phase);
      double length = context.value(p.duration()).item();
      if (p.spread().isPresent()) {
        int draw = drawn.get(row);
        drawn.set(row, draw + 1);
        length +=
            context.value(p.spread().get()).item()
                * context.random().gaussian(Purpose.DIVISION, ids.get(row), draw);
      }
      if (!(length > 0)) {
        throw new ArithmeticException(
            "phase "
                + (phase + 1)
                + " of cell "
                + ids.get(row)
                + " would take a time of "
                + length
                + "; is its spread too large?");
      }
      phaseOf.set(row, phase);
      begins.add(new Begin(row, time, phase, length));
      await(row, time + length);
    }

    /** What ends at the very end of a macro-step, but for rounding, ends in it. */
    private void await(int row, double time) {
      if (time <= context.dt() * (1 + 1e-9)) {
        ends.add(new End(time, row, ids.get(row)));
      }
    }
  }

  @Override
  public void replay(StepContext context, Course choice) {
    double[] propensity = context.get(FieldSpec.division()).data();
    context.score(score(context, choice.begins()));
    CellState after =
        placement.carryOut(context.state(), choice.divisions(), choice.times(), context.dt());
    int n = propensity.length;
    double[] phase = Arrays.copyOf(context.get(PHASE).data(), after.count());
    double[] left = Arrays.copyOf(context.get(LEFT).data(), after.count());
    for (int i = 0; i < n; i++) {
      left[i] -= propensity[i] == 0 ? 0 : context.dt();
    }
    for (Begin begin : choice.begins()) {
      phase[begin.row()] = begin.phase() + 1;
      left[begin.row()] = begin.time() + begin.length() - context.dt();
    }
    context.state(after.with(PHASE, Var.column(phase)).with(LEFT, Var.column(left)));
  }

  /** The log-density of the lengths that were drawn, a scalar. */
  private Var score(StepContext context, List<Begin> begins) {
    Var score = Var.constant(0);
    for (int p = 0; p < phases.size(); p++) {
      int index = p;
      Phase phase = phases.get(p);
      double[] lengths =
          begins.stream().filter(b -> b.phase() == index).mapToDouble(Begin::length).toArray();
      if (phase.spread().isPresent() && lengths.length > 0) {
        Var density =
            LOG_DENSITY.apply(
                Var.column(lengths),
                context.value(phase.duration()),
                context.value(phase.spread().get()));
        score = score.plus(density.sum());
      }
    }
    return score;
  }
}
