package org.blastema.celltypes.fate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.model.StochasticStep;
import org.blastema.kernel.random.Purpose;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;

/**
 * Decides the types of the two cells of every division since the step was last done, as {@link
 * Renews} says. Where one cell keeps the type, it is the one that keeps the mother's id. The
 * log-probability of a fate is that of its weight {@code w / (both + one + neither)}.
 */
final class DivisionFate implements StochasticStep<List<DivisionFate.Fate>> {
  /** Configuration: none. */
  @Describe("Decides after divisions which of the two cells keep the type of the mother.")
  record Configuration() {}

  /**
   * The fate of the two cells of a division.
   *
   * @param mother row of the cell that has the mother's id
   * @param daughter row of the other one
   * @param kept how many of them keep the type
   */
  record Fate(int mother, int daughter, int kept) {}

  /** 0 in newborn cells and their mothers, then 1. */
  private static final FieldSpec DECIDED =
      new FieldSpec(
          "fate-decided",
          1,
          Inheritance.RESET,
          0,
          "",
          "1 once the fate of the cell's last division is decided.");

  private final CellTypes types;

  private DivisionFate(CellTypes types) {
    this.types = types;
  }

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if no type renews itself
   */
  static DivisionFate create(Configuration c, BuildContext context) {
    CellTypes types = context.require(CellTypes.class);
    if (types.types().stream().noneMatch(t -> t.only(Renews.class).isPresent())) {
      throw InvalidConfiguration.at("", "needs a cell type with the behavior 'renews'");
    }
    return new DivisionFate(types);
  }

  @Override
  public StepKind kind() {
    return StepKind.EVENT;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(DECIDED);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(DECIDED);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    for (CellType type : types.types()) {
      type.only(Renews.class).ifPresent(r -> all.addAll(List.of(r.both(), r.one(), r.neither())));
    }
    return all;
  }

  private Optional<Renews> renews(int type) {
    return types.types().get(type).only(Renews.class);
  }

  @Override
  public List<Fate> sample(StepContext context) {
    CellState state = context.state();
    double[] decided = context.get(DECIDED).data();
    int[] now = state.types();
    List<Fate> fates = new ArrayList<>();
    for (int i = 0; i < state.count(); i++) {
      if (decided[i] != 0 || state.parent(i) < 0) {
        continue;
      }
      int mother = rowOf(state, state.parent(i));
      Optional<Renews> renews = mother < 0 ? Optional.empty() : renews(now[mother]);
      if (renews.isPresent() && decided[mother] == 0) {
        Fate fate = new Fate(mother, i, draw(context, renews.get(), state.id(i)));
        fates.add(fate);
        carryOut(fate, renews.get(), now);
      }
    }
    return List.copyOf(fates);
  }

  /** Row of a cell by its id, or -1 if it is gone; ids ascend. */
  private static int rowOf(CellState state, int id) {
    int low = 0;
    int high = state.count() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (state.id(middle) == id) {
        return middle;
      }
      if (state.id(middle) < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private static int draw(StepContext context, Renews renews, int cell) {
    double[] weight = new double[3];
    double total = 0;
    for (int kept = 0; kept < 3; kept++) {
      weight[kept] = context.value(renews.weight(kept)).item();
      total += weight[kept];
    }
    double level = total * context.random().uniform(Purpose.OTHER, cell, 0);
    double cumulated = 0;
    int chosen = -1;
    for (int kept = 0; kept < 3 && !(cumulated > level); kept++) {
      cumulated += weight[kept];
      chosen = weight[kept] > 0 ? kept : chosen;
    }
    return chosen;
  }

  private static void carryOut(Fate fate, Renews renews, int[] types) {
    if (fate.kept() < 2) {
      types[fate.daughter()] = renews.into();
    }
    if (fate.kept() < 1) {
      types[fate.mother()] = renews.into();
    }
  }

  @Override
  public void replay(StepContext context, List<Fate> choice) {
    CellState state = context.state();
    int[] next = state.types();
    Var score = Var.constant(0);
    for (Fate fate : choice) {
      Renews renews = renews(next[fate.mother()]).orElseThrow();
      Var sum =
          context
              .value(renews.both())
              .plus(context.value(renews.one()))
              .plus(context.value(renews.neither()));
      score = score.plus(context.value(renews.weight(fate.kept())).divide(sum).log());
      carryOut(fate, renews, next);
    }
    context.score(score);
    context.state(types.converted(state, next));
    context.set(DECIDED, Var.filled(state.count(), 1, 1));
  }
}
