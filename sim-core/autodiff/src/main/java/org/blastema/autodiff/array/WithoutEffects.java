package org.blastema.autodiff.array;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same routines without the accumulators that they add to. */
final class WithoutEffects {
  private final Map<Function, Function> known = new HashMap<>();

  /** A routine that takes no accumulators, and gives the same results. */
  Function of(Function function) {
    Function found = known.get(function);
    if (found != null) {
      return found;
    }
    Function made = new Function(function.name() + " alone", function.resultTypes());
    known.put(function, made);
    Pass pass = new Pass(new Tracer(made));
    for (Value parameter : function.parameters()) {
      if (!parameter.type.isAccumulator()) {
        Signature.copyParameter(parameter, made.body(), pass);
      }
    }
    pass.copyAll(function.body().statements);
    made.body().results.addAll(pass.images(function.body().results));
    return made;
  }

  /** Calls the routine that a call is of without its effects. */
  List<Value> call(Statement.Invoke call, Transcriber transcriber) {
    return transcriber.tracer.invoke(
        of(call.function),
        transcriber.images(call.arguments.stream().filter(a -> !a.type.isAccumulator()).toList()));
  }

  /** Whether a call adds only to what is not kept. */
  static boolean isIdle(Statement.Invoke call, Transcriber transcriber) {
    return call.function.hasEffects()
        && call.arguments.stream()
            .noneMatch(a -> a.type.isAccumulator() && transcriber.keepsEffectOn(a));
  }

  private final class Pass extends Transcriber {
    Pass(Tracer tracer) {
      super(tracer, v -> true);
    }

    @Override
    boolean keepsEffectOn(Value accumulator) {
      return accumulator.source() != null;
    }

    @Override
    void copy(Statement statement) {
      if (statement instanceof Statement.Invoke call && isIdle(call, this)) {
        map(call.results, call(call, this));
      } else {
        super.copy(statement);
      }
    }
  }
}
