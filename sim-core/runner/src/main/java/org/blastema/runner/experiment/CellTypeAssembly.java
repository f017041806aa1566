package org.blastema.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.CellPreset;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Model;
import org.blastema.plugin.Part;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.scenario.Scenario.CellKind;
import org.blastema.runner.tree.InvalidInput;

/** Makes the cell types of a scenario: puts together what their cells do. */
final class CellTypeAssembly {
  /** A behavior and where the scenario writes it. */
  private record Placed(String type, String path, CellBehavior behavior) {}

  private final LoadedScenario loaded;
  private final ScenarioContext context;
  private final List<Placed> placed = new ArrayList<>();

  CellTypeAssembly(LoadedScenario loaded, ScenarioContext context) {
    this.loaded = loaded;
    this.context = context;
  }

  /** The types. Behaviors may name types, so the names are known before any behavior is made. */
  CellTypes types(Chemicals chemicals) {
    Map<String, CellKind> kinds = loaded.scenario().cellTypes();
    List<CellType> plain = new ArrayList<>();
    kinds.forEach(
        (name, kind) -> plain.add(type(name, kind, kind.divides(), List.of(), chemicals)));
    context.add(new CellTypes(List.copyOf(plain)));
    List<CellType> types = new ArrayList<>();
    kinds.forEach((name, kind) -> types.add(composed(name, kind, chemicals)));
    return new CellTypes(List.copyOf(types));
  }

  private CellType composed(String name, CellKind kind, Chemicals chemicals) {
    List<CellBehavior> behaviors = new ArrayList<>();
    Optional<CellPreset> preset = kind.preset().map(part -> part.build(context));
    preset.ifPresent(p ->
        p.behaviors()
            .forEach(
                behavior -> add(name, kind.preset().orElseThrow().path(), behavior, behaviors)));
    for (Part<CellBehavior> part : kind.behaviors().values()) {
      add(name, part.path(), part.build(context), behaviors);
    }
    boolean divides = kind.divides() && preset.map(CellPreset::divides).orElse(true);
    return type(name, kind, divides, behaviors, chemicals);
  }

  private void add(String type, String path, CellBehavior behavior, List<CellBehavior> behaviors) {
    behaviors.add(behavior);
    placed.add(new Placed(type, path, behavior));
  }

  private static CellType type(
      String name,
      CellKind kind,
      boolean divides,
      List<CellBehavior> behaviors,
      Chemicals chemicals) {
    return new CellType(
        name,
        divides,
        chemicals.names().stream().map(kind.secretes()::containsKey).toList(),
        chemicals.names().stream().map(c -> kind.secretes().getOrDefault(c, 0.0)).toList(),
        chemicals.names().stream().map(c -> kind.takesUp().getOrDefault(c, 0.0)).toList(),
        List.copyOf(behaviors));
  }

  /**
   * Checks that something carries every behavior out.
   *
   * @throws InvalidInput naming the first that nothing does
   */
  void requireSteps(List<Model.NamedStep> steps) {
    for (Placed p : placed) {
      if (steps.stream().noneMatch(named -> p.behavior().carriedOutBy(named.step()))) {
        throw InvalidInput.at(
            loaded.place(p.path()),
            p.path() + ": nothing carries this out; it needs " + p.behavior().needs());
      }
    }
  }
}
