package org.blastema.runner.binding;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The unit symbols that scenarios may use (SI brochure, 9th edition; molar is mol/l). */
final class UnitSymbols {
  private static final Map<String, MeasuredUnit> SYMBOLS = symbols();

  private UnitSymbols() {}

  static Optional<MeasuredUnit> find(String symbol) {
    return Optional.ofNullable(SYMBOLS.get(symbol.replace('\u00B5', 'u').replace('\u03BC', 'u')));
  }

  static Set<String> all() {
    return SYMBOLS.keySet();
  }

  private static Map<String, MeasuredUnit> symbols() {
    Map<String, MeasuredUnit> table = new LinkedHashMap<>();
    MeasuredUnit meter = MeasuredUnit.of(BigDecimal.ONE, MeasuredUnit.METER);
    MeasuredUnit second = MeasuredUnit.of(BigDecimal.ONE, MeasuredUnit.SECOND);
    MeasuredUnit joule = MeasuredUnit.of(BigDecimal.ONE, MeasuredUnit.JOULE);
    addPrefixed(table, "m", meter, "f p n u m c k");
    addPrefixed(table, "s", second, "n u m");
    addPrefixed(table, "M", MeasuredUnit.of(BigDecimal.ONE, MeasuredUnit.MOLAR), "f p n u m");
    addPrefixed(table, "J", joule, "z a f p n u m k");
    addPrefixed(table, "N", joule.divide(meter), "f p n u m");
    addPrefixed(table, "Pa", joule.divide(meter.power(3)), "m k M");
    addPrefixed(table, "l", meter.power(3).times(new BigDecimal("1e-3")), "f p n u m");
    table.put("min", second.times(BigDecimal.valueOf(60)));
    table.put("h", second.times(BigDecimal.valueOf(3600)));
    table.put("d", second.times(BigDecimal.valueOf(86_400)));
    table.put("cell-diameter", MeasuredUnit.of(BigDecimal.ONE, MeasuredUnit.CELL_DIAMETER));
    table.put("rad", MeasuredUnit.ONE);
    table.put("deg", MeasuredUnit.ONE.times(BigDecimal.valueOf(Math.PI / 180)));
    table.put("%", MeasuredUnit.ONE.times(new BigDecimal("0.01")));
    return table;
  }

  private static void addPrefixed(
      Map<String, MeasuredUnit> table, String symbol, MeasuredUnit unit, String prefixes) {
    table.put(symbol, unit);
    for (String prefix : prefixes.split(" ")) {
      table.put(prefix + symbol, unit.times(new BigDecimal("1e" + exponent(prefix))));
    }
  }

  private static int exponent(String prefix) {
    return switch (prefix) {
      case "z" -> -21;
      case "a" -> -18;
      case "f" -> -15;
      case "p" -> -12;
      case "n" -> -9;
      case "u" -> -6;
      case "m" -> -3;
      case "c" -> -2;
      case "k" -> 3;
      case "M" -> 6;
      default -> throw new IllegalArgumentException(prefix);
    };
  }
}
