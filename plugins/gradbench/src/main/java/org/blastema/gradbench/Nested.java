package org.blastema.gradbench;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.Evaluation;

/**
 * The four functions of an eval that nests derivatives: the first letter is the mode of the outer
 * derivative, the second one that of the inner.
 */
final class Nested {
  private static final List<String> FUNCTIONS = List.of("ff", "fr", "rf", "rr");

  private final Map<String, Evaluation> evaluations;

  /** Makes all four. */
  Nested(BiFunction<Mode, Mode, ArrayFormula> maker) {
    evaluations =
        FUNCTIONS.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    f -> maker.apply(Mode.of(f.charAt(0)), Mode.of(f.charAt(1))).evaluation()));
  }

  /** The evaluation behind a function. */
  Evaluation evaluation(String function) {
    Evaluation found = evaluations.get(function);
    if (found == null) {
      throw Eval.unknown(function);
    }
    return found;
  }
}
