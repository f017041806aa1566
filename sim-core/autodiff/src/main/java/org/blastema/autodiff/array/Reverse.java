package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reverse mode: writes a function that computes adjoints of parameters from adjoints of results.
 *
 * <p>A block is computed forward, then swept backward. The inside of a loop is computed again, one
 * iteration at a time, when the sweep gets there, so it needs no tape; a sequential loop stores
 * what it carries at the start of every iteration (Schenck, Rønning, Henriksen and Oancea, AD for
 * an array language with nested parallelism, 2022). Adjoints of arrays are accumulators, whose
 * additions are linear and can be differentiated again.
 */
final class Reverse {
  /** Derivatives of routines that have been begun, so that recursion finds its own. */
  record Routines(Map<List<Object>, Function> known, WithoutEffects withoutEffects) {
    Routines() {
      this(new HashMap<>(), new WithoutEffects());
    }
  }

  private final Tracer tracer;
  private final Forwarding values;
  private final Sweep sweep;

  private Reverse(Function function, List<Boolean> active, Function made, Routines routines) {
    this.tracer = new Tracer(made);
    this.sweep = new Sweep(tracer, function, active, routines);
    this.values = sweep.values();
  }

  /**
   * The function of the sweep.adjoints().
   *
   * <p>Its parameters: those of the original that are no accumulators; for each result that is
   * active its adjoint; for each active array parameter an accumulator for its adjoint; for each
   * accumulator parameter the adjoint of what it holds in the end. Its results: those of the
   * original; the adjoints of the active parameters that are numbers.
   */
  static Function of(Function function, List<Boolean> active, Routines routines) {
    List<Object> key = List.of(function, active);
    Function known = routines.known.get(key);
    if (known != null) {
      return known;
    }
    List<Type> types = new ArrayList<>(function.resultTypes());
    for (int k = 0; k < active.size(); k++) {
      Type type = function.parameters().get(k).type;
      if (active.get(k) && type.isScalar()) {
        types.add(type);
      }
    }
    Function made = new Function(function.name() + "*", types);
    routines.known.put(key, made);
    Reverse reverse = new Reverse(function, active, made, routines);
    reverse.writeRoutine(function, active, made);
    made.setAdjointOf(function);
    made.become(Function.optimized(made));
    return made;
  }

  private void writeRoutine(Function function, List<Boolean> active, Function made) {
    List<Value> parameters = function.parameters();
    Block body = made.body();
    for (Value parameter : parameters) {
      if (!parameter.type.isAccumulator()) {
        Signature.copyParameter(parameter, body, values);
      }
    }
    List<Value> seeds = new ArrayList<>();
    for (Type type : function.resultTypes()) {
      seeds.add(type.isReal() ? body.parameter(type) : null);
    }
    for (int k = 0; k < active.size(); k++) {
      Value parameter = parameters.get(k);
      if (active.get(k) && Sweep.isArray(parameter)) {
        Value accumulator =
            body.parameter(
                Type.accumulator(parameter.type.rank()), values.images(parameter.extents));
        sweep.adjoints().accumulate(parameter, accumulator);
      }
    }
    for (Value parameter : parameters) {
      if (parameter.type.isAccumulator()) {
        sweep
            .ofAccumulators()
            .put(
                parameter,
                body.parameter(
                    Type.array(Kind.REAL, parameter.type.rank()),
                    values.images(parameter.extents)));
      }
    }
    values.copyAll(function.body().statements);
    sweep.seed(function.body().results, seeds);
    sweep.sweep(function.body().statements);
    body.results.addAll(values.images(function.body().results));
    for (int k = 0; k < active.size(); k++) {
      if (active.get(k) && parameters.get(k).type.isScalar()) {
        body.results.add(sweep.adjoints().take(parameters.get(k)));
      }
    }
  }

  /**
   * The function of the adjoints of a formula: takes all parameters, then the adjoint of every
   * result that is real, unless there is only one and it is a number, whose adjoint is 1.
   *
   * @param isGradient whether the only result has the adjoint 1
   * @param withValues whether the results come before the adjoints of the active parameters
   */
  static Function ofFormula(
      Function function, List<Boolean> active, boolean isGradient, boolean withValues) {
    Function made = new Function(function.name() + "*", List.of());
    Reverse reverse = new Reverse(function, active, made, new Routines());
    reverse.writeFormula(function, active, isGradient, withValues, made);
    return made;
  }

  private void writeFormula(
      Function function,
      List<Boolean> active,
      boolean isGradient,
      boolean withValues,
      Function made) {
    Block body = made.body();
    Signature.copyParameters(function.parameters(), body, values);
    List<Value> results = function.body().results;
    List<Value> given =
        isGradient
            ? List.of(Value.real(1))
            : results.stream().map(r -> seedParameter(r, body)).toList();
    values.copyAll(function.body().statements);
    List<Value> seeds = new ArrayList<>();
    for (int k = 0; k < results.size(); k++) {
      Value seed = given.get(k);
      seeds.add(
          seed == null || seed.type.isScalar()
              ? seed
              : tracer.withExtents(seed, values.images(results.get(k).extents)));
    }
    sweep.seed(results, seeds);
    sweep.sweep(function.body().statements);
    if (withValues) {
      body.results.addAll(values.images(results));
    }
    for (int k = 0; k < active.size(); k++) {
      if (active.get(k)) {
        body.results.add(sweep.takeOrZero(function.parameters().get(k)));
      }
    }
  }

  /** The parameter for a result's adjoint; it has the result's extents if they are known so far. */
  private Value seedParameter(Value result, Block body) {
    if (!result.type.isReal()) {
      return null;
    }
    boolean known =
        List.of(result.extents).stream().allMatch(e -> e.isConstant() || e.source() == null);
    return Signature.addParameter(body, result.type, known ? values.images(result.extents) : null);
  }
}
