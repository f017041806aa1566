package org.blastema.autodiff.array;

import java.util.List;

/**
 * The iterations of a sequential loop in segments of equal length, of which only the first states
 * are stored; a sweep runs each segment again. All iterations are one segment if their states fit
 * into the limit; else there are about as many segments as iterations in each, which takes the
 * square root of the memory and runs every iteration once more (two-level checkpointing).
 *
 * @param count number of iterations
 * @param length iterations in every segment but the last
 * @param number of segments, 1 at least
 */
record Segments(Value count, Value length, Value number) {
  /** States of this many numbers altogether are stored at every iteration: 32 MiB. */
  private static final double LIMIT = 1 << 22;

  /** Whether a loop carries arrays and does nothing else, so that it can be run in segments. */
  static boolean suit(Statement.Loop loop) {
    return loop.starts.stream().anyMatch(s -> !s.type.isScalar())
        && loop.results.size() == loop.carried()
        && !Liveness.hasEffects(loop);
  }

  static Segments of(Tracer t, Value count, List<Value> carried) {
    Value size = Value.real(0);
    for (Value value : carried) {
      Value entries = Value.real(1);
      for (Value extent : value.extents) {
        entries = t.times(entries, t.compute(Op.TO_REAL, extent));
      }
      size = t.add(size, entries);
    }
    Value steps = t.compute(Op.TO_REAL, count);
    Value root = t.compute(Op.FLOOR, t.compute(Op.SQRT, steps));
    Value length =
        t.compute(
            Op.INT_MAX,
            Value.integer(1),
            t.compute(
                Op.INT_SELECT,
                t.compute(Op.AT_MOST, t.times(steps, size), Value.real(LIMIT)),
                count,
                root));
    Value less = t.compute(Op.INT_SUBTRACT, length, Value.integer(1));
    Value number = t.compute(Op.INT_DIVIDE, t.compute(Op.INT_ADD, count, less), length);
    return new Segments(count, length, t.compute(Op.INT_MAX, Value.integer(1), number));
  }

  /** Iterations in a segment. */
  Value steps(Tracer t, Value segment) {
    return t.compute(
        Op.INT_MIN,
        length,
        t.compute(Op.INT_SUBTRACT, count, t.compute(Op.INT_MULTIPLY, segment, length)));
  }

  /** The index of iteration {@code k} of a segment. */
  Value index(Tracer t, Value segment, Value k, boolean descends) {
    Value place = t.compute(Op.INT_ADD, t.compute(Op.INT_MULTIPLY, segment, length), k);
    return descends
        ? t.compute(Op.INT_SUBTRACT, t.compute(Op.INT_SUBTRACT, count, Value.integer(1)), place)
        : place;
  }
}
