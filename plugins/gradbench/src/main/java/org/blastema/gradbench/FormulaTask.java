package org.blastema.gradbench;

import java.util.function.Function;
import org.blastema.autodiff.array.Evaluation;

/**
 * A formula whose arguments have been set.
 *
 * @param evaluation computes it
 * @param result takes the output from the evaluation
 */
record FormulaTask(Evaluation evaluation, Function<Evaluation, Object> result) implements Task {
  @Override
  public void run() {
    evaluation.run();
  }

  @Override
  public Object output() {
    return result.apply(evaluation);
  }

  /** A formula that gives a number. */
  static Task number(Evaluation evaluation, String name) {
    return new FormulaTask(evaluation, e -> e.real(name));
  }

  /** A formula that gives a list. */
  static Task list(Evaluation evaluation, String name) {
    return new FormulaTask(evaluation, e -> e.reals(name));
  }

  /** A formula that gives an array, for nested lists. */
  static Task nested(Evaluation evaluation, String name) {
    return new FormulaTask(evaluation, e -> numbers(e, name));
  }

  /** An array result as nested lists. */
  static Numbers numbers(Evaluation evaluation, String name) {
    return new Numbers(evaluation.reals(name), evaluation.extents(name));
  }
}
