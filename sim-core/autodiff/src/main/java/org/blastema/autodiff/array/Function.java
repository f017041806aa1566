package org.blastema.autodiff.array;

import java.util.List;

/**
 * A named block without anything around it: it uses its parameters alone.
 *
 * <p>Extents of array parameters are themselves parameters of kind INT, listed before the array
 * that has them.
 */
final class Function {
  private final String name;
  private final List<Type> resultTypes;
  private final Block body = new Block(null, false);
  private CompiledFunction compiled;

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
   * interpreted. The body must not change afterward.
   */
  synchronized CompiledFunction compiled() {
    if (compiled == null && !Boolean.getBoolean("blastema.autodiff.interpret")) {
      compiled = CompiledFunction.of(this, Mode.BEST);
    }
    return compiled;
  }
}
