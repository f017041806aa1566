package org.blastema.runner.binding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The quantities whose units a scenario chooses; all other quantities are products of these. */
enum BaseQuantity {
  LENGTH("a length"),
  TIME("a time"),
  CONCENTRATION("a concentration"),
  ENERGY("an energy");

  private final String phrase;

  BaseQuantity(String phrase) {
    this.phrase = phrase;
  }

  /** The quantity with its article. */
  String phrase() {
    return phrase;
  }

  /** The word in {@code @Unit} and in the section {@code units}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<BaseQuantity> of(String word) {
    return Arrays.stream(values()).filter(q -> q.word().equals(word)).findFirst();
  }
}
