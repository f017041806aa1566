package org.blastema.runner.binding;

/** A unit symbol that has no meaning. */
final class UnknownUnit extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String symbol;

  UnknownUnit(String symbol) {
    super("unknown unit '" + symbol + "'");
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }
}
