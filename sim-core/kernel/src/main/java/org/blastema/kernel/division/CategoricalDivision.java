package org.blastema.kernel.division;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.model.StochasticStep;
import org.blastema.kernel.random.Purpose;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/**
 * Exactly one division a macro-step: cell i divides with probability {@code p_i = q_i / sum_j q_j},
 * q being the division propensity. The log-probability is {@code log p_i}; the direction is not
 * scored, as no parameter influences it.
 */
public final class CategoricalDivision implements StochasticStep<Division> {
  private final int dimensions;
  private final Placement placement;

  /** One division a step, in a space of so many dimensions. */
  public CategoricalDivision(int dimensions, Placement placement) {
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
   * Draws the mother by inverting the cumulated propensities in order of the cells' ids.
   *
   * @throws ArithmeticException if no cell can divide or a propensity is negative
   */
  @Override
  public Division sample(StepContext context) {
    double[] q = context.get(FieldSpec.division()).data();
    double total = 0;
    for (int i = 0; i < q.length; i++) {
      if (!(q[i] >= 0)) {
        throw new ArithmeticException(
            "the division propensity of cell " + context.state().id(i) + " is " + q[i]);
      }
      total += q[i];
    }
    if (!(total > 0)) {
      throw new ArithmeticException("no cell can divide: all division propensities are 0");
    }
    double level = total * context.random().uniform(Purpose.DIVISION, 0, 0);
    int mother = -1;
    double cumulated = 0;
    for (int i = 0; i < q.length && !(cumulated > level); i++) {
      cumulated += q[i];
      mother = q[i] > 0 ? i : mother;
    }
    return new Division(
        mother,
        placement.direction().draw(context.random(), context.state().id(mother), dimensions));
  }

  @Override
  public void replay(StepContext context, Division choice) {
    Var q = context.get(FieldSpec.division());
    context.score(logProbability(q, choice.row()));
    context.state(placement.carryOut(context.state(), List.of(choice)));
  }

  /**
   * {@code log(q_i / sum_j q_j)}.
   *
   * @param propensities {@code n x 1}
   */
  public static Var logProbability(Var propensities, int row) {
    return propensities.gatherRows(row).log().minus(propensities.sum().log());
  }
}
