package org.blastema.runner.binding;

import java.util.Optional;
import java.util.function.Function;

/**
 * Reads products of units: {@code um/min}, {@code 1/h}, {@code um^2/(nM*s)}, {@code h^-1}. A
 * division concerns the next factor alone.
 */
final class UnitExpression {
  private final String text;
  private final Function<String, Optional<MeasuredUnit>> symbols;
  private int at;

  private UnitExpression(String text, Function<String, Optional<MeasuredUnit>> symbols) {
    this.text = text.replace("²", "^2").replace("³", "^3").replace('·', '*');
    this.symbols = symbols;
  }

  /**
   * Reads an expression.
   *
   * @param symbols meaning of the symbols
   * @throws UnknownUnit if a symbol has no meaning
   * @throws IllegalArgumentException with a message for the user if the text is malformed
   */
  static MeasuredUnit parse(String text, Function<String, Optional<MeasuredUnit>> symbols) {
    UnitExpression expression = new UnitExpression(text, symbols);
    MeasuredUnit unit = expression.product();
    if (expression.at < expression.text.length()) {
      throw expression.malformed();
    }
    return unit;
  }

  private MeasuredUnit product() {
    MeasuredUnit unit = factor();
    while (true) {
      skipSpace();
      if (at == text.length() || text.charAt(at) == ')') {
        return unit;
      }
      char operator = text.charAt(at);
      if (operator == '/') {
        at++;
        unit = unit.divide(factor());
      } else {
        at += operator == '*' ? 1 : 0;
        unit = unit.times(factor());
      }
    }
  }

  private MeasuredUnit factor() {
    skipSpace();
    if (at == text.length()) {
      throw malformed();
    }
    MeasuredUnit unit;
    char c = text.charAt(at);
    if (c == '(') {
      at++;
      unit = product();
      if (at == text.length()) {
        throw malformed();
      }
      at++;
    } else if (c == '1') {
      at++;
      unit = MeasuredUnit.ONE;
    } else {
      unit = symbol();
    }
    return unit.power(exponent());
  }

  private MeasuredUnit symbol() {
    int start = at;
    while (at < text.length() && inSymbol(at)) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.isEmpty()) {
      throw malformed();
    }
    return symbols.apply(word).orElseThrow(() -> new UnknownUnit(word));
  }

  private boolean inSymbol(int i) {
    char c = text.charAt(i);
    boolean hyphen = c == '-' && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
    return Character.isLetter(c) || c == '%' || hyphen;
  }

  private int exponent() {
    if (at == text.length() || text.charAt(at) != '^') {
      return 1;
    }
    int start = ++at;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    String digits = text.substring(start, at);
    if (!digits.matches("-?\\d")) {
      throw malformed();
    }
    return Integer.parseInt(digits);
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "'" + text + "' is no unit; write for example um, 1/h or um^2/min");
  }
}
