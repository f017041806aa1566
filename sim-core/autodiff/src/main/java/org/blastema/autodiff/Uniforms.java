package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The part of a program that is the same in every row: computed once a call, one number after the
 * other.
 */
final class Uniforms {
  private final int[] numberOf;
  private final double[] constants;
  private final int[] inputNumbers;
  private final int[] inputSlots;
  private final Operation[] operations;

  /**
   * Finds what does not depend on a column that differs from row to row.
   *
   * @param uniformSlot for every input column, whether it is the same in every row
   */
  Uniforms(ValueList values, boolean[] uniformSlot) {
    numberOf = new int[values.size()];
    Arrays.fill(numberOf, -1);
    double[] known = new double[values.size()];
    List<Integer> ofInputs = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    List<Operation> computed = new ArrayList<>();
    int count = 0;
    for (int id = 0; id < values.size(); id++) {
      ValueList.Value value = values.get(id);
      int[] args = value.args();
      boolean same =
          value.op() == Op.INPUT
              ? uniformSlot[value.slot()]
              : Arrays.stream(args).allMatch(a -> numberOf[a] >= 0);
      if (!same) {
        continue;
      }
      numberOf[id] = count;
      if (value.op() == Op.INPUT) {
        ofInputs.add(count);
        slots.add(value.slot());
      } else if (value.op() == Op.CONSTANT) {
        known[count] = value.number();
      } else {
        int[] from = Arrays.copyOf(Arrays.stream(args).map(a -> numberOf[a]).toArray(), 3);
        computed.add(new Operation(value, count, from[0], from[1], from[2]));
      }
      count++;
    }
    constants = Arrays.copyOf(known, count);
    inputNumbers = ofInputs.stream().mapToInt(Integer::intValue).toArray();
    inputSlots = slots.stream().mapToInt(Integer::intValue).toArray();
    operations = computed.toArray(new Operation[0]);
  }

  boolean contains(int id) {
    return numberOf[id] >= 0;
  }

  /** Position of a value among the numbers. */
  int number(int id) {
    return numberOf[id];
  }

  /** The numbers before any call: the constants are there already. */
  double[] numbers() {
    return constants.clone();
  }

  /** Computes all numbers; input column k is {@code inputs[k][start[k]]}. */
  void compute(double[] numbers, double[][] inputs, int[] start) {
    for (int k = 0; k < inputNumbers.length; k++) {
      int slot = inputSlots[k];
      numbers[inputNumbers[k]] = inputs[slot][start[slot]];
    }
    for (Operation operation : operations) {
      numbers[operation.result] = operation.compute(numbers);
    }
  }

  /** One operation on numbers; operands it does not have are number 0. */
  private record Operation(ValueList.Value value, int result, int a, int b, int c) {
    double compute(double[] numbers) {
      double x = numbers[a];
      double y = numbers[b];
      if (value.isComparison()) {
        return (value.op() == Op.SELECT_LESS ? x < y : x <= y) ? 1 : 0;
      }
      if (value.isSelection()) {
        return x != 0 ? y : numbers[c];
      }
      return value.args().length == 1
          ? Scalars.unary(value.op(), value.number(), x)
          : Scalars.binary(value.op(), x, y);
    }
  }
}
