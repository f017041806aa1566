package org.blastema.runner.binding;

import java.util.Locale;

/** How Java names and numbers are written in a scenario. */
final class Words {
  private static final double ALL_DIGITS_SHOWN = 1e15;

  private Words() {}

  /** {@code maxRadius} and {@code MAX_RADIUS} are {@code max-radius}. */
  static String kebab(String javaName) {
    return javaName
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }

  /** The shortest text that is read as the same double. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value < 0 ? "-.inf" : ".inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < ALL_DIGITS_SHOWN) {
      return 1 / value == Double.NEGATIVE_INFINITY ? "-0.0" : Long.toString((long) value);
    }
    return Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }
}
