package org.blastema.runner.binding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.blastema.plugin.ParameterSpec;
import org.blastema.runner.tree.ListNode;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Scalar;

/** The section {@code parameters}, whose entries are referred to as {@code $name}. */
final class NamedParameters {
  static final String SECTION = "parameters";

  private final Binding binding;
  private final Map<String, Optional<Named>> known = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  private record Named(ParameterSpec spec, Optional<Dimension> dimension) {}

  NamedParameters(Binding binding) {
    this.binding = binding;
  }

  static boolean isReference(Scalar scalar) {
    return scalar.kind() == Scalar.Kind.TEXT && scalar.text().startsWith("$");
  }

  /**
   * The parameter that is referred to; a problem is added if there is none or it measures something
   * else.
   */
  Optional<ParameterSpec> find(Scalar reference, Expected expected) {
    String name = reference.text().substring(1);
    Optional<MapNode> section = section();
    List<String> names = section.map(s -> List.copyOf(s.entries().keySet())).orElse(List.of());
    if (!names.contains(name)) {
      binding
          .problems()
          .addUnknown(
              reference.place(),
              "unknown parameter '" + name + "' in " + Binding.name(reference.path()),
              name,
              names);
      return Optional.empty();
    }
    used.add(name);
    Node node = section.orElseThrow().get(name).orElseThrow();
    Optional<Named> named = known.computeIfAbsent(name, _ -> read(node));
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Optional<Dimension> dimension = named.get().dimension();
    if (dimension.isPresent() && !expected.accepts(dimension.get())) {
      binding
          .problems()
          .add(
              reference.place(),
              reference.path()
                  + " is "
                  + expected.dimension().orElseThrow().inWords()
                  + ", but '"
                  + reference.text()
                  + "' is "
                  + dimension.get().inWords());
      return Optional.empty();
    }
    return Optional.of(named.get().spec());
  }

  /**
   * Adds a problem for each named parameter that nothing refers to, neither bound values nor
   * uninterpreted ones.
   */
  void reportUnused(List<Node> uninterpreted) {
    Set<String> mentioned = new HashSet<>(used);
    uninterpreted.forEach(node -> mentioned.addAll(referencesIn(node)));
    section()
        .ifPresent(s ->
            s.entries()
                .forEach((name, entry) -> {
                  if (!mentioned.contains(name)) {
                    binding
                        .problems()
                        .add(
                            entry.place(),
                            "nothing uses the parameter '"
                                + name
                                + "'; write $"
                                + name
                                + " where its value belongs");
                  }
                }));
  }

  private Optional<MapNode> section() {
    return binding.root().get(SECTION).filter(MapNode.class::isInstance).map(MapNode.class::cast);
  }

  private Optional<Named> read(Node node) {
    Expected expected = new Expected(EntryType.Limits.NONE, RecordShape.ANY_UNIT);
    return new ParameterReader(binding, this)
        .read(node, expected)
        .map(spec -> new Named(shared(spec), expected.dimension()));
  }

  private static ParameterSpec shared(ParameterSpec spec) {
    ParameterSpec.Initial initial = new ParameterSpec.Initial.Shared(spec.initial());
    return new ParameterSpec(spec.path(), initial, spec.trained(), spec.lower(), spec.upper());
  }

  /** The numbers of a parameter that are written out; nothing if they are drawn. */
  static Optional<List<List<Double>>> written(ParameterSpec.Initial initial) {
    return switch (initial) {
      case ParameterSpec.Initial.Written written -> Optional.of(written.rows());
      case ParameterSpec.Initial.Drawn _ -> Optional.empty();
      case ParameterSpec.Initial.Shared shared -> written(shared.values());
    };
  }

  /** Names that a tree refers to. */
  static Set<String> referencesIn(Node node) {
    Set<String> names = new HashSet<>();
    List<Node> open = new ArrayList<>(List.of(node));
    while (!open.isEmpty()) {
      switch (open.removeLast()) {
        case Scalar scalar when isReference(scalar) -> names.add(scalar.text().substring(1));
        case Scalar _ -> {}
        case ListNode list -> open.addAll(list.items());
        case MapNode map -> map.entries().values().forEach(e -> open.add(e.value()));
      }
    }
    return names;
  }
}
