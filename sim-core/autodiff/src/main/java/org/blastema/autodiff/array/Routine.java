package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A function of its own that formulas call, and that may call itself. */
public final class Routine {
  private final Function function;
  private final List<ArrayPort> ports;

  private Routine(Function function, List<ArrayPort> ports) {
    this.function = function;
    this.ports = ports;
  }

  /**
   * A routine that gives one number.
   *
   * @param body computes the number from the arguments alone; it gets the routine itself first, to
   *     call it
   */
  public static Routine define(
      String name, List<ArrayPort> arguments, BiFunction<Routine, Arguments, Real> body) {
    Function function = new Function(name, List.of(Type.REAL));
    Routine routine = new Routine(function, List.copyOf(arguments));
    List<Value> values = ArrayFormula.parameters(function, arguments);
    Tracer tracer = new Tracer(function);
    Real result = tracer.during(() -> body.apply(routine, new Arguments(name, arguments, values)));
    function.body().results.add(result.value);
    function.become(Function.optimized(function));
    return routine;
  }

  /**
   * The routine's number.
   *
   * @param arguments Real, Reals, Index or Indexes, as declared
   */
  public Real call(Object... arguments) {
    if (arguments.length != ports.size()) {
      throw new IllegalArgumentException(
          function.name() + " takes " + ports + ", got " + arguments.length + " arguments");
    }
    List<Value> all = new ArrayList<>();
    for (int k = 0; k < arguments.length; k++) {
      Value value = Carried.valueOf(arguments[k]);
      if (!value.type.equals(ports.get(k).type())) {
        throw new IllegalArgumentException(
            function.name() + ": " + ports.get(k) + " got another kind of argument");
      }
      all.addAll(List.of(value.extents));
      all.add(value);
    }
    return new Real(Tracer.active().invoke(function, all).getFirst());
  }
}
