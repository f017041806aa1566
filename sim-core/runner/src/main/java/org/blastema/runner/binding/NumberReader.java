package org.blastema.runner.binding;

import java.math.BigDecimal;
import java.util.Optional;
import org.blastema.plugin.ParameterSpec;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Scalar;

/** Reads numbers, with or without a unit, into the scenario's units. */
final class NumberReader {
  private final Binding binding;
  private final NamedParameters named;

  NumberReader(Binding binding, NamedParameters named) {
    this.binding = binding;
    this.named = named;
  }

  /** A constant: a number, or a reference to a named parameter that is one constant number. */
  Optional<Double> real(Node node, Expected expected) {
    if (node instanceof Scalar scalar && NamedParameters.isReference(scalar)) {
      return constant(scalar, expected).filter(value -> within(value, scalar, expected.limits()));
    }
    return number(node, expected);
  }

  /** A number that is written here. */
  Optional<Double> number(Node node, Expected expected) {
    if (!(node instanceof Scalar scalar) || scalar.isNull()) {
      binding.wrongType(node, "a number");
      return Optional.empty();
    }
    Optional<NumberText> text = NumberText.of(scalar.text());
    if (text.isEmpty()) {
      binding.wrongType(node, "a number");
      return Optional.empty();
    }
    Optional<Double> value = inScenarioUnits(text.get(), scalar, expected);
    return value.filter(v -> within(v, scalar, expected.limits()));
  }

  /** An integer; {@code 1e3} is one. */
  Optional<Number> whole(Node node, EntryType.Whole type) {
    if (node instanceof Scalar scalar && NamedParameters.isReference(scalar)) {
      return constant(scalar, new Expected(type.limits(), ""))
          .flatMap(value -> exact(BigDecimal.valueOf(value), scalar, type));
    }
    Optional<NumberText> text =
        node instanceof Scalar scalar ? NumberText.of(scalar.text()) : Optional.empty();
    if (text.isEmpty() || !text.get().unit().isEmpty() || text.get().isInfinite()) {
      binding.wrongType(node, "a whole number");
      return Optional.empty();
    }
    return exact(text.get().exact(), (Scalar) node, type);
  }

  private Optional<Number> exact(BigDecimal value, Scalar scalar, EntryType.Whole type) {
    Optional<Number> result;
    try {
      result =
          Optional.of(
              type.wide() ? (Number) value.longValueExact() : (Number) value.intValueExact());
    } catch (ArithmeticException e) {
      boolean fraction = value.stripTrailingZeros().scale() > 0;
      binding.wrongType(scalar, fraction ? "a whole number" : "a smaller number");
      return Optional.empty();
    }
    return result.filter(v -> within(v.doubleValue(), scalar, type.limits()));
  }

  private Optional<Double> constant(Scalar reference, Expected expected) {
    Optional<ParameterSpec> spec = named.find(reference, expected);
    if (spec.isEmpty()) {
      return Optional.empty();
    }
    Optional<Double> single =
        NamedParameters.written(spec.get().initial())
            .filter(rows -> rows.size() == 1 && rows.getFirst().size() == 1)
            .map(rows -> rows.getFirst().getFirst());
    if (single.isEmpty() || spec.get().trained()) {
      String what = single.isEmpty() ? " is a table" : " is trained";
      binding
          .problems()
          .add(
              reference.place(),
              reference.path() + " is a constant number; " + reference.text() + what);
      return Optional.empty();
    }
    return single;
  }

  private Optional<Double> inScenarioUnits(NumberText text, Scalar scalar, Expected expected) {
    String unitText = text.unit().isEmpty() ? expected.plainUnit() : text.unit();
    if (!unitText.isEmpty()) {
      Optional<MeasuredUnit> unit = Units.symbol(unitText, scalar, binding.problems());
      if (unit.isEmpty()) {
        return Optional.empty();
      }
      Dimension dimension = unit.get().dimension();
      if (!expected.accepts(dimension)) {
        String is = expected.dimension().orElseThrow().inWords();
        String shown = text.unit().isEmpty() ? unitText : scalar.text();
        binding
            .problems()
            .add(
                scalar.place(),
                scalar.path() + " is " + is + ", but '" + shown + "' is " + dimension.inWords());
        return Optional.empty();
      }
      if (!text.isInfinite()) {
        try {
          return Optional.of(binding.units().convert(text.exact(), unit.get(), unitText));
        } catch (IllegalArgumentException e) {
          binding.problems().add(scalar.place(), scalar.path() + ": " + e.getMessage());
          return Optional.empty();
        }
      }
    }
    double value = text.value();
    if (Double.isInfinite(value) && !text.isInfinite()) {
      binding.wrongType(scalar, "a smaller number");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private boolean within(double value, Scalar scalar, EntryType.Limits limits) {
    if (!limits.allow(value)) {
      binding
          .problems()
          .add(
              scalar.place(),
              scalar.path() + " must be " + limits.inWords() + ", not " + scalar.text());
      return false;
    }
    return true;
  }
}
