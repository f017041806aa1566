package org.blastema.celltypes.adhesion;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.behavior.ByType;
import org.blastema.celltypes.behavior.RegulationByType;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;

/**
 * Sets the cadherins of every cell to what its type says: for every cadherin the sum over the
 * behaviors {@link Adheres} of its level times its regulation.
 */
final class CadherinExpression implements Step {
  /** Configuration: none. */
  @Describe("Sets the level of every cadherin on every cell to what its type says.")
  record Configuration() {}

  /** One behavior of every type: its level of every cadherin, and its regulation. */
  private record Layer(List<ByType> levels, RegulationByType regulation) {}

  private final Cadherins cadherins;
  private final List<Layer> layers = new ArrayList<>();

  private CadherinExpression(CellTypes types, Cadherins cadherins) {
    this.cadherins = cadherins;
    int most = types.types().stream().mapToInt(t -> t.all(Adheres.class).size()).max().orElse(0);
    for (int k = 0; k < most; k++) {
      int layer = k;
      List<ByType> levels = new ArrayList<>();
      for (String name : cadherins.names()) {
        levels.add(
            ByType.of(
                types,
                t -> nth(t, layer).flatMap(a -> Optional.ofNullable(a.levels().get(name))),
                0));
      }
      layers.add(
          new Layer(
              levels, RegulationByType.of(types, t -> nth(t, layer).flatMap(Adheres::regulator))));
    }
  }

  private static Optional<Adheres> nth(CellType type, int k) {
    return type.all(Adheres.class).stream().skip(k).findFirst();
  }

  static CadherinExpression create(Configuration c, BuildContext context) {
    return new CadherinExpression(context.require(CellTypes.class), Cadherins.of(context));
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    Set<FieldSpec> fields = new LinkedHashSet<>();
    layers.forEach(layer -> fields.addAll(layer.regulation().reads()));
    return List.copyOf(fields);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(cadherins.field());
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    for (Layer layer : layers) {
      layer.levels().forEach(level -> all.addAll(level.parameters()));
      all.addAll(layer.regulation().parameters());
    }
    return all;
  }

  @Override
  public void apply(StepContext context) {
    Var sum = Var.zeros(context.state().count(), cadherins.names().size());
    for (Layer layer : layers) {
      Var[] columns =
          layer.levels().stream().map(level -> level.column(context)).toArray(Var[]::new);
      sum = sum.plus(Var.concatColumns(columns).times(layer.regulation().factor(context)));
    }
    context.set(cadherins.field(), sum);
  }
}
