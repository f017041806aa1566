package org.blastema.celltypes.fate;

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
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;

/**
 * Sets what every cell secretes to what its type says: a rate times its regulation ({@link
 * Secretes}), and for chemicals without such a behavior the rate in the type's entry {@code
 * secretes}.
 */
final class Secretion implements Step {
  /** Configuration: none. */
  @Describe("Sets the rates at which cells secrete to what their types say.")
  record Configuration() {}

  private record Rate(ByType rate, ByType plain, RegulationByType regulation) {}

  private final FieldSpec secretion;
  private final List<Rate> rates = new ArrayList<>();

  private Secretion(CellTypes types, int chemicals) {
    this.secretion = FieldSpec.secretion(chemicals);
    for (int k = 0; k < chemicals; k++) {
      int c = k;
      rates.add(
          new Rate(
              ByType.of(types, t -> of(t, c).map(Secretes::rate), 0),
              ByType.constant(types, t -> of(t, c).isPresent() ? 0.0 : t.secretion().get(c)),
              RegulationByType.of(types, t -> of(t, c).flatMap(Secretes::regulator))));
    }
  }

  private static Optional<Secretes> of(CellType type, int chemical) {
    List<Secretes> found =
        type.all(Secretes.class).stream().filter(s -> s.chemical() == chemical).toList();
    if (found.size() > 1) {
      throw InvalidConfiguration.at(
          "/cell-types." + type.name(), "secretes the same chemical more than once");
    }
    return found.stream().findFirst();
  }

  static Secretion create(Configuration c, BuildContext context) {
    int chemicals = context.require(Chemicals.class).count();
    if (chemicals == 0) {
      throw InvalidConfiguration.at("/chemicals", "names no chemical");
    }
    return new Secretion(context.require(CellTypes.class), chemicals);
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    Set<FieldSpec> fields = new LinkedHashSet<>();
    rates.forEach(r -> fields.addAll(r.regulation().reads()));
    return List.copyOf(fields);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(secretion);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    for (Rate r : rates) {
      all.addAll(r.rate().parameters());
      all.addAll(r.regulation().parameters());
    }
    return all;
  }

  @Override
  public void apply(StepContext context) {
    Var[] columns = new Var[rates.size()];
    for (int c = 0; c < columns.length; c++) {
      Rate r = rates.get(c);
      columns[c] =
          r.rate()
              .column(context)
              .times(r.regulation().factor(context))
              .plus(r.plain().column(context));
    }
    context.set(secretion, columns.length == 1 ? columns[0] : Var.concatColumns(columns));
  }
}
