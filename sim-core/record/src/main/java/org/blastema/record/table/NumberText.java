package org.blastema.record.table;

/** Numbers as text that reads back to the same bits. */
public final class NumberText {
  private static final double EXACT_INTEGERS = 1L << 53;

  private NumberText() {}

  /**
   * Shortest decimal text of a number; whole numbers below 2^53 without a fraction. Not a number is
   * {@code NaN}, which Java, Python and R all read.
   */
  public static String of(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS;
    boolean negativeZero = value == 0 && 1 / value < 0;
    return whole && !negativeZero ? Long.toString((long) value) : Double.toString(value);
  }

  /**
   * Reads {@link #of} back; an empty field is not a number.
   *
   * @throws NumberFormatException if the text is no number
   */
  public static double parse(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }
}
