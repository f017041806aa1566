package org.blastema.autodiff.array;

/** True or false while an {@link ArrayFormula} is traced. */
public final class Truth {
  final Value value;

  Truth(Value value) {
    this.value = value;
  }

  /** Whether both hold. */
  public Truth and(Truth other) {
    return new Truth(Tracer.active().compute(Op.AND, value, other.value));
  }

  /** Whether at least one holds. */
  public Truth or(Truth other) {
    return new Truth(Tracer.active().compute(Op.OR, value, other.value));
  }

  /** Whether this does not hold. */
  public Truth not() {
    return new Truth(Tracer.active().compute(Op.NOT, value));
  }
}
