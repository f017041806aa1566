package org.blastema.runner.binding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.plugin.ParameterSpec;
import org.blastema.runner.tree.ListNode;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Scalar;

/** Reads parameters: a number, a list, a list of rows, a reference, or a map with the details. */
final class ParameterReader {
  static final String VALUE = "value";
  static final String INIT = "init";
  static final String SCALE = "scale";
  static final String TRAIN = "train";
  static final String BOUNDS = "bounds";
  static final String UNIT = "unit";
  static final List<String> KEYS = List.of(VALUE, INIT, SCALE, TRAIN, BOUNDS, UNIT);
  static final List<String> DISTRIBUTIONS = List.of("zeros", "normal", "uniform", "orthogonal");

  private final Binding binding;
  private final NamedParameters named;
  private final NumberReader numbers;

  private record Bounds(double lower, double upper) {}

  private static final Bounds OPEN = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  ParameterReader(Binding binding, NamedParameters named) {
    this.binding = binding;
    this.named = named;
    this.numbers = new NumberReader(binding, named);
  }

  Optional<ParameterSpec> read(Node node, Expected expected) {
    return switch (node) {
      case MapNode map -> detailed(map, expected);
      case Scalar scalar when NamedParameters.isReference(scalar) -> reference(scalar, expected);
      default ->
          written(node, expected)
              .map(w -> new ParameterSpec(node.path(), w, false, OPEN.lower(), OPEN.upper()));
    };
  }

  private Optional<ParameterSpec> reference(Scalar scalar, Expected expected) {
    if (scalar.path().startsWith(NamedParameters.SECTION + ".")) {
      binding
          .problems()
          .add(scalar.place(), scalar.path() + ": a parameter cannot refer to another parameter");
      return Optional.empty();
    }
    Optional<ParameterSpec> spec = named.find(scalar, expected);
    if (spec.isEmpty()) {
      return spec;
    }
    boolean fits =
        NamedParameters.written(spec.get().initial())
            .map(rows -> rows.stream().flatMap(List::stream).allMatch(expected.limits()::allow))
            .orElse(true);
    if (!fits) {
      String message =
          scalar.path()
              + " must be "
              + expected.limits().inWords()
              + ", which "
              + scalar.text()
              + " is not";
      binding.problems().add(scalar.place(), message);
      return Optional.empty();
    }
    return spec;
  }

  private Optional<ParameterSpec> detailed(MapNode map, Expected expected) {
    int problemsBefore = binding.problems().count();
    for (Map.Entry<String, MapNode.Entry> e : map.entries().entrySet()) {
      if (!KEYS.contains(e.getKey())) {
        binding
            .problems()
            .addUnknown(
                e.getValue().place(),
                "unknown entry '" + e.getKey() + "' in " + map.path(),
                e.getKey(),
                KEYS);
      }
    }
    map.get(UNIT).ifPresent(node -> text(node).ifPresent(expected::plainUnit));
    Optional<Node> value = map.get(VALUE);
    Optional<Node> init = map.get(INIT);
    if (value.isPresent() == init.isPresent()) {
      binding.problems().add(map.place(), map.path() + " needs either 'value' or 'init'");
      return Optional.empty();
    }
    if (value.isPresent() && map.get(SCALE).isPresent()) {
      binding
          .problems()
          .add(map.get(SCALE).get().place(), map.path() + ".scale has no meaning beside 'value'");
    }
    Optional<? extends ParameterSpec.Initial> initial =
        value.isPresent()
            ? written(value.get(), expected)
            : drawn(init.orElseThrow(), map.get(SCALE), expected);
    boolean trained = map.get(TRAIN).map(this::flag).orElse(false);
    Bounds bounds =
        map.get(BOUNDS)
            .flatMap(node -> bounds(node, expected))
            .orElse(trained ? allowed(expected.limits()) : OPEN);
    initial.ifPresent(i -> checkInside(i, bounds, map));
    return binding.problems().count() > problemsBefore
        ? Optional.empty()
        : initial.map(
            i -> new ParameterSpec(map.path(), i, trained, bounds.lower(), bounds.upper()));
  }

  /** Training must not lead to values that could not be written. */
  private static Bounds allowed(EntryType.Limits limits) {
    return new Bounds(limits.min(), limits.max());
  }

  private Optional<ParameterSpec.Initial.Written> written(Node node, Expected expected) {
    if (!(node instanceof ListNode list)) {
      return numbers
          .number(node, expected)
          .map(v -> new ParameterSpec.Initial.Written(List.of(List.of(v))));
    }
    if (list.items().isEmpty()) {
      binding.problems().add(list.place(), list.path() + " needs at least one number");
      return Optional.empty();
    }
    boolean rows = list.items().getFirst() instanceof ListNode;
    List<List<Double>> table = new ArrayList<>();
    for (Node item : rows ? list.items() : List.<Node>of(list)) {
      Optional<List<Double>> row = row(item, expected);
      if (row.isEmpty()) {
        return Optional.empty();
      }
      table.add(row.get());
      if (row.get().size() != table.getFirst().size() || row.get().isEmpty()) {
        binding
            .problems()
            .add(
                item.place(),
                item.path()
                    + " has "
                    + row.get().size()
                    + " numbers where the first row has "
                    + table.getFirst().size());
        return Optional.empty();
      }
    }
    return Optional.of(new ParameterSpec.Initial.Written(List.copyOf(table)));
  }

  private Optional<List<Double>> row(Node node, Expected expected) {
    if (!(node instanceof ListNode list)) {
      binding.wrongType(node, "a row of numbers");
      return Optional.empty();
    }
    List<Double> row = new ArrayList<>();
    for (Node item : list.items()) {
      numbers.number(item, expected).ifPresent(row::add);
    }
    return row.size() == list.items().size() ? Optional.of(List.copyOf(row)) : Optional.empty();
  }

  private Optional<ParameterSpec.Initial.Drawn> drawn(
      Node init, Optional<Node> scale, Expected expected) {
    Optional<String> distribution = text(init);
    if (distribution.isEmpty()) {
      return Optional.empty();
    }
    if (!DISTRIBUTIONS.contains(distribution.get())) {
      binding
          .problems()
          .addUnknown(
              init.place(),
              "unknown value '" + distribution.get() + "' of " + init.path(),
              distribution.get(),
              DISTRIBUTIONS);
      return Optional.empty();
    }
    Optional<Double> factor =
        scale.isEmpty()
            ? Optional.of(1.0)
            : numbers.number(
                scale.get(), expected.withLimits(new EntryType.Limits(0, Double.MAX_VALUE, false)));
    return factor.map(f -> new ParameterSpec.Initial.Drawn(distribution.get(), f));
  }

  private Optional<Bounds> bounds(Node node, Expected expected) {
    if (!(node instanceof ListNode list) || list.items().size() != 2) {
      binding.wrongType(node, "a list [lowest, highest]");
      return Optional.empty();
    }
    EntryType.Limits limits = expected.limits();
    Expected end = expected.withLimits(new EntryType.Limits(limits.min(), limits.max(), false));
    Optional<Double> lower = bound(list.items().getFirst(), OPEN.lower(), end);
    Optional<Double> upper = bound(list.items().getLast(), OPEN.upper(), end);
    if (lower.isEmpty() || upper.isEmpty()) {
      return Optional.empty();
    }
    if (lower.get() >= upper.get()) {
      binding
          .problems()
          .add(list.place(), list.path() + ": the lowest value must be less than the highest");
      return Optional.empty();
    }
    return Optional.of(new Bounds(lower.get(), upper.get()));
  }

  /** An open end is allowed whatever the limits are. */
  private Optional<Double> bound(Node node, double open, Expected expected) {
    boolean isOpen =
        node instanceof Scalar scalar
            && NumberText.of(scalar.text())
                .filter(t -> t.isInfinite() && t.value() == open)
                .isPresent();
    return isOpen ? Optional.of(open) : numbers.number(node, expected);
  }

  private void checkInside(ParameterSpec.Initial initial, Bounds bounds, MapNode map) {
    if (!(initial instanceof ParameterSpec.Initial.Written written)) {
      return;
    }
    for (double value : written.rows().stream().flatMap(List::stream).toList()) {
      if (value < bounds.lower() || value > bounds.upper()) {
        binding
            .problems()
            .add(
                map.place(),
                map.path()
                    + " begins at "
                    + Words.number(value)
                    + ", outside its bounds "
                    + Arrays.asList(Words.number(bounds.lower()), Words.number(bounds.upper())));
        return;
      }
    }
  }

  private Optional<String> text(Node node) {
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      return Optional.of(scalar.text());
    }
    binding.wrongType(node, "a word");
    return Optional.empty();
  }

  private boolean flag(Node node) {
    if (node instanceof Scalar scalar
        && (scalar.text().equals("true") || scalar.text().equals("false"))) {
      return scalar.text().equals("true");
    }
    binding.wrongType(node, "true or false");
    return false;
  }
}
