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
}
