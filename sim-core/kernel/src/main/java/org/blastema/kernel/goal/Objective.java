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
   * @param course how the weight changes over a training
   * @param reward the reward
   */
  public record Term(String name, double weight, Course course, Reward reward) {
    /** A reward whose weight stays. */
    public Term(String name, double weight, Reward reward) {
      this(name, weight, Course.STEADY, reward);
    }
  }

  /** How a weight changes over the epochs of a training. */
  @FunctionalInterface
  public interface Course {
    /** No change. */
    Course STEADY = (epoch, epochs) -> 1;

    /** The weight's factor in an epoch (from 0) of a training of so many epochs. */
    double factor(int epoch, int epochs);
  }

  /** The objective of one epoch: the same rewards, with weights that stay. */
  public Objective at(int epoch, int epochs) {
    return new Objective(
        terms.stream()
            .map(t -> new Term(t.name(), t.weight() * t.course().factor(epoch, epochs), t.reward()))
            .toList());
  }

  /**
   * The objective of a training's last epoch: by it, rewards of different epochs can be compared.
   */
  public Objective atEnd(int epochs) {
    return at(epochs - 1, epochs);
  }

  /** The sum with the weights as they are written; {@link #at} gives those of an epoch. */
  @Override
  public Var transition(CellState before, CellState after) {
    Var total = Var.constant(0);
    for (Term term : terms) {
      total = total.plus(term.reward().transition(before, after).times(term.weight()));
    }
    return total;
  }
}
