package org.blastema.kernel.goal;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;

/**
 * A weighted sum of rewards.
 *
 * @param terms the rewards with their weights
 */
public record Objective(List<Term> terms) implements Reward {
  /**
   * One reward.
   *
   * @param name its name in the scenario
   * @param weight factor; negative for a cost
   * @param reward the reward
   */
  public record Term(String name, double weight, Reward reward) {}

  @Override
  public Var transition(CellState before, CellState after) {
    Var total = Var.constant(0);
    for (Term term : terms) {
      total = total.plus(term.reward().transition(before, after).times(term.weight()));
    }
    return total;
  }
}
