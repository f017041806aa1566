package org.blastema.autodiff.array;

import java.util.List;

/**
 * A named block without anything around it: it uses its parameters alone.
 *
 * <p>Extents of array parameters are themselves parameters of kind INT, listed before the array
 * that has them.
 */
final class Function {
  /** What is merged can bring more together; programs settle after a few times. */
  private static final int MERGING_PASSES = 6;

  private final String name;
  private final List<Type> resultTypes;
  private Block body = new Block(null, false);
  private Function adjointOf;
  private CompiledFunction compiled;
  private boolean isTooLarge;

  /**
   * A function whose body is still empty, so that the body can call it.
   *
   * @param resultTypes types of the results; those of a function that is called are single entries
   */
  Function(String name, List<Type> resultTypes) {
    this.name = name;
    this.resultTypes = List.copyOf(resultTypes);
  }

  String name() {
    return name;
  }

  List<Type> resultTypes() {
    return resultTypes;
  }

  Block body() {
    return body;
  }

  List<Value> parameters() {
    return body.parameters;
  }

  /** Whether a call may add to accumulators. */
  boolean hasEffects() {
    return parameters().stream().anyMatch(p -> p.type.isAccumulator());
  }

  /**
   * This function as compiled code, made when it is asked for first; null if it is to be
   * interpreted, because the system property {@code blastema.autodiff.interpret} is set or a method
   * would be larger than the virtual machine allows. The body must not change afterward.
   */
  synchronized CompiledFunction compiled() {
    if (compiled == null && !isTooLarge && !Boolean.getBoolean("blastema.autodiff.interpret")) {
      try {
        compiled = CompiledFunction.of(this, Mode.BEST);
      } catch (IllegalArgumentException | ClassFormatError _) {
        isTooLarge = true;
      }
    }
    return compiled;
  }

  /** Takes over the body of another function with the same parameters and results. */
  void become(Function other) {
    body = other.body;
  }

  /** The function whose results this one gives first, before adjoints; null if there is none. */
  Function adjointOf() {
    return adjointOf;
  }

  void setAdjointOf(Function function) {
    adjointOf = function;
  }

  /** The same function after merging what can be run together and removing what is not needed. */
  static Function optimized(Function raw) {
    Function clean = alive(raw);
    for (int pass = 0; pass < MERGING_PASSES; pass++) {
      Function settled = rewritten(raw);
      boolean changed = Settling.write(clean, settled);
      Function merged = rewritten(raw);
      changed |= Fusion.write(changed ? settled : clean, merged);
      if (!changed) {
        break;
      }
      clean = alive(merged);
    }
    return clean;
  }

  private static Function alive(Function function) {
    Function alive = rewritten(function);
    DeadCode.removed(function, alive);
    return alive;
  }

  private static Function rewritten(Function raw) {
    return new Function(raw.name, raw.resultTypes);
  }
}
