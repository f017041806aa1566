package org.blastema.celltypes.behavior;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/** The factor by which every cell is regulated, as its type says; 1 where it says nothing. */
public final class RegulationByType {
  private static final Formula FACTOR =
      Formula.trace(
          "regulation",
          List.of(
              Port.scalar("x"),
              Port.scalar("offset"),
              Port.scalar("slope"),
              Port.scalar("half"),
              Port.scalar("hill")),
          in ->
              new Expr[] {
                in.scalar("offset")
                    .plus(
                        in.scalar("slope")
                            .times(hill(in.scalar("x"), in.scalar("half"), in.scalar("hill"))))
              });

  private final CellTypes types;
  private final List<Optional<Regulator>> regulators;
  private final ByType offset;
  private final ByType slope;
  private final ByType half;
  private final ByType hill;

  private RegulationByType(CellTypes types, List<Optional<Regulator>> regulators) {
    this.types = types;
    this.regulators = regulators;
    this.offset =
        ByType.constant(types, t -> of(t).filter(r -> r.increases()).isPresent() ? 0.0 : 1);
    this.slope = ByType.constant(types, t -> of(t).map(r -> r.increases() ? 1.0 : -1).orElse(0.0));
    this.half = ByType.of(types, t -> of(t).map(Regulator::halfMaximum), 1);
    this.hill = ByType.of(types, t -> of(t).map(Regulator::hill), 1);
  }

  private Optional<Regulator> of(CellType type) {
    return regulators.get(types.types().indexOf(type));
  }

  /** The regulation that every type asks for. */
  public static RegulationByType of(
      CellTypes types, Function<CellType, Optional<Regulator>> regulators) {
    return new RegulationByType(types, types.types().stream().map(regulators).toList());
  }

  /**
   * The Hill function {@code x^n / (K^n + x^n)} for x >= 0; 0 for x <= 0.
   *
   * @param x what is sensed
   * @param half K
   * @param hill n
   */
  public static Expr hill(Expr x, Expr half, Expr hill) {
    Expr positive = Expr.where(x.greaterThan(0), x, half);
    Expr share = hill.times(positive.divide(half).log()).logistic();
    return Expr.where(x.greaterThan(0), share, Expr.constant(0));
  }

  /** What is sensed. */
  public List<FieldSpec> reads() {
    Set<FieldSpec> fields = new LinkedHashSet<>();
    regulators.forEach(regulator -> regulator.ifPresent(r -> fields.add(r.field())));
    return List.copyOf(fields);
  }

  /** Half-maxima and Hill coefficients. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(half.parameters());
    all.addAll(hill.parameters());
    return all;
  }

  /** The factor of every cell, {@code n x 1}. */
  public Var factor(StepContext context) {
    return FACTOR.apply(
        sensed(context),
        offset.column(context),
        slope.column(context),
        half.column(context),
        hill.column(context));
  }

  private Var sensed(StepContext context) {
    CellState state = context.state();
    Var sum = Var.zeros(state.count(), 1);
    Set<Regulator> sources = new LinkedHashSet<>();
    regulators.forEach(regulator -> regulator.ifPresent(sources::add));
    for (Regulator source : sources) {
      double[] mask = new double[state.count()];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = regulators.get(state.type(i)).filter(source::equals).isPresent() ? 1 : 0;
      }
      sum =
          sum.plus(context.get(source.field()).column(source.component()).times(Var.column(mask)));
    }
    return sum;
  }
}
