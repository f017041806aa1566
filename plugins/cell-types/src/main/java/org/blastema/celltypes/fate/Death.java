package org.blastema.celltypes.fate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * Removes cells as {@link Dies} says. In a macro-step of length dt a cell that dies at the rate q
 * lives on with probability {@code exp(-q dt)}. The log-probability is the sum over all cells.
 */
final class Death implements StochasticStep<Death.Deaths> {
  /** Configuration: none. */
  @Describe("Lets cells die, at the rates that their types say.")
  record Configuration() {}

  /**
   * Who died.
   *
   * @param rows rows of the dead, ascending
   */
  record Deaths(List<Integer> rows) {}

  private static final Formula LOG_PROBABILITY =
      Formula.trace(
          "death log-probability",
          List.of(Port.scalar("rate"), Port.scalar("died"), Port.scalar("dt")),
          in -> {
            Expr exposure = in.scalar("rate").times(in.scalar("dt"));
            Expr dies = exposure.negate().expm1().negate().log();
            return new Expr[] {
              Expr.where(in.scalar("died").greaterThan(0.5), dies, exposure.negate())
            };
          });

  private final CellTypes types;
  private final ByType rate;
  private final RegulationByType regulation;

  private Death(CellTypes types) {
    this.types = types;
    this.rate = ByType.of(types, t -> dies(t).map(Dies::rate), 0);
    this.regulation = RegulationByType.of(types, t -> dies(t).flatMap(Dies::regulator));
  }

  private static Optional<Dies> dies(CellType type) {
    return type.all(Dies.class).stream().findFirst();
  }

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if no type dies, or one in two ways
   */
  static Death create(Configuration c, BuildContext context) {
    CellTypes types = context.require(CellTypes.class);
    if (types.types().stream().allMatch(t -> dies(t).isEmpty())) {
      throw InvalidConfiguration.at("", "needs a cell type with the behavior 'dies'");
    }
    for (CellType type : types.types()) {
      if (type.all(Dies.class).size() > 1) {
        throw InvalidConfiguration.at(
            "", "the cell type '" + type.name() + "' has the behavior 'dies' twice");
      }
    }
    return new Death(types);
  }

  @Override
  public StepKind kind() {
    return StepKind.EVENT;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.copyOf(regulation.reads());
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(rate.parameters());
    all.addAll(regulation.parameters());
    return all;
  }

  private Var rates(StepContext context) {
    return rate.column(context).times(regulation.factor(context));
  }

  /**
   * Draws for every cell whether it dies.
   *
   * @throws ArithmeticException if a rate is negative
   */
  @Override
  public Deaths sample(StepContext context) {
    CellState state = context.state();
    double[] rates = rates(context).data();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < state.count(); i++) {
      if (!(rates[i] >= 0)) {
        throw new ArithmeticException(
            "the rate at which cell " + state.id(i) + " dies is " + rates[i]);
      }
      double p = -StrictMath.expm1(-rates[i] * context.dt());
      if (context.random().uniform(Purpose.DEATH, state.id(i), 0) < p) {
        rows.add(i);
      }
    }
    return new Deaths(List.copyOf(rows));
  }

  @Override
  public void replay(StepContext context, Deaths choice) {
    CellState state = context.state();
    double[] died = new double[state.count()];
    choice.rows.forEach(row -> died[row] = 1);
    context.score(
        LOG_PROBABILITY.apply(rates(context), Var.column(died), Var.constant(context.dt())).sum());
    context.state(
        state.remove(
            row -> dies(types.types().get(state.type(row))).orElseThrow().cause(),
            choice.rows.stream().mapToInt(Integer::intValue).toArray()));
  }
}
