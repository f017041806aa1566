package org.blastema.gradbench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;

/** How a gradient by a few numbers is taken. */
enum Mode {
  /** One directional derivative for each number. */
  FORWARD {
    @Override
    Gradient of(ArrayFormula formula, String... wrt) {
      ArrayFormula tangent = formula.jvp(wrt);
      String result = tangent.outputs().getFirst().name();
      return arguments ->
          IntStream.range(0, wrt.length)
              .mapToObj(direction -> {
                List<Object> all = new ArrayList<>(arguments);
                for (int k = 0; k < wrt.length; k++) {
                  all.add(Real.constant(k == direction ? 1 : 0));
                }
                return tangent.call(all.toArray()).real(result);
              })
              .toList();
    }
  },

  /** One sweep backward for all numbers. */
  REVERSE {
    @Override
    Gradient of(ArrayFormula formula, String... wrt) {
      ArrayFormula gradient = formula.gradient(wrt);
      return arguments -> {
        Outputs all = gradient.call(arguments.toArray());
        return List.of(wrt).stream().map(all::real).toList();
      };
    }
  };

  /** A gradient inside a formula. */
  @FunctionalInterface
  interface Gradient {
    /** The derivatives at arguments for all inputs of the formula. */
    List<Real> at(List<Real> arguments);
  }

  /** The gradient of a formula's only output by inputs that are numbers. */
  abstract Gradient of(ArrayFormula formula, String... wrt);

  /** The mode of a letter: f or r. */
  static Mode of(char letter) {
    return switch (letter) {
      case 'f' -> FORWARD;
      case 'r' -> REVERSE;
      default -> throw new IllegalArgumentException("a mode is f or r, not " + letter);
    };
  }
}
