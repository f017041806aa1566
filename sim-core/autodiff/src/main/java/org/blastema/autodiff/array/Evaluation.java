package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arguments and results of an {@link ArrayFormula}. May be used again and again by one thread;
 * arguments stay until they are set anew.
 */
public final class Evaluation {
  private final ArrayFormula formula;
  private final Object[] arguments;
  private Frame frame;
  private List<Object> results;

  Evaluation(ArrayFormula formula) {
    this.formula = formula;
    this.arguments = new Object[formula.inputs().size()];
  }

  /** Sets a number. */
  public Evaluation set(String input, double value) {
    arguments[checked(input, true, 0)] = value;
    return this;
  }

  /** Sets a whole number. */
  public Evaluation set(String input, int value) {
    int k = formula.input(input);
    if (formula.inputs().get(k).isReal()) {
      return set(input, (double) value);
    }
    arguments[checked(input, false, 0)] = value;
    return this;
  }

  /** Sets an array with one index. The array is not copied. */
  public Evaluation set(String input, double... values) {
    return set(input, values, values.length);
  }

  /**
   * Sets an array. The array is not copied.
   *
   * @param values all entries, the last index running fastest
   * @param extents number of entries in each direction
   */
  public Evaluation set(String input, double[] values, int... extents) {
    check(input, values.length, extents);
    arguments[checked(input, true, extents.length)] = new RealArray(values, 0, extents.clone());
    return this;
  }

  /** Sets an array of whole numbers with one index. The array is not copied. */
  public Evaluation set(String input, int[] values, int... extents) {
    int[] shape = extents.length == 0 ? new int[] {values.length} : extents.clone();
    check(input, values.length, shape);
    arguments[checked(input, false, shape.length)] = new IntArray(values, 0, shape);
    return this;
  }

  private void check(String input, int length, int... extents) {
    if (RealArray.size(extents) != length) {
      throw new IllegalArgumentException(
          formula.name()
              + ": '"
              + input
              + "' got "
              + length
              + " entries for the extents "
              + Arrays.toString(extents));
    }
  }

  private int checked(String input, boolean isReal, int rank) {
    int k = formula.input(input);
    ArrayPort port = formula.inputs().get(k);
    if (port.isReal() != isReal || port.rank() != rank) {
      throw new IllegalArgumentException(
          formula.name()
              + ": "
              + port
              + " got "
              + (isReal ? "numbers" : "whole numbers")
              + " of rank "
              + rank);
    }
    return k;
  }

  /**
   * Computes the results, with compiled code unless the system property {@code
   * blastema.autodiff.interpret} is set. An index that is not below its extent is found by compiled
   * code; the interpreter then runs again to name it.
   *
   * @throws IllegalStateException if an argument was never set
   */
  public Evaluation run() {
    List<Object> all = new ArrayList<>();
    for (int k = 0; k < arguments.length; k++) {
      Object argument = arguments[k];
      if (argument == null) {
        throw new IllegalStateException(
            formula.name() + ": " + formula.inputs().get(k) + " was not set");
      }
      int[] extents =
          argument instanceof RealArray a
              ? a.extents()
              : argument instanceof IntArray b ? b.extents() : new int[0];
      for (int extent : extents) {
        all.add(extent);
      }
      all.add(argument);
    }
    results = computed(all);
    return this;
  }

  private List<Object> computed(List<Object> all) {
    CompiledFunction compiled = formula.function().compiled();
    if (compiled == null) {
      return Interpreter.run(formula.function(), all);
    }
    if (frame == null) {
      frame = compiled.newFrame();
    }
    try {
      return compiled.run(frame, all);
    } catch (IndexOutOfBoundsException e) {
      return Interpreter.run(formula.function(), all);
    }
  }

  /** A result that is a number. */
  public double real(String output) {
    return (Double) result(output);
  }

  /** A result that is a whole number. */
  public int index(String output) {
    return (Integer) result(output);
  }

  /** The entries of a result that is an array, the last index running fastest. */
  public double[] reals(String output) {
    RealArray array = (RealArray) result(output);
    return Arrays.copyOfRange(
        array.data(), array.offset(), array.offset() + RealArray.size(array.extents()));
  }

  /** The entries of a result that is an array of whole numbers, the last index running fastest. */
  public int[] indexes(String output) {
    IntArray array = (IntArray) result(output);
    return Arrays.copyOfRange(
        array.data(), array.offset(), array.offset() + RealArray.size(array.extents()));
  }

  /** The number of entries of a result in each direction. */
  public int[] extents(String output) {
    return switch (result(output)) {
      case RealArray a -> a.extents().clone();
      case IntArray a -> a.extents().clone();
      default -> new int[0];
    };
  }

  private Object result(String output) {
    int k = formula.output(output);
    if (results == null) {
      throw new IllegalStateException(formula.name() + " has not been run");
    }
    return results.get(k);
  }
}
