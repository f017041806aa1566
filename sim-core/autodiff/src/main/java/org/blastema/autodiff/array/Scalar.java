package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Objects;
import org.blastema.autodiff.Elementary;

/** Writes code that computes single entries, one at a time. */
final class Scalar {
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();
  private static final ClassDesc STRICT = StrictMath.class.describeConstable().orElseThrow();
  private static final ClassDesc INTEGER = Integer.class.describeConstable().orElseThrow();
  private static final ClassDesc OBJECTS = Objects.class.describeConstable().orElseThrow();
  private static final ClassDesc ELEMENTARY = Elementary.class.describeConstable().orElseThrow();
  private static final ClassDesc SCALARS = Scalars.class.describeConstable().orElseThrow();
  private static final ClassDesc INTRINSICS = Intrinsics.class.describeConstable().orElseThrow();
  private static final ClassDesc OUTSIDE =
      IndexOutOfBoundsException.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc D_D = MethodTypeDesc.of(CD_double, CD_double);
  private static final MethodTypeDesc D_DD = MethodTypeDesc.of(CD_double, CD_double, CD_double);
  private static final MethodTypeDesc D_DDD =
      MethodTypeDesc.of(CD_double, CD_double, CD_double, CD_double);
  private static final MethodTypeDesc I_I = MethodTypeDesc.of(CD_int, CD_int);
  private static final MethodTypeDesc I_II = MethodTypeDesc.of(CD_int, CD_int, CD_int);
  private static final MethodTypeDesc I_D = MethodTypeDesc.of(CD_int, CD_double);

  private final MethodContext method;
  private final CodeBuilder code;
  private final Uses uses;
  private final Lowering lowering;
  private final boolean contracts;

  Scalar(MethodContext method) {
    this.method = method;
    this.code = method.code;
    this.uses = method.function.uses();
    this.lowering = method.program.lowering();
    this.contracts = method.program.mode().contracts();
  }

  /** Computes a value into a local variable, unless it is computed where it is used. */
  void define(Statement statement) {
    Value result = statement.result();
    if (uses.isUsed(result) && !uses.isInline(result)) {
      compute(statement);
      method.storeNew(result);
    }
  }

  /** Computes a value into a local variable in any case. */
  void defineNow(Statement statement) {
    compute(statement);
    method.storeNew(statement.result());
  }

  /** Pushes a value. */
  void push(Value value) {
    if (value.isConstant()) {
      if (MethodContext.isReal(value)) {
        code.loadConstant(value.number());
      } else {
        code.loadConstant(value.integer());
      }
    } else if (method.isDefined(value)) {
      code.loadLocal(MethodContext.kindOf(value), method.slot(value));
    } else if (uses.isInline(value)) {
      compute(value.source());
    } else {
      throw new IllegalStateException("a value that was not computed: " + value);
    }
  }

  private void compute(Statement statement) {
    if (statement instanceof Statement.Read read) {
      check(read);
      MethodContext.Place place = method.place(read.array);
      method.pushData(place);
      push(read.at.getFirst());
      method.addOffset(place);
      method.loadEntry(read.array);
    } else {
      compute((Statement.Compute) statement);
    }
  }

  /** Fails with an exception if an index is not below its extent. */
  void check(Statement statement) {
    for (Lowering.Check check : lowering.checks(statement)) {
      if (!check.isCertain()) {
        push(check.index());
        push(check.extent());
        code.invokestatic(OBJECTS, "checkIndex", I_II).pop();
      }
    }
  }

  /** Fails with an exception if a loop would use its index beyond an extent. */
  void guard(Statement.Loop loop, int count) {
    for (Value extent : lowering.guards(loop)) {
      Label fine = code.newLabel();
      code.iload(count);
      push(extent);
      code.if_icmple(fine).iload(count).ifle(fine);
      fail();
      code.labelBinding(fine);
    }
  }

  /** Throws, so that nothing needs to be kept for what comes after. */
  void fail() {
    code.invokestatic(INTRINSICS, "outside", MethodTypeDesc.of(OUTSIDE)).athrow();
  }

  private void compute(Statement.Compute c) {
    switch (c.op) {
      case SELECT, INT_SELECT -> select(c);
      case INT_DIVIDE, INT_REMAINDER -> {
        if (isPowerOfTwo(c.argument(1))) {
          divideByPowerOfTwo(c);
        } else {
          plain(c);
        }
      }
      case LESS, AT_MOST, INT_LESS, INT_AT_MOST, INT_EQUAL -> truth(c);
      case ADD, SUBTRACT -> {
        if (!contracted(c)) {
          plain(c);
        }
      }
      default -> plain(c);
    }
  }

  private static boolean isPowerOfTwo(Value value) {
    return value.isConstant() && value.integer() > 0 && Integer.bitCount(value.integer()) == 1;
  }

  /** Quotients are rounded down, so bits can be moved or masked out. */
  private void divideByPowerOfTwo(Statement.Compute c) {
    push(c.argument(0));
    int divisor = c.argument(1).integer();
    if (c.op == Op.INT_DIVIDE) {
      code.loadConstant(Integer.numberOfTrailingZeros(divisor)).ishr();
    } else {
      code.loadConstant(divisor - 1).iand();
    }
  }

  private void plain(Statement.Compute c) {
    c.arguments.forEach(this::push);
    switch (c.op) {
      case NEGATE -> code.dneg();
      case ABS -> code.invokestatic(MATH, "abs", D_D);
      case SIGN -> code.invokestatic(MATH, "signum", D_D);
      case SQRT -> code.invokestatic(MATH, "sqrt", D_D);
      case EXP -> code.invokestatic(ELEMENTARY, "exp", D_D);
      case LOG -> code.invokestatic(ELEMENTARY, "log", D_D);
      case TANH -> code.invokestatic(ELEMENTARY, "tanh", D_D);
      case LOGISTIC -> code.invokestatic(ELEMENTARY, "logistic", D_D);
      case SIN -> code.invokestatic(ELEMENTARY, "sin", D_D);
      case COS -> code.invokestatic(ELEMENTARY, "cos", D_D);
      case EXPM1 -> code.invokestatic(ELEMENTARY, "expm1", D_D);
      case LOG1P -> code.invokestatic(ELEMENTARY, "log1p", D_D);
      case ATAN -> code.invokestatic(ELEMENTARY, "atan", D_D);
      case ERF -> code.invokestatic(ELEMENTARY, "erf", D_D);
      case POW -> code.loadConstant(c.number).invokestatic(STRICT, "pow", D_DD);
      case ADD -> code.dadd();
      case SUBTRACT -> code.dsub();
      case MULTIPLY -> code.dmul();
      case DIVIDE -> code.ddiv();
      case MIN -> code.invokestatic(MATH, "min", D_DD);
      case MAX -> code.invokestatic(MATH, "max", D_DD);
      case GATED_PRODUCT -> code.invokestatic(INTRINSICS, "gatedProduct", D_DD);
      case MASKED_PRODUCT -> code.invokestatic(INTRINSICS, "maskedProduct", D_DD);
      case INT_ADD -> code.iadd();
      case INT_SUBTRACT -> code.isub();
      case INT_MULTIPLY -> code.imul();
      case INT_DIVIDE -> code.invokestatic(INTRINSICS, "divide", I_II);
      case INT_REMAINDER -> code.invokestatic(INTRINSICS, "remainder", I_II);
      case INT_MIN -> code.invokestatic(MATH, "min", I_II);
      case INT_MAX -> code.invokestatic(MATH, "max", I_II);
      case INT_AND, AND -> code.iand();
      case INT_OR, OR -> code.ior();
      case INT_XOR -> code.ixor();
      case INT_SHIFT_LEFT -> code.ishl();
      case INT_SHIFT_RIGHT -> code.ishr();
      case INT_BIT_COUNT -> code.invokestatic(INTEGER, "bitCount", I_I);
      case INT_SELECT_BIT -> code.invokestatic(SCALARS, "selectBit", I_II);
      case TO_REAL -> code.i2d();
      case FLOOR -> code.invokestatic(SCALARS, "floor", I_D);
      case NOT -> code.iconst_1().ixor();
      default -> throw new IllegalStateException("no code for " + c.op);
    }
  }

  /** A product that is used in a sum alone is rounded together with it. */
  private boolean contracted(Statement.Compute c) {
    for (int k = 1; contracts && k >= 0; k--) {
      Statement.Compute product = inlineProduct(c.argument(k));
      if (product != null) {
        push(product.argument(0));
        if (c.op == Op.SUBTRACT && k == 1) {
          code.dneg();
        }
        push(product.argument(1));
        push(c.argument(1 - k));
        if (c.op == Op.SUBTRACT && k == 0) {
          code.dneg();
        }
        code.invokestatic(MATH, "fma", D_DDD);
        return true;
      }
    }
    return false;
  }

  /** The product that a value is, if it is used here alone and may be rounded with a sum. */
  Statement.Compute inlineProduct(Value value) {
    return contracts
            && !value.isConstant()
            && !method.isDefined(value)
            && uses.isInline(value)
            && value.source() instanceof Statement.Compute c
            && c.op == Op.MULTIPLY
        ? c
        : null;
  }

  private void truth(Statement.Compute c) {
    Label not = code.newLabel();
    Label end = code.newLabel();
    jumpUnless(c, not);
    code.iconst_1().goto_(end).labelBinding(not).iconst_0().labelBinding(end);
  }

  private void select(Statement.Compute c) {
    Label not = code.newLabel();
    Label end = code.newLabel();
    jumpUnless(c.argument(0), not);
    push(c.argument(1));
    code.goto_(end).labelBinding(not);
    push(c.argument(2));
    code.labelBinding(end);
  }

  /** Goes on at a label if a condition does not hold. */
  void jumpUnless(Value condition, Label label) {
    if (!condition.isConstant()
        && !method.isDefined(condition)
        && condition.source() instanceof Statement.Compute c) {
      jumpUnless(c, label);
    } else {
      push(condition);
      code.ifeq(label);
    }
  }

  private void jumpUnless(Statement.Compute c, Label label) {
    switch (c.op) {
      case LESS -> compare(c, Opcode.IFGE, label);
      case AT_MOST -> compare(c, Opcode.IFGT, label);
      case INT_LESS -> compare(c, Opcode.IF_ICMPGE, label);
      case INT_AT_MOST -> compare(c, Opcode.IF_ICMPGT, label);
      case INT_EQUAL -> compare(c, Opcode.IF_ICMPNE, label);
      case AND -> {
        jumpUnless(c.argument(0), label);
        jumpUnless(c.argument(1), label);
      }
      default -> {
        compute(c);
        code.ifeq(label);
      }
    }
  }

  private void compare(Statement.Compute c, Opcode jump, Label label) {
    push(c.argument(0));
    push(c.argument(1));
    if (c.op.argument(0) == Kind.REAL) {
      code.dcmpg();
    }
    code.branch(jump, label);
  }
}
