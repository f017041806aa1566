package org.blastema.autodiff.array;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A function as text, for people who look for a mistake. */
final class Listing {
  private final StringBuilder text = new StringBuilder();
  private final Map<Value, String> names = new IdentityHashMap<>();

  private Listing() {}

  static String of(Function function) {
    Listing listing = new Listing();
    listing.line(0, function.name() + listing.all(function.parameters()));
    listing.block(function.body(), 1);
    return listing.text.toString();
  }

  /** A value without the program around it. */
  static String nameOf(Value value) {
    return (value.source() == null ? "parameter" : value.source().getClass().getSimpleName())
        + ":"
        + value.type.kind()
        + value.type.rank();
  }

  private void block(Block block, int depth) {
    if (!block.parameters.isEmpty() && depth > 1) {
      line(depth, "given " + all(block.parameters));
    }
    for (Statement statement : block.statements) {
      String title =
          switch (statement) {
            case Statement.Compute c -> c.op + (c.number == 0 ? "" : "^" + c.number);
            case Statement.Invoke call -> "call " + call.function.name();
            case Statement.Loop loop -> loop.descends ? "loop down" : "loop";
            default -> statement.getClass().getSimpleName();
          };
      line(depth, all(statement.results) + " = " + title + " " + all(statement.operands()));
      statement.blocks().forEach(b -> block(b, depth + 1));
    }
    line(depth, "give " + all(block.results));
  }

  private String all(List<Value> values) {
    return values.stream().map(this::name).toList().toString();
  }

  private String name(Value value) {
    return value.isConstant()
        ? value.toString()
        : names.computeIfAbsent(
            value,
            v -> (v.type.isAccumulator() ? "acc" : v.type.isScalar() ? "v" : "a") + names.size());
  }

  private void line(int depth, String content) {
    text.append("  ".repeat(depth)).append(content).append('\n');
  }
}
