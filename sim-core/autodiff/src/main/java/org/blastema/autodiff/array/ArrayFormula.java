package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
    return new ArrayFormula(name, inputs, outputs.ports(), clean(raw));
  }

  private static Function clean(Function raw) {
    Function clean = new Function(raw.name(), raw.resultTypes());
    DeadCode.removed(raw, clean);
    return clean;
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
      transcriber.map(function.parameters().get(at++), value);
    }
    transcriber.copyAll(function.body().statements);
    return Outputs.of(
        outputs.stream().map(ArrayPort::name).toList(),
        transcriber.images(function.body().results));
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
