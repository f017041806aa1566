package org.blastema.runner.binding;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.NearestWord;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Problem;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.Scalar;

/**
 * The units that a scenario's plain numbers are in. A base quantity without a unit is
 * dimensionless: its numbers take no unit.
 */
public final class Units {
  private final Map<BaseQuantity, Declared> declared = new EnumMap<>(BaseQuantity.class);

  private record Declared(String text, MeasuredUnit unit) {}

  private Units() {}

  /** No base quantity has a unit. */
  public static Units none() {
    return new Units();
  }

  /**
   * Reads the section {@code units}: a unit for each of {@code length, time, concentration,
   * energy}, each also with a number in front ({@code length: 10 um}). Entries with other names are
   * not looked at.
   */
  public static Units read(MapNode section, Problems problems) {
    Units units = new Units();
    for (BaseQuantity quantity : BaseQuantity.values()) {
      Optional<Node> node = section.get(quantity.word());
      if (node.isPresent() && node.get() instanceof Scalar scalar && !scalar.isNull()) {
        units.declare(quantity, scalar, problems);
      }
    }
    return units;
  }

  private void declare(BaseQuantity quantity, Scalar scalar, Problems problems) {
    NumberText split = NumberText.of(scalar.text()).orElse(new NumberText("1", scalar.text()));
    Optional<MeasuredUnit> unit = symbol(split.unit(), scalar, problems);
    if (unit.isEmpty()) {
      return;
    }
    Dimension dimension = unit.get().dimension();
    if (!dimension.equals(MeasuredUnit.canonical(quantity).dimension())) {
      problems.add(
          scalar.place(),
          scalar.path()
              + " is "
              + quantity.phrase()
              + ", but '"
              + split.unit()
              + "' is "
              + dimension.inWords());
    } else if (split.isInfinite() || split.value() <= 0) {
      problems.add(scalar.place(), scalar.path() + " must be greater than 0");
    } else {
      declared.put(quantity, new Declared(scalar.text(), unit.get().times(split.exact())));
    }
  }

  /** Reads a unit; a problem is added, and nothing returned, if it is none. */
  static Optional<MeasuredUnit> symbol(String text, Scalar where, Problems problems) {
    try {
      return Optional.of(UnitExpression.parse(text, UnitSymbols::find));
    } catch (UnknownUnit e) {
      Optional<String> nearest = NearestWord.to(e.symbol(), UnitSymbols.all());
      problems.add(new Problem(where.place(), where.path() + ": " + e.getMessage(), nearest));
    } catch (IllegalArgumentException e) {
      problems.add(where.place(), where.path() + ": " + e.getMessage());
    }
    return Optional.empty();
  }

  /**
   * Converts to this scenario's units.
   *
   * @throws IllegalArgumentException with a message for the user if there is no conversion
   */
  double convert(BigDecimal value, MeasuredUnit unit, String unitText) {
    MeasuredUnit target = MeasuredUnit.ONE;
    Dimension dimension = unit.dimension();
    for (BaseQuantity quantity : BaseQuantity.values()) {
      int power = dimension.power(quantity);
      if (power != 0) {
        Declared base = declared.get(quantity);
        if (base == null) {
          throw new IllegalArgumentException(
              "the scenario has no unit of "
                  + quantity.word()
                  + " to convert '"
                  + unitText
                  + "' to; add it to 'units' or write a plain number");
        }
        target = target.times(base.unit().power(power));
      }
    }
    if (!unit.convertsTo(target)) {
      throw new IllegalArgumentException(
          "'"
              + unitText
              + "' cannot be converted to "
              + label(dimension)
              + ", because the size of a cell is not known");
    }
    return value.multiply(unit.in(target)).doubleValue();
  }

  /**
   * How a quantity is written in this scenario, for example {@code um^2/min}.
   *
   * @param unit product of base quantities as in {@code @Unit}, for example {@code length^2/time}
   */
  public String label(String unit) {
    return label(Dimension.parse(unit));
  }

  private String label(Dimension dimension) {
    return dimension.product(quantity -> {
      Declared base = declared.get(quantity);
      String text = base == null ? quantity.word() : base.text();
      return text.contains(" ") || text.contains("/") ? "(" + text + ")" : text;
    });
  }
}
