package org.blastema.autodiff;

import java.util.Arrays;

/** The part of a program that is the same in every row: computed once a call, one number after the other. */
final class Uniforms {
  private final ValueList values;
  private final int[] ids;
  private final int[] numberOf;
  private final int[] slotOf;
  private final double[] constants;

  /**
   * Finds what does not depend on a column that differs from row to row.
   *
   * @param uniformSlot for every input column, whether it is the same in every row
   */
  Uniforms(ValueList values, boolean[] uniformSlot) {
    this.values = values;
    int[] found = new int[values.size()];
    numberOf = new int[values.size()];
    slotOf = new int[values.size()];
    Arrays.fill(numberOf, -1);
    int count = 0;
    for (int id = 0; id < values.size(); id++) {
      ValueList.Value value = values.get(id);
      boolean same =
          value.op() == Op.INPUT
              ? uniformSlot[value.slot()]
              : Arrays.stream(value.args()).allMatch(a -> numberOf[a] >= 0);
      if (same) {
        numberOf[id] = count;
        slotOf[count] = value.slot();
        found[count++] = id;
      }
    }
    ids = Arrays.copyOf(found, count);
    constants = new double[count];
    for (int k = 0; k < count; k++) {
      constants[k] = values.get(ids[k]).number();
    }
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
    for (int k = 0; k < ids.length; k++) {
      ValueList.Value value = values.get(ids[k]);
      int[] args = value.args();
      if (value.op() == Op.INPUT) {
        numbers[k] = inputs[slotOf[k]][start[slotOf[k]]];
      } else if (value.isComparison()) {
        double a = numbers[numberOf[args[0]]];
        double b = numbers[numberOf[args[1]]];
        numbers[k] = (value.op() == Op.SELECT_LESS ? a < b : a <= b) ? 1 : 0;
      } else if (value.isSelection()) {
        numbers[k] = numbers[numberOf[args[numbers[numberOf[args[0]]] != 0 ? 1 : 2]]];
      } else if (args.length == 1) {
        numbers[k] = Scalars.unary(value.op(), value.number(), numbers[numberOf[args[0]]]);
      } else if (args.length == 2) {
        numbers[k] =
            Scalars.binary(value.op(), numbers[numberOf[args[0]]], numbers[numberOf[args[1]]]);
      }
    }
  }
}
