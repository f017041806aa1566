package org.blastema.kernel.mechanics;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.FreeSpace;
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
 * Moves cells down the energy by a fixed number of explicit steps: overdamped motion for a time
 * {@code steps * h} at unit friction. The tissue is in general not at equilibrium afterwards. The
 * gradient goes through every step.
 */
public final class Descent implements Mechanics {
  /** How a step follows from the forces F at its beginning. */
  public enum Scheme {
    /** {@code x + h F}. */
    EULER,
    /**
     * {@code x + h (3/2 F - 1/2 F')} with the forces F' of the step before; the first step of a
     * macro-step is Euler's. Source: F. Bashforth and J. C. Adams, An Attempt to Test the Theories
     * of Capillary Action (1883), chapter 3.
     */
    ADAMS_BASHFORTH
  }

  private final Formula move;
  private final Formula moveOn;
  private final ForceField field;
  private final FieldSpec position;
  private final int steps;
  private final double stepSize;
  private final Scheme scheme;

  /** Explicit descent by Euler's steps in free space; see the last constructor. */
  public Descent(Potential potential, int dimensions, int steps, double stepSize) {
    this(potential, dimensions, steps, stepSize, Scheme.EULER);
  }

  /** Explicit descent in free space; see the last constructor. */
  public Descent(Potential potential, int dimensions, int steps, double stepSize, Scheme scheme) {
    this(potential, new FreeSpace(dimensions), steps, stepSize, scheme);
  }

  /**
   * Explicit descent.
   *
   * @param steps number of steps
   * @param stepSize length h of a step (length^2/energy)
   * @param scheme how a step follows from forces
   */
  public Descent(Potential potential, Space space, int steps, double stepSize, Scheme scheme) {
    int dimensions = space.dimensions();
    this.field = new ForceField(potential, space);
    this.move = move(dimensions, 1);
    this.moveOn = move(dimensions, 2);
    this.scheme = scheme;
    this.position = FieldSpec.position(dimensions);
    this.steps = steps;
    this.stepSize = stepSize;
  }

  /** A step with the forces of so many steps. */
  private static Formula move(int dimensions, int known) {
    List<Port> ports =
        new ArrayList<>(List.of(Port.vector("x", dimensions), Port.vector("F", dimensions)));
    if (known == 2) {
      ports.add(Port.vector("before", dimensions));
    }
    ports.add(Port.scalar("h"));
    return Formula.trace(
        "descent",
        ports,
        in -> {
          Expr[] moved = new Expr[dimensions];
          for (int c = 0; c < dimensions; c++) {
            Expr force = in.vector("F")[c];
            if (known == 2) {
              force = force.times(1.5).minus(in.vector("before")[c].times(0.5));
            }
            moved[c] = in.vector("x")[c].plus(force.times(in.scalar("h")));
          }
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
    return field.reads();
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(position);
  }

  @Override
  public List<Parameter> parameters() {
    return field.parameters();
  }

  /** In the space that the forces are those of. */
  @Override
  public boolean knows(Space space) {
    return space.equals(field.space());
  }

  @Override
  public void apply(StepContext context) {
    Var x = context.get(position);
    Var radius = context.state().radius();
    List<Var> parameters = field.values(context);
    Var length = Var.constant(stepSize);
    Var before = null;
    for (int step = 0; step < steps; step++) {
      Var forces = field.forces(field.pairs(context.neighbors(), x, radius), x, radius, parameters);
      x = before == null ? move.apply(x, forces, length) : moveOn.apply(x, forces, before, length);
      before = scheme == Scheme.ADAMS_BASHFORTH ? forces : null;
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
          double stepSize,
      @Describe("How a step follows from forces: those at its beginning, or those of two steps.")
          @Default("euler")
          Scheme scheme) {}

  /** Makes the step from a scenario's entries. */
  public static Descent create(Configuration entries, BuildContext context) {
    return new Descent(
        entries.potential().build(context),
        context.require(Space.class),
        entries.steps(),
        entries.stepSize(),
        entries.scheme());
  }
}
