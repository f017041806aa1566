package org.blastema.autodiff;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;

/** Generates the loop of one piece of a plan. */
final class RowPiece {
  /**
   * Bytes of code that make a method too large to be inlined where it is hot: -XX:FreqInlineSize.
   */
  private static final int TOO_LARGE_TO_INLINE = 326;

  private static final int IN_NUMBERS = 0;
  private static final int IN = 1;
  private static final int IN_START = 2;
  private static final int OUT = 3;
  private static final int OUT_START = 4;
  private static final int KEPT = 5;
  private static final int FROM = 6;
  private static final int ROWS = 7;

  private final CodeBuilder code;
  private final LaneCode lane;
  private final RowPlan plan;
  private final ValueList values;
  private final int piece;
  private final int lanes;
  private final boolean asks;

  /** Local variables of vectors and masks, by value. */
  private final Map<Integer, Integer> vectors = new HashMap<>();

  private final Map<Integer, Integer> arrays = new HashMap<>();
  private final Map<Integer, Integer> starts = new HashMap<>();
  private int row;
  private int notFinite;

  RowPiece(CodeBuilder code, RowPlan plan, int piece, int lanes) {
    this.code = code;
    this.lane = new LaneCode(code);
    this.plan = plan;
    this.values = plan.values();
    this.piece = piece;
    this.lanes = lanes;
    this.asks = plan.asksWhetherFinite();
  }

  void emit() {
    stayAlone();
    prepare();
    row = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(row);
    Label test = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(test).iload(row).iload(ROWS).if_icmpge(end);
    Map<Integer, Integer> outside = Map.copyOf(vectors);
    for (int id : plan.pieces().get(piece).values()) {
      compute(id);
    }
    for (int k = 0; k < values.roots.length; k++) {
      if (isStoredHere(k)) {
        store(k);
      }
    }
    vectors.keySet().retainAll(outside.keySet());
    code.iload(row).loadConstant(lanes).iadd().istore(row).goto_(test);
    code.labelBinding(end);
    if (asks) {
      Label undefined = code.newLabel();
      code.aload(notFinite);
      lane.sum();
      code.dconst_0().dcmpl().ifne(undefined).iconst_1().ireturn();
      code.labelBinding(undefined).iconst_0().ireturn();
    } else {
      code.iconst_1().ireturn();
    }
  }

  /**
   * Keeps the optimizing compiler from joining pieces: together they are as slow as if they had not
   * been cut.
   */
  private void stayAlone() {
    for (int k = 0; k < TOO_LARGE_TO_INLINE; k++) {
      code.nop();
    }
  }

  /** Whether an output is computed here; an input that is an output is copied by the first. */
  private boolean isStoredHere(int k) {
    int root = values.roots[k];
    return plan.varies(root)
        && (values.get(root).op() == Op.INPUT ? piece == 0 : plan.isComputedBy(root, piece));
  }

  /** Column arrays, their beginnings, and numbers spread over all lanes, before the loop. */
  private void prepare() {
    if (asks) {
      notFinite = code.allocateLocal(TypeKind.REFERENCE);
      lane.species(); // made here: a constant object would keep the optimizing compiler from
      code.dconst_0(); // holding the changing vector in a register
      lane.broadcast();
      code.astore(notFinite);
    }
    for (int id : plan.pieces().get(piece).values()) {
      for (int a : values.get(id).args()) {
        prepareArgument(a);
      }
    }
    for (int k = 0; k < values.roots.length; k++) {
      if (isStoredHere(k)) {
        prepareArgument(values.roots[k]);
        column(OUT, OUT_START, k, -1 - k);
      }
    }
  }

  private void prepareArgument(int id) {
    ValueList.Value value = values.get(id);
    if (!plan.varies(id)) {
      spread(id);
    } else if (value.op() == Op.INPUT) {
      column(IN, IN_START, value.slot(), value.slot());
    } else if (value.isComparison()) {
      for (int a : value.args()) {
        prepareArgument(a);
      }
    }
  }

  private void column(int from, int fromStart, int k, int key) {
    if (arrays.containsKey(key)) {
      return;
    }
    int array = code.allocateLocal(TypeKind.REFERENCE);
    int start = code.allocateLocal(TypeKind.INT);
    code.aload(from).loadConstant(k).aaload().astore(array);
    code.aload(fromStart).loadConstant(k).iaload().iload(FROM).iadd().istore(start);
    arrays.put(key, array);
    starts.put(key, start);
  }

  private void spread(int id) {
    if (vectors.containsKey(id)) {
      return;
    }
    lane.species();
    code.aload(IN_NUMBERS).loadConstant(plan.uniforms().number(id)).daload();
    lane.broadcast();
    if (values.get(id).isComparison()) {
      lane.isNotZero();
    }
    define(id);
  }

  private void define(int id) {
    int local = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(local);
    vectors.put(id, local);
  }

  private void compute(int id) {
    ValueList.Value value = values.get(id);
    int[] args = value.args();
    if (value.isSelection()) {
      push(args[2]);
      push(args[1]);
      push(args[0]);
      lane.blend();
    } else {
      for (int a : args) {
        push(a);
      }
      if (isCareful(value.op()) && !plan.isPlainProduct(id)) {
        code.pop2();
        lane.carefulProduct(
            vectors.get(args[0]), vectors.get(args[1]), value.op() == Op.MASKED_PRODUCT);
      } else {
        lane.operate(isCareful(value.op()) ? Op.MULTIPLY : value.op(), value.number());
      }
    }
    define(id);
    if (plan.keptAs(id) >= 0) {
      push(id);
      code.aload(KEPT).loadConstant(plan.keptAs(id) * Program.BLOCK).iload(row).iadd();
      lane.store();
    }
  }

  private static boolean isCareful(Op op) {
    return op == Op.GATED_PRODUCT || op == Op.MASKED_PRODUCT;
  }

  /** Puts a value on the stack; computes it from memory or by comparison at first. */
  private void push(int id) {
    if (!vectors.containsKey(id)) {
      ValueList.Value value = values.get(id);
      if (value.isComparison()) {
        push(value.args()[0]);
        lane.comparison(value.op());
        push(value.args()[1]);
        lane.compare();
      } else if (value.op() == Op.INPUT) {
        lane.species();
        code.aload(arrays.get(value.slot())).iload(starts.get(value.slot()));
        code.iload(row).iadd();
        lane.load();
      } else {
        lane.species();
        code.aload(KEPT).loadConstant(plan.keptAs(id) * Program.BLOCK).iload(row).iadd();
        lane.load();
      }
      define(id);
    }
    code.aload(vectors.get(id));
  }

  private void store(int k) {
    push(values.roots[k]);
    code.aload(arrays.get(-1 - k)).iload(starts.get(-1 - k)).iload(row).iadd();
    lane.store();
    if (asks) {
      lane.addZeroTimes(vectors.get(values.roots[k]), notFinite);
      code.astore(notFinite);
    }
  }
}
