package org.blastema.autodiff;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/** Formulas that solvers make from others, once for each while it is in use. */
final class DerivedFormulas {
  private static final Map<Formula, Map<Object, Formula>> KNOWN = new WeakHashMap<>();

  private DerivedFormulas() {}

  /**
   * What has been made from a formula under a key.
   *
   * @param key equal for equal results
   * @param maker its result must not refer to the formula itself
   */
  static Formula of(Formula formula, Object key, Supplier<Formula> maker) {
    synchronized (KNOWN) {
      return KNOWN
          .computeIfAbsent(formula, f -> new HashMap<>())
          .computeIfAbsent(key, k -> maker.get());
    }
  }
}
