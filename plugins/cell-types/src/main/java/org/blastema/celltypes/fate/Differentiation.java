package org.blastema.celltypes.fate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.behavior.ByType;
import org.blastema.celltypes.behavior.RegulationByType;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.model.StochasticStep;
import org.blastema.kernel.random.Purpose;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;

/**
 * Changes the types of cells as {@link Differentiates} says. In a macro-step of length dt a cell
 * with the rates {@code q_k} to leave for other types, {@code q = sum_k q_k}, stays with
 * probability {@code exp(-q dt)} and becomes type k with {@code (1 - exp(-q dt)) q_k / q}; at most
 * one change a macro-step. The log-probability is the sum over all cells.
 */
final class Differentiation implements StochasticStep<Differentiation.Exits> {
  /** Configuration: none. */
  @Describe("Lets cells become other types, at the rates that their types say.")
  record Configuration() {}

  /**
   * What happened.
   *
   * @param exit for every row, the index of the behavior by which it left its type, or -1
   */
  record Exits(List<Integer> exit) {}

  private record Exit(ByType rate, RegulationByType regulation) {}

  /** The inputs: all rates together, the chosen one's, whether it left, dt. */
  private static final Formula LOG_PROBABILITY =
      Formula.trace(
          "differentiation log-probability",
          List.of(
              Port.scalar("total"), Port.scalar("chosen"), Port.scalar("left"), Port.scalar("dt")),
          in -> {
            Expr exposure = in.scalar("total").times(in.scalar("dt"));
            Expr leaves = Expr.constant(1).minus(exposure.negate().exp()).log();
            Expr which = in.scalar("chosen").divide(in.scalar("total")).log();
            return new Expr[] {
              Expr.where(in.scalar("left").greaterThan(0.5), leaves.plus(which), exposure.negate())
            };
          });

  private final CellTypes types;
  private final List<Exit> exits = new ArrayList<>();

  private Differentiation(CellTypes types) {
    this.types = types;
    int most =
        types.types().stream().mapToInt(t -> t.all(Differentiates.class).size()).max().orElse(0);
    for (int k = 0; k < most; k++) {
      int exit = k;
      exits.add(
          new Exit(
              ByType.of(types, t -> nth(t, exit).map(Differentiates::rate), 0),
              RegulationByType.of(types, t -> nth(t, exit).flatMap(Differentiates::regulator))));
    }
  }

  private static Optional<Differentiates> nth(CellType type, int k) {
    return type.all(Differentiates.class).stream().skip(k).findFirst();
  }

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if no type differentiates
   */
  static Differentiation create(Configuration c, BuildContext context) {
    Differentiation step = new Differentiation(context.require(CellTypes.class));
    if (step.exits.isEmpty()) {
      throw InvalidConfiguration.at("", "needs a cell type with the behavior 'differentiates'");
    }
    return step;
  }

  @Override
  public StepKind kind() {
    return StepKind.EVENT;
  }

  @Override
  public List<FieldSpec> reads() {
    Set<FieldSpec> fields = new LinkedHashSet<>();
    exits.forEach(e -> fields.addAll(e.regulation().reads()));
    return List.copyOf(fields);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    for (Exit exit : exits) {
      all.addAll(exit.rate().parameters());
      all.addAll(exit.regulation().parameters());
    }
    return all;
  }

  private List<Var> rates(StepContext context) {
    List<Var> rates = new ArrayList<>();
    for (Exit exit : exits) {
      rates.add(exit.rate().column(context).times(exit.regulation().factor(context)));
    }
    return rates;
  }

  /**
   * Draws for every cell whether it leaves its type, and for which.
   *
   * @throws ArithmeticException if a rate is negative
   */
  @Override
  public Exits sample(StepContext context) {
    List<Var> rates = rates(context);
    CellState state = context.state();
    List<Integer> exit = new ArrayList<>();
    for (int i = 0; i < state.count(); i++) {
      double total = 0;
      for (Var rate : rates) {
        if (!(rate.get(i, 0) >= 0)) {
          throw new ArithmeticException(
              "the rate at which cell " + state.id(i) + " differentiates is " + rate.get(i, 0));
        }
        total += rate.get(i, 0);
      }
      double leaves = -StrictMath.expm1(-total * context.dt());
      boolean left = context.random().uniform(Purpose.OTHER, state.id(i), 0) < leaves;
      exit.add(left ? chosen(rates, i, total, context) : -1);
    }
    return new Exits(List.copyOf(exit));
  }

  private static int chosen(List<Var> rates, int row, double total, StepContext context) {
    double level = total * context.random().uniform(Purpose.OTHER, context.state().id(row), 1);
    double cumulated = 0;
    int chosen = -1;
    for (int k = 0; k < rates.size() && !(cumulated > level); k++) {
      double rate = rates.get(k).get(row, 0);
      cumulated += rate;
      chosen = rate > 0 ? k : chosen;
    }
    return chosen;
  }

  @Override
  public void replay(StepContext context, Exits choice) {
    CellState state = context.state();
    int n = state.count();
    List<Var> rates = rates(context);
    Var total = Var.zeros(n, 1);
    Var chosen = Var.zeros(n, 1);
    double[] left = new double[n];
    int[] next = state.types();
    for (int k = 0; k < rates.size(); k++) {
      double[] mask = new double[n];
      for (int i = 0; i < n; i++) {
        if (choice.exit().get(i) == k) {
          mask[i] = 1;
          left[i] = 1;
          next[i] = nth(types.types().get(state.type(i)), k).orElseThrow().into();
        }
      }
      total = total.plus(rates.get(k));
      chosen = chosen.plus(rates.get(k).times(Var.column(mask)));
    }
    context.score(
        LOG_PROBABILITY.apply(total, chosen, Var.column(left), Var.constant(context.dt())).sum());
    context.state(types.converted(state, next));
  }
}
