package org.blastema.autodiff.array;

import java.util.List;
import java.util.function.Function;

/**
 * A whole number of 32 bits while an {@link ArrayFormula} is traced: an index, a count, or a set of
 * bits. Nothing is differentiated by it. Overflow wraps around.
 */
public final class Index {
  final Value value;

  Index(Value value) {
    this.value = value;
  }

  /** A whole number. */
  public static Index constant(int number) {
    return new Index(Value.integer(number));
  }

  private Index with(Op op, Index other) {
    return new Index(Tracer.active().compute(op, value, other.value));
  }

  /** Sum. */
  public Index plus(Index other) {
    return with(Op.INT_ADD, other);
  }

  /** Sum. */
  public Index plus(int other) {
    return plus(constant(other));
  }

  /** Difference. */
  public Index minus(Index other) {
    return with(Op.INT_SUBTRACT, other);
  }

  /** Difference. */
  public Index minus(int other) {
    return minus(constant(other));
  }

  /** Product. */
  public Index times(Index other) {
    return with(Op.INT_MULTIPLY, other);
  }

  /** Product. */
  public Index times(int other) {
    return times(constant(other));
  }

  /** Quotient rounded down; 0 if the divisor is 0. */
  public Index divide(Index other) {
    return with(Op.INT_DIVIDE, other);
  }

  /** What is left after division, with the divisor's sign; 0 if the divisor is 0. */
  public Index remainder(Index other) {
    return with(Op.INT_REMAINDER, other);
  }

  /** The smaller one. */
  public Index min(Index other) {
    return with(Op.INT_MIN, other);
  }

  /** The larger one. */
  public Index max(Index other) {
    return with(Op.INT_MAX, other);
  }

  /** Bits set in both. */
  public Index and(Index other) {
    return with(Op.INT_AND, other);
  }

  /** Bits set in at least one. */
  public Index or(Index other) {
    return with(Op.INT_OR, other);
  }

  /** Bits set in exactly one. */
  public Index xor(Index other) {
    return with(Op.INT_XOR, other);
  }

  /** The bits moved up. */
  public Index shiftLeft(Index places) {
    return with(Op.INT_SHIFT_LEFT, places);
  }

  /** The bits moved down, with copies of the sign. */
  public Index shiftRight(Index places) {
    return with(Op.INT_SHIFT_RIGHT, places);
  }

  /** Number of bits that are set. */
  public Index bitCount() {
    return new Index(Tracer.active().compute(Op.INT_BIT_COUNT, value));
  }

  /** Position of the set bit with the given number of set bits below it; 32 if there is none. */
  public Index bit(Index below) {
    return with(Op.INT_SELECT_BIT, below);
  }

  /** The number for arithmetic; its derivative is 0. */
  public Real toReal() {
    return new Real(Tracer.active().compute(Op.TO_REAL, value));
  }

  /** Whether this is below another number. */
  public Truth isLess(Index other) {
    return new Truth(Tracer.active().compute(Op.INT_LESS, value, other.value));
  }

  /** Whether this is at most another number. */
  public Truth isAtMost(Index other) {
    return new Truth(Tracer.active().compute(Op.INT_AT_MOST, value, other.value));
  }

  /** Whether this equals another number. */
  public Truth isEqual(Index other) {
    return new Truth(Tracer.active().compute(Op.INT_EQUAL, value, other.value));
  }

  /** Whether this equals a number. */
  public Truth isEqual(int other) {
    return isEqual(constant(other));
  }

  /** One of two whole numbers. */
  public static Index where(Truth condition, Index then, Index otherwise) {
    return new Index(
        Tracer.active().compute(Op.INT_SELECT, condition.value, then.value, otherwise.value));
  }

  /** The first index of the largest candidate; -1 if there is none. */
  public static Index ofMax(Index count, Function<Index, Real> candidate) {
    return new Index(seek(true, count, candidate).extremeIndex(0));
  }

  /** The first index of the smallest candidate; -1 if there is none. */
  public static Index ofMin(Index count, Function<Index, Real> candidate) {
    return new Index(seek(false, count, candidate).extremeIndex(0));
  }

  static Statement.Loop seek(boolean maximum, Index count, Function<Index, Real> candidate) {
    return Tracer.active()
        .loop(
            count.value,
            false,
            List.of(),
            (i, none) -> Tracer.Iteration.seeking(maximum, candidate.apply(new Index(i)).value));
  }
}
