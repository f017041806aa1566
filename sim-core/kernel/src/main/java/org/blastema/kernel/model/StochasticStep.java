package org.blastema.kernel.model;

/**
 * A step that leaves something to chance: it samples a choice, which goes to the trace, and then
 * carries the choice out and scores it. A recorded choice can be replayed with the parameters live,
 * so that its log-probability is a differentiable quantity.
 *
 * @param <C> what is sampled: an immutable value that holds everything random about the step
 */
public interface StochasticStep<C> extends Step {
  /** Draws a choice from the present state with the context's keyed random numbers. */
  C sample(StepContext context);

  /** Carries a choice out and reports its log-probability with {@link StepContext#score}. */
  void replay(StepContext context, C choice);

  /** Samples and replays. */
  @Override
  default void apply(StepContext context) {
    replay(context, sample(context));
  }
}
