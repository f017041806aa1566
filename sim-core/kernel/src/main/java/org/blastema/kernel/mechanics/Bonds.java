package org.blastema.kernel.mechanics;

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
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Ties the two cells of every division to each other: both get the same number in the field {@code
 * bond}, by which {@link Bonded} forces know them. A bond ends after a time, when one of the two
 * divides again, or when one is gone. Belongs after the division.
 */
public final class Bonds implements Step {
  /** The number that two bonded cells share. */
  static final FieldSpec BOND =
      new FieldSpec(
          "bond",
          1,
          Inheritance.RESET,
          0,
          "",
          "Number of the cell's bond, which its sister has too.");

  private static final FieldSpec END =
      new FieldSpec("bond-end", 1, Inheritance.RESET, 0, "time", "When the cell's bond ends.");

  private static final List<FieldSpec> FIELDS = List.of(BOND, END);

  private final double duration;

  /**
   * Bonds between sisters.
   *
   * @param duration how long they last (time); may be infinite
   */
  public Bonds(double duration) {
    this.duration = duration;
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return FIELDS;
  }

  @Override
  public List<FieldSpec> writes() {
    return FIELDS;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void apply(StepContext context) {
    CellState state = context.state();
    double[] bond = context.get(BOND).toArray();
    double[] end = context.get(END).toArray();
    Map<Integer, Integer> rows = new HashMap<>();
    for (int i = 0; i < bond.length; i++) {
      rows.put(state.id(i), i);
    }
    for (int i = 0; i < bond.length; i++) {
      boolean newborn = state.parent(i) >= 0 && state.birth(i) >= state.time();
      if (newborn && rows.containsKey(state.parent(i))) {
        int mother = rows.get(state.parent(i));
        bond[i] = state.id(i) + 1.0;
        bond[mother] = bond[i];
        // a time without end cannot be a field's value
        end[i] = Math.min(state.birth(i) + duration, Double.MAX_VALUE);
        end[mother] = end[i];
      }
    }
    Map<Double, Integer> holders = new HashMap<>();
    for (double number : bond) {
      holders.merge(number, 1, Integer::sum);
    }
    for (int i = 0; i < bond.length; i++) {
      if (holders.get(bond[i]) != 2 || end[i] <= state.time()) {
        bond[i] = 0;
        end[i] = 0;
      }
    }
    context.set(BOND, Var.column(bond));
    context.set(END, Var.column(end));
  }

  /** The entries of a scenario; see {@link Bonds#Bonds}. */
  @Describe(
      "Ties the two cells of every division to each other, for the potential 'bonded'; belongs"
          + " after the division.")
  public record Configuration(
      @Describe("How long a bond lasts, if no cell divides or dies before.")
          @Default(".inf")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          double duration) {}

  /** Makes the step from a scenario's entries. */
  public static Bonds create(Configuration entries, BuildContext context) {
    return new Bonds(entries.duration());
  }
}
