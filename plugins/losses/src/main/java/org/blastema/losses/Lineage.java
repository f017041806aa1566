package org.blastema.losses;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;

/**
 * Writes into every cell where it comes from: which founder, how many divisions ago, and how long
 * the last completed cell cycle of its line took. Belongs after the steps that divide cells. The
 * numbers stay right when ancestors die.
 */
final class Lineage implements Step {
  /** Id of the founder. */
  static final FieldSpec CLONE =
      new FieldSpec("clone", 1, Inheritance.COPY, -1, "", "Id of the founder of the cell's line.");

  /** Number of divisions. */
  static final FieldSpec GENERATION =
      new FieldSpec(
          "generation", 1, Inheritance.COPY, 0, "", "Number of divisions since the founder.");

  /** Begin of the present cell cycle. */
  static final FieldSpec CYCLE_START =
      new FieldSpec(
          "cycle-start", 1, Inheritance.COPY, 0, "time", "Time of the line's last division.");

  /** Length of the last completed cell cycle. */
  static final FieldSpec CYCLE_LENGTH =
      new FieldSpec(
          "cycle-length",
          1,
          Inheritance.COPY,
          0,
          "time",
          "Length of the line's last completed cell cycle; 0 before the first division.");

  private static final List<FieldSpec> ALL = List.of(CLONE, GENERATION, CYCLE_START, CYCLE_LENGTH);

  /** Nothing to configure. */
  @Describe(
      "Writes founder, generation and cell cycle into every cell; belongs after the division.")
  record Configuration() {}

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return ALL;
  }

  @Override
  public List<FieldSpec> writes() {
    return ALL;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void apply(StepContext context) {
    CellState state = context.state();
    double[] clone = context.get(CLONE).toArray();
    double[] generation = context.get(GENERATION).toArray();
    double[] start = context.get(CYCLE_START).toArray();
    double[] length = context.get(CYCLE_LENGTH).toArray();
    Map<Integer, Integer> rows = new HashMap<>();
    for (int i = 0; i < state.count(); i++) {
      rows.put(state.id(i), i);
      if (state.parent(i) < 0) {
        clone[i] = state.id(i);
      }
    }
    // newborns in the order in which they were born: each has a copy of what its mother had before
    // the macro-step, and the mother may have divided since
    for (int i = 0; i < state.count(); i++) {
      if (state.parent(i) < 0 || state.birth(i) < state.time()) {
        continue;
      }
      int mother = rows.getOrDefault(state.parent(i), i);
      generation[mother]++;
      length[mother] = state.birth(i) - start[mother];
      start[mother] = state.birth(i);
      clone[i] = clone[mother];
      generation[i] = generation[mother];
      length[i] = length[mother];
      start[i] = start[mother];
    }
    context.set(CLONE, Var.column(clone));
    context.set(GENERATION, Var.column(generation));
    context.set(CYCLE_START, Var.column(start));
    context.set(CYCLE_LENGTH, Var.column(length));
  }
}
