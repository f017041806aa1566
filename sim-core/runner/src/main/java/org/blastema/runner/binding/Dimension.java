package org.blastema.runner.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The powers of length, time, concentration and energy in a quantity. */
record Dimension(int length, int time, int concentration, int energy) {
  static final Dimension NONE = new Dimension(0, 0, 0, 0);

  /**
   * Reads a product such as {@code length^2/time}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Dimension parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    return UnitExpression.parse(text, word -> BaseQuantity.of(word).map(MeasuredUnit::canonical))
        .dimension();
  }

  int power(BaseQuantity quantity) {
    return switch (quantity) {
      case LENGTH -> length;
      case TIME -> time;
      case CONCENTRATION -> concentration;
      case ENERGY -> energy;
    };
  }

  /**
   * The dimension with its article or verb: "a length", "measured in length^2/time", "a pure
   * number".
   */
  String inWords() {
    for (BaseQuantity quantity : BaseQuantity.values()) {
      if (power(quantity) == 1 && totalPower() == 1) {
        return quantity.phrase();
      }
    }
    return equals(NONE) ? "a pure number" : "measured in " + product(BaseQuantity::word);
  }

  /** The product with other words for the base quantities, empty for a pure number. */
  String product(Function<BaseQuantity, String> words) {
    List<String> above = new ArrayList<>();
    StringBuilder below = new StringBuilder();
    for (BaseQuantity quantity : BaseQuantity.values()) {
      int power = power(quantity);
      String factor = words.apply(quantity) + (Math.abs(power) > 1 ? "^" + Math.abs(power) : "");
      if (power > 0) {
        above.add(factor);
      } else if (power < 0) {
        below.append('/').append(factor);
      }
    }
    return (above.isEmpty() && !below.isEmpty() ? "1" : String.join("*", above)) + below;
  }

  private int totalPower() {
    return Math.abs(length) + Math.abs(time) + Math.abs(concentration) + Math.abs(energy);
  }
}
