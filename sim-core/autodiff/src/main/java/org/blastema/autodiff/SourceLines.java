package org.blastema.autodiff;

import java.security.CodeSource;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Lines of the caller's source: where a formula is traced, and, when it is traced again to explain
 * a failure, where each of its expressions was built.
 */
final class SourceLines {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final ScopedValue<Map<Expr, String>> LINES = ScopedValue.newInstance();

  private SourceLines() {}

  /** File and line of the nearest caller outside this library. */
  static String ofCaller() {
    CodeSource library = codeOf(SourceLines.class);
    return STACK.walk(frames ->
        frames
            .filter(frame -> !Objects.equals(codeOf(frame.getDeclaringClass()), library))
            .filter(frame -> !frame.getClassName().startsWith("java."))
            .findFirst()
            .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
            .orElse("unknown line"));
  }

  private static CodeSource codeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource();
  }

  /** Notes where an expression is being built, if anybody asked. */
  static void built(Expr node) {
    if (LINES.isBound()) {
      LINES.get().put(node, ofCaller());
    }
  }

  /** Traces expressions and notes in a map where each was built. */
  static Expr[] noting(Map<Expr, String> lines, Supplier<Expr[]> tracing) {
    return ScopedValue.where(LINES, lines).call(tracing::get);
  }

  /** A map for {@link #noting}. */
  static Map<Expr, String> map() {
    return new IdentityHashMap<>();
  }
}
