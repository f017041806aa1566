package org.blastema.autodiff.sparse;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Interpretation;
import org.blastema.autodiff.Op;
import org.blastema.autodiff.Port;

/**
 * The operations of a formula in the order of computation, with the numbers at a point if known.
 */
final class Operations {
  /**
   * One operation.
   *
   * @param op what it is
   * @param column the input column, if it is one
   * @param arguments places of the arguments
   */
  record Operation(Op op, int column, int[] arguments) {}

  private final List<Operation> list = new ArrayList<>();
  private final List<Double> numbers = new ArrayList<>();
  private final int inputs;
  private final int[] outputs;
  private final boolean local;

  /**
   * Lists the operations.
   *
   * @param point the input columns, or null for what holds everywhere
   */
  Operations(Formula formula, double[] point) {
    inputs = formula.inputs().stream().mapToInt(Port::width).sum();
    local = point != null;
    if (local && point.length != inputs) {
      throw new IllegalArgumentException(
          "formula "
              + formula.name()
              + " takes "
              + formula.inputs()
              + ", got "
              + point.length
              + " numbers");
    }
    outputs =
        formula
            .interpret(
                new Interpretation<Integer>() {
                  @Override
                  public Integer input(int column) {
                    return add(Op.INPUT, column, local ? point[column] : 0);
                  }

                  @Override
                  public Integer constant(double value) {
                    return add(Op.CONSTANT, -1, value);
                  }

                  @Override
                  public Integer operation(Op op, double exponent, List<Integer> arguments) {
                    int[] places = arguments.stream().mapToInt(Integer::intValue).toArray();
                    double value = local ? op.apply(exponent, numbersAt(places)) : 0;
                    return add(op, -1, value, places);
                  }
                })
            .stream()
            .mapToInt(Integer::intValue)
            .toArray();
  }

  private int add(Op op, int column, double number, int... arguments) {
    list.add(new Operation(op, column, arguments));
    numbers.add(number);
    return list.size() - 1;
  }

  private double[] numbersAt(int[] places) {
    double[] x = new double[places.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = numbers.get(places[k]);
    }
    return x;
  }

  int size() {
    return list.size();
  }

  /** Number of input columns. */
  int inputs() {
    return inputs;
  }

  /** Places of the output columns. */
  int[] outputs() {
    return outputs;
  }

  Operation get(int place) {
    return list.get(place);
  }

  /** The numbers that an operation works on, or null if they are not known. */
  double[] argumentsOf(Operation operation) {
    return local ? numbersAt(operation.arguments) : null;
  }

  /** For every operation where it is used last; the outputs are used after all. */
  int[] lastUses() {
    int[] last = new int[size()];
    for (int place = 0; place < last.length; place++) {
      for (int argument : get(place).arguments) {
        last[argument] = place;
      }
    }
    for (int output : outputs) {
      last[output] = size();
    }
    return last;
  }
}
