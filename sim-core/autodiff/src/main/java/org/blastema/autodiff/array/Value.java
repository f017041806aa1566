package org.blastema.autodiff.array;

/** Something that a program computes once each time its block is run: a single assignment. */
final class Value {
  final Type type;

  /** For arrays and accumulators the number of entries in each direction; else empty. */
  final Value[] extents;

  private final double constant;
  private final boolean isConstant;
  private Block home;
  private Statement source;

  private Value(Type type, Value[] extents, Block home, double constant, boolean isConstant) {
    this.type = type;
    this.extents = extents;
    this.home = home;
    this.constant = constant;
    this.isConstant = isConstant;
    if (extents.length != type.rank()) {
      throw new IllegalArgumentException(type + " with " + extents.length + " extents");
    }
  }

  /** A value that a block gets from outside. */
  static Value parameter(Block home, Type type, Value... extents) {
    return new Value(type, extents, home, 0, false);
  }

  /** A value that a statement computes. */
  static Value result(Type type, Value... extents) {
    return new Value(type, extents, null, 0, false);
  }

  static Value real(double number) {
    return new Value(Type.REAL, new Value[0], null, number, true);
  }

  static Value integer(int number) {
    return new Value(Type.INT, new Value[0], null, number, true);
  }

  static Value truth(boolean holds) {
    return new Value(Type.TRUTH, new Value[0], null, holds ? 1 : 0, true);
  }

  boolean isConstant() {
    return isConstant;
  }

  /** Whether this is the constant of a number; zeros of either sign are the same. */
  boolean is(double number) {
    return isConstant && constant == number;
  }

  /** The number of a constant; 1 for true. */
  double number() {
    if (!isConstant) {
      throw new IllegalStateException("not a constant");
    }
    return constant;
  }

  int integer() {
    return (int) number();
  }

  boolean truth() {
    return number() != 0;
  }

  /** The block in which it is computed; null for constants. */
  Block home() {
    return home;
  }

  /** The statement that computes it; null for constants and parameters. */
  Statement source() {
    return source;
  }

  void computedBy(Statement statement) {
    source = statement;
  }

  void liveIn(Block block) {
    home = block;
  }

  @Override
  public String toString() {
    return isConstant
        ? type.kind() == Kind.REAL ? Double.toString(constant) : Integer.toString((int) constant)
        : Listing.nameOf(this);
  }
}
