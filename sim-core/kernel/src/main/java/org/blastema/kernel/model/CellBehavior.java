package org.blastema.kernel.model;

/**
 * Something that cells of a type do, with its parameters. A behavior is data: a step, a potential
 * or something else of the model finds it among the {@link CellTypes} and carries it out.
 *
 * <p>A behavior that nothing carries out is an error of the scenario.
 */
public interface CellBehavior {
  /** Whether a step of the model carries it out. */
  boolean carriedOutBy(Step step);

  /** What carries it out, for a message: {@code a step 'active-motion'}. */
  String needs();
}
