package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Turns a list of values into instructions: products that are used once go into the operation that
 * uses them, and registers are shared by values that do not live at the same time.
 */
final class Compiler {
  /** An instruction before registers are assigned: operands are positions in the list. */
  private record Step(int opcode, int result, int[] operands, double exponent) {}

  private final ValueList values;
  private final Uniforms uniforms;
  private final boolean strict;
  private final boolean[] decides;
  private final int[] uses;
  private final boolean[] absorbed;
  private final List<Step> steps = new ArrayList<>();

  private Compiler(ValueList values, Uniforms uniforms, boolean strict) {
    this.values = values;
    this.uniforms = uniforms;
    this.strict = strict;
    this.decides = decisive(values);
    this.uses = new int[values.size()];
    this.absorbed = new boolean[values.size()];
  }

  /**
   * Lays out a program.
   *
   * @param values what to compute
   * @param uniforms which of it is the same in every row
   * @param slots number of input columns; input column k is in register k
   * @param strict whether gated products get the care that they need where a factor is not finite;
   *     else they are plain products, and an undefined result shows that the care was needed
   */
  static Code compile(ValueList values, Uniforms uniforms, int slots, boolean strict) {
    Compiler compiler = new Compiler(values, uniforms, strict);
    compiler.absorbProducts();
    for (int id = 0; id < values.size(); id++) {
      if (!uniforms.contains(id) && values.get(id).op() != Op.INPUT && !compiler.absorbed[id]) {
        compiler.emit(id);
      }
    }
    return compiler.place(slots);
  }

  /** Whether some gated product is treated as a plain one unless the code is strict. */
  static boolean takesChances(ValueList values, Uniforms uniforms) {
    boolean[] decides = decisive(values);
    for (int id = 0; id < values.size(); id++) {
      if (isCareful(values.get(id).op()) && !uniforms.contains(id) && !decides[id]) {
        return true;
      }
    }
    return false;
  }

  /** What a comparison depends on: an undefined number there would not show in the result. */
  static boolean[] decisive(ValueList values) {
    boolean[] decides = new boolean[values.size()];
    for (int id = values.size() - 1; id >= 0; id--) {
      if (decides[id] || values.get(id).isComparison()) {
        for (int a : values.get(id).args()) {
          decides[a] = true;
        }
      }
    }
    return decides;
  }

  private boolean isProduct(int id) {
    Op op = values.get(id).op();
    return op == Op.MULTIPLY || (isCareful(op) && !strict && !decides[id]);
  }

  /** Whether it is a product that treats zeros with care. */
  private static boolean isCareful(Op op) {
    return op == Op.GATED_PRODUCT || op == Op.MASKED_PRODUCT;
  }

  private boolean varies(int id) {
    return !uniforms.contains(id);
  }

  private void absorbProducts() {
    for (int id = 0; id < values.size(); id++) {
      if (varies(id)) {
        for (int a : values.get(id).args()) {
          uses[a]++;
        }
      }
    }
    for (int root : values.roots) {
      uses[root] += 2;
    }
    for (int id = 0; id < values.size(); id++) {
      int product = varies(id) ? absorbable(id) : -1;
      if (product >= 0) {
        absorbed[product] = true;
      }
    }
  }

  /** The argument of a sum, difference or product that it can take in, or -1. */
  private int absorbable(int id) {
    Op op = values.get(id).op();
    if (op != Op.ADD && op != Op.SUBTRACT && !isProduct(id)) {
      return -1;
    }
    int[] args = values.get(id).args();
    for (int k = 1; k >= 0; k--) {
      int other = args[1 - k];
      boolean free =
          varies(args[k]) && uses[args[k]] == 1 && isProduct(args[k]) && !takesIn(args[k]);
      if (free && (varies(other) || (op == Op.ADD && variesTwice(args[k])))) {
        return args[k];
      }
    }
    return -1;
  }

  private boolean variesTwice(int product) {
    return varies(values.get(product).args()[0]) && varies(values.get(product).args()[1]);
  }

  private boolean takesIn(int id) {
    return Arrays.stream(values.get(id).args()).anyMatch(a -> absorbed[a]);
  }

  private void emit(int id) {
    ValueList.Value value = values.get(id);
    int[] args = value.args();
    for (int k = 0; k < args.length; k++) {
      if (absorbed[args[k]]) {
        emitFused(id, args[k], args[1 - k], k == 0);
        return;
      }
    }
    if (value.isSelection()) {
      emitSelection(id, args[0], args[1], args[2]);
    } else if (value.isComparison()) {
      emitComparison(id, value.op(), args[0], args[1]);
    } else if (args.length == 1) {
      steps.add(new Step(unary(value.op()), id, args, value.number()));
    } else {
      emitBinary(id, value.op(), args[0], args[1]);
    }
  }

  private void emitSelection(int id, int mask, int then, int otherwise) {
    if (isZero(otherwise)) {
      step(Opcode.SELECT_OR_ZERO, id, mask, then);
    } else if (isZero(then)) {
      step(Opcode.ZERO_OR_SELECT, id, mask, otherwise);
    } else {
      step(Opcode.SELECT, id, mask, then, otherwise);
    }
  }

  /** Whether a value is the constant 0 with positive sign. */
  private boolean isZero(int id) {
    return values.get(id).op() == Op.CONSTANT
        && Double.doubleToRawLongBits(values.get(id).number()) == 0;
  }

  private void emitComparison(int id, Op op, int a, int b) {
    if (op == Op.SELECT_AT_MOST) {
      step(Opcode.AT_MOST, id, a, b);
    } else if (!varies(b)) {
      step(Opcode.LESS_NUMBER, id, a, b);
    } else if (!varies(a)) {
      step(Opcode.ABOVE_NUMBER, id, b, a);
    } else {
      step(Opcode.LESS, id, a, b);
    }
  }

  private void emitBinary(int id, Op op, int a, int b) {
    switch (op) {
      case ADD -> withNumber(id, a, b, Opcode.ADD, Opcode.ADD_NUMBER, Opcode.ADD_NUMBER);
      case SUBTRACT ->
          withNumber(
              id, a, b, Opcode.SUBTRACT, Opcode.SUBTRACT_NUMBER, Opcode.SUBTRACT_FROM_NUMBER);
      case DIVIDE ->
          withNumber(id, a, b, Opcode.DIVIDE, Opcode.DIVIDE_BY_NUMBER, Opcode.DIVIDE_NUMBER);
      case MIN -> step(Opcode.MIN, id, a, b);
      case MAX -> step(Opcode.MAX, id, a, b);
      default -> {
        if (isProduct(id)) {
          withNumber(id, a, b, Opcode.MULTIPLY, Opcode.MULTIPLY_NUMBER, Opcode.MULTIPLY_NUMBER);
        } else {
          step(op == Op.GATED_PRODUCT ? Opcode.GATED_PRODUCT : Opcode.MASKED_PRODUCT, id, a, b);
        }
      }
    }
  }

  private void withNumber(int id, int a, int b, int both, int numberSecond, int numberFirst) {
    if (!varies(b)) {
      step(numberSecond, id, a, b);
    } else if (!varies(a)) {
      step(numberFirst, id, b, a);
    } else {
      step(both, id, a, b);
    }
  }

  private void emitFused(int id, int product, int other, boolean productFirst) {
    int a = values.get(product).args()[0];
    int b = values.get(product).args()[1];
    boolean number = !varies(a) || !varies(b);
    int x = varies(a) ? a : b;
    int y = varies(a) ? b : a;
    switch (values.get(id).op()) {
      case ADD -> {
        int code = number ? Opcode.MULTIPLY_NUMBER_ADD : Opcode.MULTIPLY_ADD;
        step(varies(other) ? code : Opcode.MULTIPLY_ADD_NUMBER, id, x, y, other);
      }
      case SUBTRACT -> {
        if (productFirst) {
          step(Opcode.MULTIPLY_SUBTRACT, id, x, y, other);
        } else {
          step(number ? Opcode.SUBTRACT_PRODUCT_NUMBER : Opcode.SUBTRACT_PRODUCT, id, x, y, other);
        }
      }
      default ->
          step(number ? Opcode.MULTIPLY_NUMBER_MULTIPLY : Opcode.MULTIPLY_TWICE, id, x, y, other);
    }
  }

  private void step(int opcode, int id, int... operands) {
    steps.add(new Step(opcode, id, operands, 0));
  }

  private static int unary(Op op) {
    return switch (op) {
      case NEGATE -> Opcode.NEGATE;
      case ABS -> Opcode.ABS;
      case SIGN -> Opcode.SIGN;
      case SQRT -> Opcode.SQRT;
      case EXP -> Opcode.EXP;
      case LOG -> Opcode.LOG;
      case TANH -> Opcode.TANH;
      case LOGISTIC -> Opcode.LOGISTIC;
      case SIN -> Opcode.SIN;
      case COS -> Opcode.COS;
      case EXPM1 -> Opcode.EXPM1;
      case LOG1P -> Opcode.LOG1P;
      case ATAN -> Opcode.ATAN;
      case ERF -> Opcode.ERF;
      case POW -> Opcode.POW;
      default -> throw new IllegalArgumentException(op + " does not take one number");
    };
  }

  private Code place(int slots) {
    int[] lastUse = new int[values.size()];
    for (int k = 0; k < steps.size(); k++) {
      for (int a : steps.get(k).operands) {
        lastUse[a] = k;
      }
    }
    for (int root : values.roots) {
      lastUse[root] = steps.size();
    }
    Places registers = new Places(slots, lastUse);
    Places masks = new Places(0, lastUse);
    Map<Integer, Integer> spreads = new TreeMap<>();
    Map<Integer, Integer> spreadMasks = new TreeMap<>();
    for (int id = 0; id < values.size(); id++) {
      if (values.get(id).op() == Op.INPUT) {
        registers.pin(id, values.get(id).slot());
      }
    }
    for (Step step : steps) {
      String kinds = Opcode.operands(step.opcode);
      for (int k = 0; k < step.operands.length; k++) {
        int a = step.operands[k];
        if (!varies(a) && kinds.charAt(k) != 'n') {
          boolean mask = kinds.charAt(k) == 'm';
          (mask ? spreadMasks : spreads)
              .computeIfAbsent(a, id -> (mask ? masks : registers).reserve(id));
        }
      }
    }
    int[] words = new int[Code.STRIDE * steps.size()];
    double[] exponents = new double[steps.size()];
    for (int k = 0; k < steps.size(); k++) {
      Step step = steps.get(k);
      exponents[k] = step.exponent;
      translate(step, k, registers, masks, words);
    }
    int[] outputs = new int[values.roots.length];
    for (int k = 0; k < outputs.length; k++) {
      int root = values.roots[k];
      outputs[k] = varies(root) ? registers.of(root) : -1 - uniforms.number(root);
    }
    return new Code(
        words,
        exponents,
        registers.count(),
        masks.count(),
        numbered(spreads),
        numbered(spreadMasks),
        outputs);
  }

  private void translate(Step step, int at, Places registers, Places masks, int[] words) {
    String kinds = Opcode.operands(step.opcode);
    int to = Code.STRIDE * at;
    words[to] = step.opcode;
    for (int k = 0; k < step.operands.length; k++) {
      int a = step.operands[k];
      words[to + 2 + k] =
          switch (kinds.charAt(k)) {
            case 'n' -> uniforms.number(a);
            case 'm' -> masks.of(a);
            default -> registers.of(a);
          };
    }
    Places target = Opcode.givesMask(step.opcode) ? masks : registers;
    if (Opcode.hasPasses(step.opcode)) {
      words[to + 1] = target.take(step.result);
    }
    for (int a : step.operands) {
      registers.free(a, at);
      masks.free(a, at);
    }
    if (!Opcode.hasPasses(step.opcode)) {
      words[to + 1] = target.take(step.result);
    }
  }

  private int[] numbered(Map<Integer, Integer> spreads) {
    return spreads.entrySet().stream()
        .flatMapToInt(e -> IntStream.of(uniforms.number(e.getKey()), e.getValue()))
        .toArray();
  }

  /** Which value is where. */
  private static final class Places {
    private final int[] placeOf;
    private final int[] lastUse;
    private final boolean[] permanent;
    private final List<Integer> free = new ArrayList<>();
    private int count;

    Places(int reserved, int[] lastUse) {
      count = reserved;
      this.lastUse = lastUse;
      placeOf = new int[lastUse.length];
      permanent = new boolean[lastUse.length];
      Arrays.fill(placeOf, -1);
    }

    void pin(int id, int place) {
      placeOf[id] = place;
      permanent[id] = true;
    }

    int reserve(int id) {
      pin(id, count);
      return count++;
    }

    int of(int id) {
      return placeOf[id];
    }

    int take(int id) {
      placeOf[id] = free.isEmpty() ? count++ : free.removeLast();
      return placeOf[id];
    }

    /** Gives a place back if the value there is not needed after a step. */
    void free(int id, int step) {
      if (placeOf[id] >= 0
          && !permanent[id]
          && lastUse[id] == step
          && !free.contains(placeOf[id])) {
        free.add(placeOf[id]);
      }
    }

    int count() {
      return count;
    }
  }
}
