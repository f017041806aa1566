package org.blastema.kernel.division;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.model.StochasticStep;
import org.blastema.kernel.random.Purpose;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/**
 * Independent divisions: in a macro-step of length dt, cell i divides with probability {@code 1 -
 * exp(-q_i dt)}, q being its division rate. The log-probability is the sum over all cells of {@code
 * log p_i} or {@code -q_i dt}.
 */
public final class HazardDivision implements StochasticStep<List<Division>> {
  /**
   * {@code outcome log(1 - exp(-rate dt)) - (1 - outcome) rate dt}; what does not happen is not
   * evaluated.
   */
  private static final Formula LOG_PROBABILITY =
      Formula.trace(
          "hazard log-probability",
          List.of(Port.scalar("rate"), Port.scalar("outcome"), Port.scalar("dt")),
          in -> {
            Expr exposure = in.scalar("rate").times(in.scalar("dt"));
            Expr divided = Expr.constant(1).minus(exposure.negate().exp()).log();
            return new Expr[] {
              Expr.where(in.scalar("outcome").greaterThan(0.5), divided, exposure.negate())
            };
          });

  private final int dimensions;
  private final Placement placement;

  /** Independent divisions in a space of so many dimensions. */
  public HazardDivision(int dimensions, Placement placement) {
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
   * Draws for every cell whether it divides.
   *
   * @throws ArithmeticException if a rate is negative
   */
  @Override
  public List<Division> sample(StepContext context) {
    double[] rate = context.get(FieldSpec.division()).data();
    List<Division> divisions = new ArrayList<>();
    for (int i = 0; i < rate.length; i++) {
      int id = context.state().id(i);
      if (!(rate[i] >= 0)) {
        throw new ArithmeticException("the division rate of cell " + id + " is " + rate[i]);
      }
      double p = -StrictMath.expm1(-rate[i] * context.dt());
      if (context.random().uniform(Purpose.DIVISION, id, 0) < p) {
        divisions.add(
            new Division(i, placement.direction().draw(context.random(), id, dimensions)));
      }
    }
    return List.copyOf(divisions);
  }

  @Override
  public void replay(StepContext context, List<Division> choice) {
    Var rates = context.get(FieldSpec.division());
    double[] outcome = new double[rates.rows()];
    for (Division division : choice) {
      outcome[division.row()] = 1;
    }
    context.score(logProbabilities(rates, outcome, context.dt()).sum());
    context.state(placement.carryOut(context.state(), choice));
  }

  /**
   * The log-probability of every cell's outcome.
   *
   * @param rates {@code n x 1}
   * @param outcome 1 where the cell divided, else 0
   */
  public static Var logProbabilities(Var rates, double[] outcome, double dt) {
    return LOG_PROBABILITY.apply(rates, Var.column(outcome), Var.constant(dt));
  }
}
