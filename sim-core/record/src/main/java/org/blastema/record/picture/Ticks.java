package org.blastema.record.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Round numbers for axes, color bars and scale bars. */
final class Ticks {
  private static final double[] ROUND = {1, 2, 5, 10};

  /** Relative slack, so that rounding does not drop a tick at the end of a range. */
  private static final double SLACK = 1e-9;

  private Ticks() {}

  /**
   * The largest of 1, 2, 5 times a power of ten that is not above {@code most}, a positive number.
   */
  static double roundBelow(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    double best = power;
    for (double round : ROUND) {
      if (round * power <= most * (1 + SLACK)) {
        best = round * power;
      }
    }
    return best;
  }

  /** How many more numbers than asked for there may be; there may be fewer, too. */
  private static final double MORE = 1.35;

  /** About {@code count} round numbers within a range that is not empty. */
  static List<Double> within(double low, double high, int count) {
    double rough = (high - low) / (count * MORE);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double spacing = ROUND[ROUND.length - 1] * power;
    for (int i = ROUND.length - 1; i >= 0; i--) {
      if (ROUND[i] * power >= rough * (1 - SLACK)) {
        spacing = ROUND[i] * power;
      }
    }
    List<Double> ticks = new ArrayList<>();
    double slack = SLACK * (high - low);
    for (double k = Math.ceil((low - slack) / spacing); k * spacing <= high + slack; k++) {
      ticks.add(k * spacing + 0.0); // No negative zero.
    }
    return ticks;
  }

  /**
   * Round numbers within a range of positive numbers for a logarithmic axis: powers of ten, and
   * where those are few their doubles and fives.
   */
  static List<Double> logarithmic(double low, double high) {
    boolean few = Math.log10(high / low) < 2.5;
    List<Double> ticks = new ArrayList<>();
    for (int k = (int) Math.floor(Math.log10(low)); k <= Math.log10(high); k++) {
      for (double round : few ? new double[] {1, 2, 5} : new double[] {1}) {
        double tick = round * Math.pow(10, k);
        if (tick >= low * (1 - SLACK) && tick <= high * (1 + SLACK)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** Shortest text of a number to {@code digits} significant digits. */
  static String text(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return rounded.toPlainString().replace('-', '−');
    }
    return (rounded.unscaledValue().signum() < 0 ? "−" : "")
        + rounded.abs().movePointLeft(exponent).stripTrailingZeros().toPlainString()
        + "×10"
        + superscript(exponent);
  }

  private static String superscript(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
    }
    return text.toString();
  }
}
