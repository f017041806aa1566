package org.blastema.autodiff;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
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
  private static final ClassDesc LANES = ClassDesc.of("org.blastema.autodiff.lanes", "Lanes");
  private static final ClassDesc NUMBERS = CD_double.arrayType();

  private static final MethodTypeDesc UNARY = MethodTypeDesc.of(VECTOR);
  private static final MethodTypeDesc BINARY = MethodTypeDesc.of(VECTOR, ANY_VECTOR);
  private static final MethodTypeDesc FUNCTION = MethodTypeDesc.of(VECTOR, VECTOR);
  private static final MethodTypeDesc PRODUCT = MethodTypeDesc.of(VECTOR, VECTOR, VECTOR);

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

  void zero() {
    code.getstatic(LANES, "ZERO", VECTOR);
  }

  /** From a vector, whether all lanes are 0. */
  void isZero() {
    code.invokestatic(LANES, "isZero", MethodTypeDesc.of(CD_boolean, VECTOR));
  }

  /** From a vector, the mask of the lanes that are not 0. */
  void isNotZero() {
    code.invokestatic(LANES, "isNotZero", MethodTypeDesc.of(MASK, VECTOR));
  }

  /** From vectors x and y, y + 0 x: undefined where x is not finite. */
  void addZeroTimes() {
    code.invokestatic(LANES, "addZeroTimes", PRODUCT);
  }

  /** The operator, second argument of {@link #compare}. */
  void comparison(Op op) {
    code.getstatic(OPERATORS, op == Op.SELECT_LESS ? "LT" : "LE", COMPARISON);
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
      case POW -> {
        code.loadConstant(exponent);
        code.invokestatic(LANES, "pow", MethodTypeDesc.of(VECTOR, VECTOR, CD_double));
      }
      case GATED_PRODUCT -> code.invokestatic(LANES, "gatedProduct", PRODUCT);
      case MASKED_PRODUCT -> code.invokestatic(LANES, "maskedProduct", PRODUCT);
      default -> throw new IllegalArgumentException(op + " takes neither one nor two numbers");
    }
  }

  private void function(String name) {
    code.invokestatic(LANES, name, FUNCTION);
  }
}
