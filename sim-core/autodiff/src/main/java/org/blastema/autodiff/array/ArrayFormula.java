package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.blastema.autodiff.Var;

/**
 * A pure function of numbers and arrays with loops, choices and recursion, written once against
 * {@link Real}, {@link Reals} and {@link Index}, traced, and differentiated as a program: every
 * derivative is again such a formula, so derivatives nest to any depth, in any mix of forward and
 * reverse mode.
 *
 * <p>Reverse mode follows Schenck, Rønning, Henriksen and Oancea, AD for an array language with
 * nested parallelism (2022): what the inside of a loop computed is computed again when the sweep
 * gets there; only what a sequential loop carries from one iteration to the next is stored.
 */
public final class ArrayFormula {
  private final String name;
  private final List<ArrayPort> inputs;
  private final List<ArrayPort> outputs;
  private final Function function;
  private final Map<List<String>, ArrayFormula> pullbacks = new ConcurrentHashMap<>();

  /** What a formula computes. */
  @FunctionalInterface
  public interface Body {
    /** The results as expressions of the arguments. */
    Outputs trace(Arguments in);
  }

  private ArrayFormula(
      String name, List<ArrayPort> inputs, List<ArrayPort> outputs, Function function) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.function = function;
  }

  /** Traces a formula. */
  public static ArrayFormula trace(String name, List<ArrayPort> inputs, Body body) {
    Function raw = new Function(name, List.of());
    List<Value> values = parameters(raw, inputs);
    Outputs outputs = new Tracer(raw).during(() -> body.trace(new Arguments(name, inputs, values)));
    raw.body().results.addAll(outputs.values());
    return new ArrayFormula(name, inputs, outputs.ports(), Function.optimized(raw));
  }

  /** Declares a function's parameters: for each port its extents, then itself. */
  static List<Value> parameters(Function function, List<ArrayPort> ports) {
    List<Value> values = new ArrayList<>();
    for (ArrayPort port : ports) {
      Value[] extents = new Value[port.rank()];
      Arrays.setAll(extents, k -> function.body().parameter(Type.INT));
      values.add(function.body().parameter(port.type(), extents));
    }
    return values;
  }

  /** The formula's name, for messages. */
  public String name() {
    return name;
  }

  /** The arguments, in order. */
  public List<ArrayPort> inputs() {
    return inputs;
  }

  /** The results, in order. */
  public List<ArrayPort> outputs() {
    return outputs;
  }

  /**
   * Uses this formula inside the body of another one.
   *
   * @param arguments Real, Reals, Index or Indexes, as the inputs are
   */
  public Outputs call(Object... arguments) {
    if (arguments.length != inputs.size()) {
      throw new IllegalArgumentException(
          "formula " + name + " takes " + inputs + ", got " + arguments.length + " arguments");
    }
    Transcriber transcriber = new Transcriber(Tracer.active(), v -> true);
    int at = 0;
    for (int k = 0; k < arguments.length; k++) {
      Value value = Carried.valueOf(arguments[k]);
      if (!value.type.equals(inputs.get(k).type())) {
        throw new IllegalArgumentException(
            "formula " + name + ": " + inputs.get(k) + " got another kind of argument");
      }
      for (Value extent : value.extents) {
        transcriber.map(function.parameters().get(at++), extent);
      }
      Value parameter = function.parameters().get(at++);
      transcriber.map(
          parameter, Tracer.active().withExtents(value, transcriber.images(parameter.extents)));
    }
    transcriber.copyAll(function.body().statements);
    Tracer.active().traces();
    return Outputs.of(
        outputs.stream().map(ArrayPort::name).toList(),
        transcriber.images(function.body().results));
  }

  /**
   * Applies the formula to matrices and records the call on their tape, if they have one; the sweep
   * runs the formula's {@link #vjp}.
   *
   * @param arguments for each input a {@code Var} (1 x 1 for a number, n x 1 for an array with one
   *     index, n x m for one with two), an Integer or an int[]
   * @return the only output in the same way
   * @throws IllegalArgumentException if there is not one output with at most two indices, or an
   *     argument does not fit
   */
  public Var apply(Object... arguments) {
    return TapeCall.apply(this, arguments);
  }

  // ---- derivatives

  /**
   * Forward mode: directional derivatives. Inputs: all inputs, then for each of the named real
   * inputs {@code x} (all real ones, if none is named) its rate of change {@code x'}. Outputs: for
   * each real output {@code y} its rate of change {@code y'}.
   */
  public ArrayFormula jvp(String... wrt) {
    return forward(false, wrt);
  }

  /** Like {@link #jvp}, with the outputs themselves before their rates of change. */
  public ArrayFormula withTangents(String... wrt) {
    return forward(true, wrt);
  }

  private ArrayFormula forward(boolean withValues, String... wrt) {
    boolean[] wanted = wanted(wrt);
    List<ArrayPort> in = new ArrayList<>(inputs);
    in.addAll(renamed(pick(inputs, wanted), "'"));
    List<ArrayPort> out = new ArrayList<>(withValues ? outputs : List.of());
    out.addAll(renamed(outputs.stream().filter(ArrayPort::isReal).toList(), "'"));
    return new ArrayFormula(
        name + "'",
        in,
        out,
        Function.optimized(Forward.ofFormula(function, active(wanted), withValues)));
  }

  /**
   * Reverse mode: the transposed derivative. Inputs: all inputs, then for each real output {@code
   * y} its adjoint {@code y*}. Outputs: for each of the named real inputs {@code x} (all real ones,
   * if none is named) its adjoint {@code x*}.
   */
  public ArrayFormula vjp(String... wrt) {
    return pullbacks.computeIfAbsent(List.of(wrt), this::traceVjp);
  }

  private ArrayFormula traceVjp(List<String> wrt) {
    boolean[] wanted = wanted(wrt.toArray(String[]::new));
    List<ArrayPort> in = new ArrayList<>(inputs);
    in.addAll(renamed(outputs.stream().filter(ArrayPort::isReal).toList(), "*"));
    return new ArrayFormula(
        name + "*",
        in,
        renamed(pick(inputs, wanted), "*"),
        Function.optimized(Reverse.ofFormula(function, active(wanted), false, false)));
  }

  /**
   * The gradient of the only output, a number, by the named inputs (all real ones, if none is
   * named): for each an output of the same name and extents.
   *
   * @throws IllegalStateException if there is another output, or it is an array
   */
  public ArrayFormula gradient(String... wrt) {
    return gradient(false, wrt);
  }

  /** The only output, a number, and after it its {@link #gradient}. */
  public ArrayFormula valueAndGradient(String... wrt) {
    return gradient(true, wrt);
  }

  private ArrayFormula gradient(boolean withValue, String... wrt) {
    if (outputs.size() != 1 || !outputs.getFirst().isReal() || outputs.getFirst().rank() > 0) {
      throw new IllegalStateException(
          "formula " + name + " gives " + outputs + ", not one number to take the gradient of");
    }
    boolean[] wanted = wanted(wrt);
    List<ArrayPort> out = new ArrayList<>(withValue ? outputs : List.of());
    out.addAll(pick(inputs, wanted));
    return new ArrayFormula(
        "gradient(" + name + ")",
        inputs,
        out,
        Function.optimized(Reverse.ofFormula(function, active(wanted), true, withValue)));
  }

  /**
   * The second derivative of the only output, a number, times a direction: forward over reverse.
   * Inputs: all inputs, then for each of the named ones {@code x} the direction {@code x'}.
   * Outputs: for each of the named inputs the product, under the input's name.
   *
   * @throws IllegalStateException if there is another output, or it is an array
   */
  public ArrayFormula hessianVector(String... wrt) {
    ArrayFormula product = gradient(wrt).jvp(wrt);
    return new ArrayFormula(
        "hessian(" + name + ")", product.inputs, pick(inputs, wanted(wrt)), product.function);
  }

  /**
   * All derivatives of the only output by one input, transposed: entry (j, i) is the derivative of
   * entry i of the output by entry j of the input. Forward mode, all directions at once: what does
   * not depend on the direction is computed once, and directions are lanes. The cheap way where
   * there are fewer inputs than outputs; where the output is a number, use {@link #gradient}.
   *
   * @return a formula of the same inputs, with the output {@code jacobian} with two indices
   * @throws IllegalArgumentException if the output or the input is not an array with one index
   */
  public ArrayFormula jacobian(String input) {
    int wrt = input(input);
    if (outputs.size() != 1 || outputs.getFirst().rank() != 1 || inputs.get(wrt).rank() != 1) {
      throw new IllegalArgumentException(
          "formula "
              + name
              + ": a Jacobian is of one array with one index by one with one index,"
              + " not of "
              + outputs
              + " by "
              + inputs.get(wrt));
    }
    ArrayFormula tangent = jvp(input);
    return trace(
        "jacobian(" + name + ")",
        inputs,
        in -> {
          List<Object> all = new ArrayList<>();
          for (ArrayPort port : inputs) {
            all.add(in.any(port.name()));
          }
          Index n = in.reals(input).length();
          return Outputs.of(
              "jacobian",
              Reals.ofRows(
                  n,
                  j -> {
                    List<Object> arguments = new ArrayList<>(all);
                    arguments.add(
                        Reals.build(
                            n, k -> Real.where(k.isEqual(j), Real.constant(1), Real.constant(0))));
                    return tangent.call(arguments.toArray()).reals(outputs.getFirst().name() + "'");
                  }));
        });
  }

  private boolean[] wanted(String... wrt) {
    boolean[] wanted = new boolean[inputs.size()];
    for (int k = 0; k < wanted.length; k++) {
      wanted[k] = wrt.length == 0 && inputs.get(k).isReal();
    }
    for (String word : wrt) {
      int k = input(word);
      if (!inputs.get(k).isReal()) {
        throw new IllegalArgumentException(
            "formula " + name + ": '" + word + "' is a whole number, without derivatives");
      }
      wanted[k] = true;
    }
    return wanted;
  }

  /** Which parameters of the function belong to the wanted inputs; extents do not. */
  private List<Boolean> active(boolean[] wanted) {
    List<Boolean> active = new ArrayList<>();
    for (int k = 0; k < wanted.length; k++) {
      for (int d = 0; d < inputs.get(k).rank(); d++) {
        active.add(false);
      }
      active.add(wanted[k]);
    }
    return active;
  }

  private static List<ArrayPort> pick(List<ArrayPort> ports, boolean[] wanted) {
    return IntStream.range(0, wanted.length).filter(k -> wanted[k]).mapToObj(ports::get).toList();
  }

  private static List<ArrayPort> renamed(List<ArrayPort> ports, String suffix) {
    return ports.stream().map(p -> p.named(p.name() + suffix)).toList();
  }

  /** Numbers to compute with: one call at a time. */
  public Evaluation evaluation() {
    return new Evaluation(this);
  }

  Function function() {
    return function;
  }

  int input(String word) {
    return IntStream.range(0, inputs.size())
        .filter(k -> inputs.get(k).name().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "formula " + name + " has no input '" + word + "', only " + inputs));
  }

  int output(String word) {
    return IntStream.range(0, outputs.size())
        .filter(k -> outputs.get(k).name().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "formula " + name + " has no output '" + word + "', only " + outputs));
  }

  @Override
  public String toString() {
    return name + inputs + " -> " + outputs;
  }
}
