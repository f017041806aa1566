package org.blastema.celltypes.behavior;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.StepContext;
import org.blastema.plugin.Parameter;

/** A number that depends on the type of a cell; differentiable by what each type says. */
public final class ByType {
  private final List<Parameter> values;
  private final List<Parameter> written;

  private ByType(List<Parameter> values, List<Parameter> written) {
    this.values = values;
    this.written = written;
  }

  /**
   * A number of every type.
   *
   * @param of what a type says, if it says anything
   * @param otherwise the number of the other types
   */
  public static ByType of(
      CellTypes types, Function<CellType, Optional<Parameter>> of, double otherwise) {
    Parameter rest = Parameter.constant("", otherwise);
    List<Parameter> values = new ArrayList<>();
    List<Parameter> written = new ArrayList<>();
    for (CellType type : types.types()) {
      Optional<Parameter> said = of.apply(type);
      said.ifPresent(written::add);
      values.add(said.orElse(rest));
    }
    return new ByType(List.copyOf(values), List.copyOf(written));
  }

  /** A constant of every type. */
  public static ByType constant(CellTypes types, Function<CellType, Double> of) {
    return new ByType(
        types.types().stream().map(type -> Parameter.constant("", of.apply(type))).toList(),
        List.of());
  }

  /** The parameters of the types that say something. */
  public List<Parameter> parameters() {
    return written;
  }

  /** The number of every cell, {@code n x 1}. */
  public Var column(StepContext context) {
    Var[] table = values.stream().map(context::value).toArray(Var[]::new);
    return Var.concatRows(table).gatherRows(context.state().types());
  }
}
