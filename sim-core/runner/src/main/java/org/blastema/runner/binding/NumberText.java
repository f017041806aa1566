package org.blastema.runner.binding;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as text, and the unit after it.
 *
 * @param number the number without underscores
 * @param unit the rest; empty for a bare number
 */
record NumberText(String number, String unit) {
  private static final Pattern FORM =
      Pattern.compile(
          "([-+]?(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][-+]?\\d+)?|[-+]?\\.(?:inf|Inf|INF))(.*)");

  /** Splits a text, if it begins with a number. */
  static Optional<NumberText> of(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(new NumberText(matcher.group(1).replace("_", ""), matcher.group(2).strip()))
        : Optional.empty();
  }

  boolean isInfinite() {
    return number.endsWith("f") || number.endsWith("F");
  }

  /** The number; infinite also if it is too large for a double. */
  double value() {
    if (isInfinite()) {
      return number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(number);
  }

  /** The exact number, which must be finite. */
  BigDecimal exact() {
    return new BigDecimal(number);
  }
}
