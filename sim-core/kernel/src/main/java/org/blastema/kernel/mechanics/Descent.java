package org.blastema.kernel.mechanics;

import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Moves cells down the energy by a fixed number of explicit steps {@code x <- x + h F}: overdamped
 * motion for a time {@code steps * h} at unit friction. The tissue is in general not at equilibrium
 * afterwards. The gradient goes through every step.
 */
public final class Descent implements Mechanics {
  private final Formula move;
  private final ForceField field;
  private final FieldSpec position;
  private final int steps;
  private final double stepSize;

  /**
   * Explicit descent.
   *
   * @param steps number of steps
   * @param stepSize length h of a step (length^2/energy)
   */
  public Descent(Potential potential, int dimensions, int steps, double stepSize) {
    this.field = new ForceField(potential, dimensions);
    this.move = move(dimensions);
    this.position = FieldSpec.position(dimensions);
    this.steps = steps;
    this.stepSize = stepSize;
  }

  private static Formula move(int dimensions) {
    return Formula.trace(
        "descent",
        List.of(Port.vector("x", dimensions), Port.vector("F", dimensions), Port.scalar("h")),
        in -> {
          Expr[] moved = new Expr[dimensions];
          Arrays.setAll(
              moved, c -> in.vector("x")[c].plus(in.vector("F")[c].times(in.scalar("h"))));
          return moved;
        });
  }

  @Override
  public Potential potential() {
    return field.potential();
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(position, FieldSpec.radius());
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(position);
  }

  @Override
  public List<Parameter> parameters() {
    return potential().parameters();
  }

  @Override
  public void apply(StepContext context) {
    Var x = context.get(position);
    Var radius = context.state().radius();
    List<Var> parameters = field.values(context);
    Var length = Var.constant(stepSize);
    for (int step = 0; step < steps; step++) {
      Var forces = field.forces(field.pairs(context.neighbors(), x, radius), x, radius, parameters);
      x = move.apply(x, forces, length);
    }
    context.set(position, x);
  }

  /** The entries of a scenario; see {@link Descent#Descent}. */
  @Describe("Moves cells down the energy by a fixed number of explicit steps; not to equilibrium.")
  public record Configuration(
      @Describe("How cells act on each other.") @Default("morse") Part<Potential> potential,
      @Describe("Number of steps in a macro-step.") @Default("25") @Range(min = 1) int steps,
      @Describe("Length of a step: displacement per unit of force.")
          @Default("8e-4")
          @Unit("length^2/energy")
          @Range(min = 0, exclusiveMin = true)
          double stepSize) {}

  /** Makes the step from a scenario's entries. */
  public static Descent create(Configuration entries, BuildContext context) {
    return new Descent(
        entries.potential().build(context),
        context.require(Space.class).dimensions(),
        entries.steps(),
        entries.stepSize());
  }
}
