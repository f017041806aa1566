package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An expression graph as a list of instructions over blocks of rows: common subexpressions once,
 * what is the same in every row computed once a call, registers shared by values that do not live
 * at the same time.
 */
final class Program {
  /** Rows per block: a few dozen registers of this length fit the first-level cache. */
  static final int BLOCK = 128;

  /** One operation; operands and result are indices into {@link Evaluation}'s table of arrays. */
  private record Instruction(Op op, double exponent, int[] operands, int[] uniforms, int result) {}

  /** One operation on numbers that are the same in every row. */
  private record UniformInstruction(Op op, double value, int[] operands, int result) {}

  /** Fills a whole register or output with a number that is the same in every row. */
  private record Spread(int uniform, int result, boolean output) {}

  private record Key(Op op, long value, int slot, List<Integer> args) {}

  private final int slots;
  private final int outputs;
  private final boolean[] uniformSlot;
  private final List<UniformInstruction> uniformInstructions = new ArrayList<>();
  private final List<Instruction> instructions = new ArrayList<>();
  private final List<Spread> spreads = new ArrayList<>();
  private int uniformCount;
  private int registers;
  private final ThreadLocal<Evaluation> evaluation = ThreadLocal.withInitial(Evaluation::new);

  /**
   * Lays out a program.
   *
   * @param roots one expression for every output column
   * @param uniformSlot for every input column, whether it is the same in every row
   */
  Program(Expr[] roots, boolean[] uniformSlot) {
    this.slots = uniformSlot.length;
    this.outputs = roots.length;
    this.uniformSlot = uniformSlot;
    List<Expr> nodes = new ArrayList<>();
    int[] rootIds = new int[roots.length];
    List<int[]> args = merge(roots, nodes, rootIds);
    allocate(nodes, args, rootIds);
  }

  /** Gives equal subexpressions one number. */
  private static List<int[]> merge(Expr[] roots, List<Expr> nodes, int[] rootIds) {
    Map<Expr, Integer> idOf = new IdentityHashMap<>();
    Map<Key, Integer> known = new HashMap<>();
    List<int[]> args = new ArrayList<>();
    for (Expr node : Graph.topological(roots)) {
      int[] ids = Arrays.stream(node.args).mapToInt(idOf::get).toArray();
      int[] ordered = ids.clone();
      if (node.op == Op.ADD || node.op == Op.MULTIPLY) {
        Arrays.sort(ordered);
      }
      Key key =
          new Key(
              node.op,
              Double.doubleToRawLongBits(node.value),
              node.slot,
              Arrays.stream(ordered).boxed().toList());
      Integer id = known.get(key);
      if (id == null) {
        id = nodes.size();
        known.put(key, id);
        nodes.add(node);
        args.add(ids);
      }
      idOf.put(node, id);
    }
    for (int k = 0; k < roots.length; k++) {
      rootIds[k] = idOf.get(roots[k]);
    }
    return args;
  }

  private void allocate(List<Expr> nodes, List<int[]> args, int[] rootIds) {
    int count = nodes.size();
    boolean[] uniform = new boolean[count];
    int[] lastUse = new int[count];
    Arrays.fill(lastUse, -1);
    for (int id = 0; id < count; id++) {
      Expr node = nodes.get(id);
      uniform[id] =
          node.op == Op.INPUT
              ? uniformSlot[node.slot]
              : Arrays.stream(args.get(id)).allMatch(a -> uniform[a]);
      for (int a : args.get(id)) {
        lastUse[a] = id;
      }
    }
    int[] outputOf = new int[count];
    Arrays.fill(outputOf, -1);
    for (int k = 0; k < rootIds.length; k++) {
      int id = rootIds[k];
      if (!uniform[id] && nodes.get(id).op != Op.INPUT && outputOf[id] < 0) {
        outputOf[id] = k;
      }
    }
    int[] uniformAt = new int[count];
    for (int id = 0; id < count; id++) {
      if (uniform[id]) {
        uniformAt[id] = uniformCount++;
        Expr node = nodes.get(id);
        double value = node.op == Op.INPUT ? node.slot : node.value;
        uniformInstructions.add(
            new UniformInstruction(
                node.op,
                value,
                Arrays.stream(args.get(id)).map(a -> uniformAt[a]).toArray(),
                uniformAt[id]));
      }
    }
    Map<Integer, Integer> spreadRegister = new TreeMap<>();
    for (int id = 0; id < count; id++) {
      if (!uniform[id]) {
        int[] operands = args.get(id);
        for (int k = 0; k < operands.length; k++) {
          if (uniform[operands[k]] && !takesNumber(nodes.get(id).op, k)) {
            spreadRegister.computeIfAbsent(operands[k], a -> registers++);
          }
        }
      }
    }
    spreadRegister.forEach(
        (id, register) -> spreads.add(new Spread(uniformAt[id], register, false)));
    place(nodes, args, rootIds, uniform, uniformAt, lastUse, outputOf, spreadRegister);
  }

  private void place(
      List<Expr> nodes,
      List<int[]> args,
      int[] rootIds,
      boolean[] uniform,
      int[] uniformAt,
      int[] lastUse,
      int[] outputOf,
      Map<Integer, Integer> spreadRegister) {
    int count = nodes.size();
    int[] location = new int[count];
    List<Integer> free = new ArrayList<>();
    List<Instruction> symbolic = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      Expr node = nodes.get(id);
      if (uniform[id]) {
        continue;
      }
      if (node.op == Op.INPUT) {
        location[id] = inputAt(node.slot);
        continue;
      }
      int[] ids = args.get(id);
      int[] operands = new int[ids.length];
      int[] uniforms = new int[ids.length];
      for (int k = 0; k < ids.length; k++) {
        uniforms[k] = -1;
        if (!uniform[ids[k]]) {
          operands[k] = location[ids[k]];
        } else if (takesNumber(node.op, k)) {
          uniforms[k] = uniformAt[ids[k]];
        } else {
          operands[k] = spreadRegister.get(ids[k]);
        }
      }
      for (int k = 0; k < ids.length; k++) {
        int a = ids[k];
        boolean first = true;
        for (int j = 0; j < k; j++) {
          first &= ids[j] != a;
        }
        if (first && !uniform[a] && lastUse[a] == id && isRegister(location[a])) {
          free.add(location[a]);
        }
      }
      if (outputOf[id] >= 0) {
        location[id] = outputAt(outputOf[id]);
      } else {
        location[id] = free.isEmpty() ? registers++ : free.removeLast();
      }
      symbolic.add(new Instruction(node.op, node.value, operands, uniforms, location[id]));
    }
    instructions.addAll(symbolic);
    for (int k = 0; k < rootIds.length; k++) {
      int id = rootIds[k];
      if (uniform[id]) {
        spreads.add(new Spread(uniformAt[id], k, true));
      } else if (outputOf[id] != k) {
        instructions.add(
            new Instruction(
                Op.ADD, 0, new int[] {location[id], 0}, new int[] {-1, -2}, outputAt(k)));
      }
    }
  }

  /** Inputs are numbered -1, -2, ... and outputs below them; registers from 0. */
  private static int inputAt(int slot) {
    return -1 - slot;
  }

  private int outputAt(int output) {
    return -1 - slots - output;
  }

  private static boolean isRegister(int location) {
    return location >= 0;
  }

  private static boolean takesNumber(Op op, int operand) {
    return switch (op) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> operand < 2;
      default -> false;
    };
  }

  /** This thread's workspace; not to be used by two evaluations at once. */
  Evaluation evaluation() {
    return evaluation.get();
  }

  /** A workspace: where inputs and outputs lie, and the registers. */
  final class Evaluation {
    private final int tableSize = registers + slots + outputs;
    private final double[][] array = new double[tableSize][];
    private final int[] base = new int[tableSize];
    private final int[] offset = new int[tableSize];
    private final double[] numbers = new double[uniformCount];

    private Evaluation() {
      for (int k = 0; k < registers; k++) {
        array[k] = new double[BLOCK];
      }
    }

    /**
     * Places an input column: row k is at {@code values[start + k]}, or at {@code start} for all
     * rows.
     */
    void input(int slot, double[] values, int start) {
      array[registers + slot] = values;
      base[registers + slot] = start;
    }

    /** Places an output column: row k goes to {@code values[start + k]}. */
    void output(int k, double[] values, int start) {
      array[registers + slots + k] = values;
      base[registers + slots + k] = start;
    }

    /** Computes all rows. */
    void run(int rows) {
      begin();
      for (int from = 0; from < rows; from += BLOCK) {
        block(from, Math.min(BLOCK, rows - from));
      }
      release();
    }

    /** Computes what is the same in every row; to be called once the uniform inputs are placed. */
    void begin() {
      for (UniformInstruction i : uniformInstructions) {
        numbers[i.result] =
            switch (i.op) {
              case CONSTANT -> i.value;
              case INPUT -> {
                int at = registers + (int) i.value;
                yield array[at][base[at]];
              }
              default -> {
                double[] x = new double[i.operands.length];
                for (int k = 0; k < x.length; k++) {
                  x[k] = numbers[i.operands[k]];
                }
                yield Scalars.apply(i.op, i.value, x);
              }
            };
      }
      for (Spread spread : spreads) {
        if (!spread.output) {
          Arrays.fill(array[spread.result], numbers[spread.uniform]);
        }
      }
    }

    /** Computes up to {@link #BLOCK} rows; call {@link #begin} before the first. */
    void block(int from, int rows) {
      for (int k = registers; k < tableSize; k++) {
        offset[k] = base[k] + from;
      }
      for (Spread spread : spreads) {
        if (spread.output) {
          int at = registers + slots + spread.result;
          Arrays.fill(array[at], offset[at], offset[at] + rows, numbers[spread.uniform]);
        }
      }
      for (Instruction i : instructions) {
        execute(i, rows);
      }
    }

    /** Forgets the caller's arrays. */
    void release() {
      Arrays.fill(array, registers, tableSize, null);
    }

    private int at(int location) {
      return location >= 0 ? location : registers - 1 - location;
    }

    private void execute(Instruction i, int n) {
      int r = at(i.result);
      double[] o = array[r];
      int oo = offset[r];
      int a = at(i.operands[0]);
      if (i.operands.length == 1) {
        Interpreter.unary(i.op, i.exponent, array[a], offset[a], o, oo, n);
        return;
      }
      if (i.operands.length == 2) {
        binary(i, o, oo, n);
        return;
      }
      int b = at(i.operands[1]);
      int c = at(i.operands[2]);
      int d = at(i.operands[3]);
      if (i.op == Op.SELECT_LESS) {
        Interpreter.selectLess(
            array[a], offset[a], array[b], offset[b], array[c], offset[c], array[d], offset[d], o,
            oo, n);
      } else {
        Interpreter.selectAtMost(
            array[a], offset[a], array[b], offset[b], array[c], offset[c], array[d], offset[d], o,
            oo, n);
      }
    }

    private void binary(Instruction i, double[] o, int oo, int n) {
      int a = at(i.operands[0]);
      int b = at(i.operands[1]);
      double[] x = array[a];
      double[] y = array[b];
      int xo = offset[a];
      int yo = offset[b];
      int ua = i.uniforms[0];
      int ub = i.uniforms[1];
      if (ub == -2) {
        System.arraycopy(x, xo, o, oo, n);
        return;
      }
      switch (i.op) {
        case ADD -> {
          if (ua >= 0) {
            Interpreter.add(y, yo, numbers[ua], o, oo, n);
          } else if (ub >= 0) {
            Interpreter.add(x, xo, numbers[ub], o, oo, n);
          } else {
            Interpreter.add(x, xo, y, yo, o, oo, n);
          }
        }
        case SUBTRACT -> {
          if (ua >= 0) {
            Interpreter.subtract(numbers[ua], y, yo, o, oo, n);
          } else if (ub >= 0) {
            Interpreter.add(x, xo, -numbers[ub], o, oo, n);
          } else {
            Interpreter.subtract(x, xo, y, yo, o, oo, n);
          }
        }
        case MULTIPLY -> {
          if (ua >= 0) {
            Interpreter.multiply(y, yo, numbers[ua], o, oo, n);
          } else if (ub >= 0) {
            Interpreter.multiply(x, xo, numbers[ub], o, oo, n);
          } else {
            Interpreter.multiply(x, xo, y, yo, o, oo, n);
          }
        }
        case DIVIDE -> {
          if (ua >= 0) {
            Interpreter.divide(numbers[ua], y, yo, o, oo, n);
          } else if (ub >= 0) {
            Interpreter.divide(x, xo, numbers[ub], o, oo, n);
          } else {
            Interpreter.divide(x, xo, y, yo, o, oo, n);
          }
        }
        case MIN -> Interpreter.min(x, xo, y, yo, o, oo, n);
        case MAX -> Interpreter.max(x, xo, y, yo, o, oo, n);
        case GATED_PRODUCT -> Interpreter.gated(x, xo, y, yo, o, oo, n);
        default -> throw new IllegalStateException(i.op + " is not binary");
      }
    }
  }
}
