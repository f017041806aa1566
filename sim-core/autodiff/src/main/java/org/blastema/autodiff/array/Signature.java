package org.blastema.autodiff.array;

import java.util.List;

/** Parameters of functions. */
final class Signature {
  private Signature() {}

  /** Gives a block the same parameters, and notes what each has become. */
  static void copyParameters(List<Value> parameters, Block into, Transcriber transcriber) {
    for (Value parameter : parameters) {
      copyParameter(parameter, into, transcriber);
    }
  }

  static Value copyParameter(Value parameter, Block into, Transcriber transcriber) {
    Value copy = into.parameter(parameter.type, transcriber.images(parameter.extents));
    transcriber.map(parameter, copy);
    return copy;
  }

  /**
   * Adds a parameter as formulas have it: after one whole number for each of its extents.
   *
   * @param extents what the extents are known to be, or null if only the new parameters tell
   */
  static Value addParameter(Block body, Type type, Value... extents) {
    Value[] own = new Value[type.rank()];
    for (int k = 0; k < own.length; k++) {
      own[k] = body.parameter(Type.INT);
    }
    return body.parameter(type, extents == null ? own : extents);
  }
}
