package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.blastema.autodiff.array.LanePlan.Shape;

/**
 * Writes code that computes entries in all lanes of vectors. Several vectors of iterations may run
 * jammed together: then every statement is written for one vector after the other, and what is the
 * same in all of them is loaded once.
 */
final class LaneValues {
  static final ClassDesc REAL = ClassDesc.of("jdk.incubator.vector.DoubleVector");
  static final ClassDesc INT = ClassDesc.of("jdk.incubator.vector.IntVector");
  static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
  private static final ClassDesc SHUFFLE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");
  static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
  private static final ClassDesc OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators");
  private static final ClassDesc COMPARISON =
      ClassDesc.of("jdk.incubator.vector.VectorOperators$Comparison");
  private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
  static final ClassDesc LANES = ClassDesc.of("org.blastema.autodiff.lanes.Lanes");
  static final ClassDesc HELPER = ClassDesc.of(Kernel.class.getPackageName(), "LaneIntrinsics");
  private static final MethodTypeDesc UNARY = MethodTypeDesc.of(REAL);
  private static final MethodTypeDesc BINARY = MethodTypeDesc.of(REAL, VECTOR);

  private final MethodContext method;
  private final Scalar scalar;
  private final CodeBuilder code;
  private final LanePlan plan;
  private final Uses uses;
  private final LaneMemory memory;
  private final Map<Value, int[]> locals = new IdentityHashMap<>();
  private final int lanes;
  private final int vectors;

  /** Local variables of the lanes for which what is written is wanted, or -1 if it is for all. */
  private int[] masks;

  /** The vector for which code is written. */
  private int vector;

  /**
   * A writer of code.
   *
   * @param vectors how many vectors of iterations are jammed together
   */
  LaneValues(StatementWriter writer, LanePlan plan, int vectors) {
    this.lanes = writer.method.program.mode().lanes();
    this.vectors = vectors;
    this.masks = new int[vectors];
    Arrays.fill(masks, -1);
    this.method = writer.method;
    this.scalar = writer.scalar;
    this.code = method.code;
    this.plan = plan;
    this.uses = method.function.uses();
    this.memory = new LaneMemory(writer, plan, this);
  }

  static ClassDesc typeOf(Value value) {
    return switch (value.type.kind()) {
      case REAL -> REAL;
      case INT -> INT;
      case TRUTH -> MASK;
    };
  }

  LaneMemory memory() {
    return memory;
  }

  /** Local variable of the lanes that are wanted of the current vector, or -1. */
  int mask() {
    return masks[vector];
  }

  int[] masks() {
    return masks;
  }

  void setMasks(int[] locals) {
    masks = locals;
  }

  /** How many vectors are jammed together. */
  int vectors() {
    return vectors;
  }

  /** Number of iterations that run together. */
  int width() {
    return vectors * lanes;
  }

  /** The first lane of the current vector among those of all vectors. */
  int firstLane() {
    return vector * lanes;
  }

  /** Writes code for one vector after the other. */
  void each(IntConsumer code) {
    for (vector = 0; vector < vectors; vector++) {
      code.accept(vector);
    }
    vector = 0;
  }

  /** The same from the last vector to the first, as they lie on the stack. */
  void eachFromLast(IntConsumer code) {
    for (vector = vectors - 1; vector >= 0; vector--) {
      code.accept(vector);
    }
    vector = 0;
  }

  boolean varies(Value value) {
    return plan.shape(value).varies();
  }

  void call(String name, ClassDesc result, ClassDesc... arguments) {
    code.invokestatic(HELPER, name, MethodTypeDesc.of(result, List.of(arguments)));
  }

  // ---- local variables

  int newLocal() {
    return method.local(TypeKind.REFERENCE);
  }

  /** A local variable for each vector. */
  int[] newLocals() {
    int[] made = new int[vectors];
    Arrays.setAll(made, k -> newLocal());
    return made;
  }

  /** Says where the current vector of a value is. */
  void define(Value value, int local) {
    int[] all = locals.computeIfAbsent(value, v -> new int[vectors]);
    all[vector] = local;
  }

  /** Stores the vector on the stack as the current one of a value. */
  void storeNew(Value value) {
    int local = newLocal();
    code.astore(local);
    define(value, local);
  }

  /** Where the current vector of a value is. */
  int local(Value value) {
    return locals.get(value)[vector];
  }

  /** Computes a value into local variables, unless it is computed where it is used. */
  void define(Statement statement) {
    Value result = statement.result();
    if (uses.isUsed(result) && !uses.isInline(result)) {
      each(k -> {
        compute(statement);
        storeNew(result);
      });
    }
  }

  // ---- values on the stack

  void push(Value value) {
    Shape shape = plan.shape(value);
    if (shape.varies()) {
      if (locals.containsKey(value)) {
        code.aload(local(value));
      } else if (uses.isInline(value)) {
        compute(value.source());
      } else {
        throw new IllegalStateException("a vector that was not computed: " + value);
      }
      return;
    }
    if (!shape.isUniform()) {
      pushFirst(value);
      pushStep(shape);
      call("steps", INT, CD_int, CD_int);
    } else if (value.type.kind() == Kind.REAL) {
      spread(() -> scalar.push(value));
    } else {
      scalar.push(value);
      call(value.type.kind() == Kind.INT ? "spread" : "spreadTruth", typeOf(value), CD_int);
    }
  }

  /** Pushes a vector whose lanes are what the code pushes. */
  void spread(Runnable number) {
    species();
    number.run();
    code.invokestatic(REAL, "broadcast", MethodTypeDesc.of(REAL, SPECIES, CD_double));
  }

  private void species() {
    code.getstatic(LANES, "SPECIES", SPECIES);
  }

  /** Pushes the whole number that the first lane of the current vector has. */
  void pushFirst(Value value) {
    scalar.push(value);
    Shape shape = plan.shape(value);
    if (vector > 0 && !shape.isUniform()) {
      pushStep(shape);
      code.loadConstant(firstLane()).imul().iadd();
    }
  }

  void pushStep(Shape shape) {
    code.loadConstant(shape.step());
    if (shape.factor() != null) {
      scalar.push(shape.factor());
      code.imul();
    }
  }

  private void pushAsReal(Value value) {
    Shape shape = plan.shape(value);
    if (shape.varies()) {
      push(value);
      call("toReal", REAL, INT);
      return;
    }
    if (!shape.isUniform()) {
      code.getstatic(HELPER, "REAL_STEPS", REAL);
      if (shape.step() != 1 || shape.factor() != null) {
        spread(() -> {
          pushStep(shape);
          code.i2d();
        });
        binary("mul");
      }
    }
    spread(() -> {
      pushFirst(value);
      code.i2d();
    });
    if (!shape.isUniform()) {
      binary("add");
    }
  }

  private void compute(Statement statement) {
    if (statement instanceof Statement.Read read) {
      memory.read(read);
    } else {
      compute((Statement.Compute) statement);
    }
  }

  private void compute(Statement.Compute c) {
    switch (c.op) {
      case TO_REAL -> pushAsReal(c.argument(0));
      case INT_LESS, INT_AT_MOST, INT_EQUAL -> {
        pushAsReal(c.argument(0));
        comparison(c.op);
        pushAsReal(c.argument(1));
        compare();
      }
      case LESS, AT_MOST -> {
        push(c.argument(0));
        comparison(c.op);
        push(c.argument(1));
        compare();
      }
      case SELECT -> {
        push(c.argument(2));
        push(c.argument(1));
        push(c.argument(0));
        blend();
      }
      case ADD, SUBTRACT -> {
        if (!contracted(c)) {
          c.arguments.forEach(this::push);
          binary(c.op == Op.ADD ? "add" : "sub");
        }
      }
      default -> {
        c.arguments.forEach(this::push);
        plain(c);
      }
    }
  }

  void comparison(Op op) {
    String name =
        switch (op) {
          case INT_LESS, LESS -> "LT";
          case INT_AT_MOST, AT_MOST -> "LE";
          default -> "EQ";
        };
    code.getstatic(OPERATORS, name, COMPARISON);
  }

  void compare() {
    code.invokevirtual(REAL, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
  }

  /** From what is otherwise, what is wanted, and the mask that says where. */
  void blend() {
    code.invokevirtual(REAL, "blend", MethodTypeDesc.of(REAL, VECTOR, MASK));
  }

  private void unary(String name) {
    code.invokevirtual(REAL, name, UNARY);
  }

  void binary(String name) {
    code.invokevirtual(REAL, name, BINARY);
  }

  void masks(String name) {
    code.invokevirtual(MASK, name, MethodTypeDesc.of(MASK, MASK));
  }

  void not() {
    code.invokevirtual(MASK, "not", MethodTypeDesc.of(MASK));
  }

  private void elementary(String name) {
    code.invokestatic(LANES, name, MethodTypeDesc.of(REAL, REAL));
  }

  private void plain(Statement.Compute c) {
    switch (c.op) {
      case NEGATE -> unary("neg");
      case ABS -> unary("abs");
      case SQRT -> unary("sqrt");
      case SIGN -> elementary("sign");
      case EXP -> elementary("exp");
      case LOG -> elementary("log");
      case TANH -> elementary("tanh");
      case LOGISTIC -> elementary("logistic");
      case SIN -> elementary("sin");
      case COS -> elementary("cos");
      case EXPM1 -> elementary("expm1");
      case LOG1P -> elementary("log1p");
      case ATAN -> elementary("atan");
      case ERF -> elementary("erf");
      case POW ->
          code.loadConstant(c.number)
              .invokestatic(LANES, "pow", MethodTypeDesc.of(REAL, REAL, CD_double));
      case MULTIPLY -> binary("mul");
      case DIVIDE -> binary("div");
      case MIN -> binary("min");
      case MAX -> binary("max");
      case GATED_PRODUCT -> call("gatedProduct", REAL, REAL, REAL);
      case MASKED_PRODUCT -> call("maskedProduct", REAL, REAL, REAL);
      case INT_SELECT -> call("select", INT, MASK, INT, INT);
      case AND -> masks("and");
      case OR -> masks("or");
      case NOT -> not();
      case INT_ADD -> call("add", INT, INT, INT);
      case INT_SUBTRACT -> call("subtract", INT, INT, INT);
      case INT_MULTIPLY -> call("multiply", INT, INT, INT);
      case INT_MIN -> call("min", INT, INT, INT);
      case INT_MAX -> call("max", INT, INT, INT);
      case INT_AND -> call("and", INT, INT, INT);
      case INT_OR -> call("or", INT, INT, INT);
      case INT_XOR -> call("xor", INT, INT, INT);
      case FLOOR -> call("floor", INT, REAL);
      default -> throw new IllegalStateException("no vector code for " + c.op);
    }
  }

  /** Chooses products as {@link Scalar} does, so that lanes have the bits of single entries. */
  private boolean contracted(Statement.Compute c) {
    for (int k = 1; k >= 0; k--) {
      Statement.Compute product = scalar.inlineProduct(c.argument(k));
      if (product != null) {
        push(product.argument(0));
        if (c.op == Op.SUBTRACT && k == 1) {
          unary("neg");
        }
        push(product.argument(1));
        push(c.argument(1 - k));
        if (c.op == Op.SUBTRACT && k == 0) {
          unary("neg");
        }
        code.invokevirtual(REAL, "fma", MethodTypeDesc.of(REAL, VECTOR, VECTOR));
        return true;
      }
    }
    return false;
  }

  /**
   * Pushes the sum of a vector's lanes: of neighbors first, then of pairs, and so on. It is written
   * out, because the virtual machine inlines nothing else into long methods.
   */
  void pushSum(int local) {
    for (int distance = 1; distance < lanes; distance *= 2) {
      code.aload(local).aload(local).getstatic(HELPER, "EXCHANGE_" + distance, SHUFFLE);
      code.invokevirtual(REAL, "rearrange", MethodTypeDesc.of(REAL, SHUFFLE));
      binary("add");
      code.astore(local);
    }
    code.aload(local).iconst_0().invokevirtual(REAL, "lane", MethodTypeDesc.of(CD_double, CD_int));
  }

  /** Pushes a sum and a term, rounded together if the term is a product. */
  void addTerm(int sum, Value term) {
    addTerm(() -> code.aload(sum), term);
  }

  /** Pushes a sum and a term, rounded together if the term is a product. */
  void addTerm(Runnable pushSum, Value term) {
    Statement.Compute product = scalar.inlineProduct(term);
    if (product != null && varies(term)) {
      push(product.argument(0));
      push(product.argument(1));
      pushSum.run();
      code.invokevirtual(REAL, "fma", MethodTypeDesc.of(REAL, VECTOR, VECTOR));
    } else {
      pushSum.run();
      push(term);
      binary("add");
    }
  }
}
