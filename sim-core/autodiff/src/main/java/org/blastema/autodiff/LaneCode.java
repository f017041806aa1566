package org.blastema.autodiff;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Instructions on vectors. Operands are on the stack in the order of the arguments, results too.
 * Names the classes without loading them.
 */
final class LaneCode {
  private static final String MODULE_PACKAGE = "jdk.incubator.vector";
  private static final ClassDesc VECTOR = ClassDesc.of(MODULE_PACKAGE, "DoubleVector");
  private static final ClassDesc ANY_VECTOR = ClassDesc.of(MODULE_PACKAGE, "Vector");
  private static final ClassDesc MASK = ClassDesc.of(MODULE_PACKAGE, "VectorMask");
  private static final ClassDesc SPECIES = ClassDesc.of(MODULE_PACKAGE, "VectorSpecies");
  private static final ClassDesc OPERATORS = ClassDesc.of(MODULE_PACKAGE, "VectorOperators");
  private static final ClassDesc COMPARISON = OPERATORS.nested("Comparison");
  private static final ClassDesc ASSOCIATIVE = OPERATORS.nested("Associative");
  private static final ClassDesc LANES = ClassDesc.of("org.blastema.autodiff.lanes", "Lanes");
  private static final ClassDesc NUMBERS = CD_double.arrayType();

  private static final MethodTypeDesc UNARY = MethodTypeDesc.of(VECTOR);
  private static final MethodTypeDesc BINARY = MethodTypeDesc.of(VECTOR, ANY_VECTOR);
  private static final MethodTypeDesc FUNCTION = MethodTypeDesc.of(VECTOR, VECTOR);
  private static final MethodTypeDesc JOIN = MethodTypeDesc.of(MASK, MASK);

  private final CodeBuilder code;

  LaneCode(CodeBuilder code) {
    this.code = code;
  }

  /** The species, first argument of {@link #broadcast} and {@link #load}. */
  void species() {
    code.getstatic(LANES, "SPECIES", SPECIES);
  }

  /** From the species and a number. */
  void broadcast() {
    code.invokestatic(VECTOR, "broadcast", MethodTypeDesc.of(VECTOR, SPECIES, CD_double));
  }

  /** From the species, an array and a position. */
  void load() {
    code.invokestatic(VECTOR, "fromArray", MethodTypeDesc.of(VECTOR, SPECIES, NUMBERS, CD_int));
  }

  /** Takes a vector, an array and a position. */
  void store() {
    code.invokevirtual(VECTOR, "intoArray", MethodTypeDesc.of(CD_void, NUMBERS, CD_int));
  }

  /** A constant of {@code Lanes}: ZERO or ONE in every lane. */
  void constant(String name) {
    code.getstatic(LANES, name, VECTOR);
  }

  /** From vectors x and y, y + 0 x: undefined where x is not finite. */
  void addZeroTimes(int x, int y) {
    code.aload(x);
    constant("ZERO");
    code.aload(y);
    code.invokevirtual(VECTOR, "fma", MethodTypeDesc.of(VECTOR, ANY_VECTOR, ANY_VECTOR));
  }

  /** From a vector, the sum of its lanes: 0 if all are 0. */
  void sum() {
    code.getstatic(OPERATORS, "ADD", ASSOCIATIVE);
    code.invokevirtual(VECTOR, "reduceLanes", MethodTypeDesc.of(CD_double, ASSOCIATIVE));
  }

  /** From a vector, the mask of the lanes that are not 0. */
  void isNotZero() {
    operator("NE");
    constant("ZERO");
    compare();
  }

  /** The operator, second argument of {@link #compare}. */
  void comparison(Op op) {
    operator(op == Op.SELECT_LESS ? "LT" : "LE");
  }

  private void operator(String name) {
    code.getstatic(OPERATORS, name, COMPARISON);
  }

  /** From a vector, an operator and a vector. */
  void compare() {
    code.invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY_VECTOR));
  }

  /** From what holds outside the mask, what holds inside, and the mask. */
  void blend() {
    code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY_VECTOR, MASK));
  }

  /** From the arguments of an operation of one or two numbers. */
  void operate(Op op, double exponent) {
    switch (op) {
      case NEGATE -> code.invokevirtual(VECTOR, "neg", UNARY);
      case ABS -> code.invokevirtual(VECTOR, "abs", UNARY);
      case SQRT -> code.invokevirtual(VECTOR, "sqrt", UNARY);
      case ADD -> code.invokevirtual(VECTOR, "add", BINARY);
      case SUBTRACT -> code.invokevirtual(VECTOR, "sub", BINARY);
      case MULTIPLY -> code.invokevirtual(VECTOR, "mul", BINARY);
      case DIVIDE -> code.invokevirtual(VECTOR, "div", BINARY);
      case MIN -> code.invokevirtual(VECTOR, "min", BINARY);
      case MAX -> code.invokevirtual(VECTOR, "max", BINARY);
      case SIGN -> function("sign");
      case EXP -> function("exp");
      case LOG -> function("log");
      case TANH -> function("tanh");
      case LOGISTIC -> function("logistic");
      case SIN -> function("sin");
      case COS -> function("cos");
      case EXPM1 -> function("expm1");
      case LOG1P -> function("log1p");
      case ATAN -> function("atan");
      case ERF -> function("erf");
      case POW -> {
        code.loadConstant(exponent);
        code.invokestatic(LANES, "pow", MethodTypeDesc.of(VECTOR, VECTOR, CD_double));
      }
      default -> throw new IllegalArgumentException(op + " takes neither one nor two numbers");
    }
  }

  /**
   * The product of two local variables, and 0 where it would be undefined because the first, or
   * either, is 0. Not a call: the optimizing compiler stops inlining calls, but not vector
   * operations, in large methods.
   */
  void carefulProduct(int a, int b, boolean either) {
    int product = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(a).aload(b);
    operate(Op.MULTIPLY, 0);
    code.dup().astore(product);
    constant("ZERO");
    isZero(a);
    if (either) {
      isZero(b);
      code.invokevirtual(MASK, "or", JOIN);
    }
    code.aload(product);
    operator("NE");
    code.aload(product);
    compare();
    code.invokevirtual(MASK, "and", JOIN);
    blend();
  }

  private void isZero(int vector) {
    code.aload(vector);
    operator("EQ");
    constant("ZERO");
    compare();
  }

  private void function(String name) {
    code.invokestatic(LANES, name, FUNCTION);
  }
}
