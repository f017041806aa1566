package org.blastema.kernel.mechanics;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Tape;
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
 * Moves cells to a minimum of the energy: until no force is larger than a tolerance.
 *
 * <p>The gradient is that of the equilibrium itself (implicit function theorem): where forces
 * vanish, {@code H dx = dF} with the Hessian H of the energy and the change dF of the forces by
 * radii and parameters, solved without the rigid motions of every cluster, which H does not fix.
 * Walls that a cluster presses against take some or all of these from it, and periodic sides
 * through which it hangs together with itself its rotations. The starting positions decide about
 * those: a cluster's translation and rotation follow the best-fitting rigid motion of its starting
 * positions. What is neglected is that a change of shape, radius or parameter may also turn a
 * cluster a little; goals that do not depend on orientation are not concerned.
 */
public final class Relaxation implements Mechanics {
  /** How cells are moved to the minimum. */
  public enum Method {
    /** Limited-memory quasi-Newton steps. */
    QUASI_NEWTON,
    /** Fast inertial relaxation. */
    FIRE
  }

  /** Relative accuracy of the linear solve for the gradient. */
  private static final double GRADIENT_TOLERANCE = 1e-11;

  /** Longest move in one relaxation step, in radii of the smallest cell. */
  private static final double LONGEST_MOVE = 0.2;

  private final ForceField field;
  private final FieldSpec position;
  private final int dimensions;
  private final double tolerance;
  private final int maxSteps;
  private final Method method;

  /** Relaxation by quasi-Newton steps in free space; see the last constructor. */
  public Relaxation(Potential potential, int dimensions, double tolerance, int maxSteps) {
    this(potential, new FreeSpace(dimensions), tolerance, maxSteps);
  }

  /** Relaxation by quasi-Newton steps; see the last constructor. */
  public Relaxation(Potential potential, Space space, double tolerance, int maxSteps) {
    this(potential, space, tolerance, maxSteps, Method.QUASI_NEWTON);
  }

  /**
   * Relaxation.
   *
   * @param tolerance largest force that may remain on a cell (energy/length)
   * @param maxSteps number of force evaluations after which to give up with a warning
   * @param method how cells are moved there
   */
  public Relaxation(
      Potential potential, Space space, double tolerance, int maxSteps, Method method) {
    this.field = new ForceField(potential, space);
    this.dimensions = space.dimensions();
    this.position = FieldSpec.position(dimensions);
    this.tolerance = tolerance;
    this.maxSteps = maxSteps;
    this.method = method;
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
    Var start = context.get(position);
    Var radius = context.state().radius();
    List<Var> values = field.values(context);
    Var relaxed = relaxed(context, start, radius.stopGradient(), detached(values));
    Pairs pairs = field.pairs(context.neighbors(), relaxed, radius);

    Var[] arguments = new Var[2 + values.size()];
    arguments[0] = start;
    arguments[1] = radius;
    for (int k = 0; k < values.size(); k++) {
      arguments[2 + k] = values.get(k);
    }
    Var result =
        Tape.primitive(
            "relaxation",
            arguments,
            start.rows(),
            dimensions,
            relaxed.data(),
            (output, inputs) -> pull(arguments, relaxed, pairs, output, inputs));
    context.set(position, result);
  }

  private Var relaxed(StepContext context, Var start, Var radius, List<Var> values) {
    int n = start.rows();
    double smallest = Double.POSITIVE_INFINITY;
    for (double r : radius.data()) {
      smallest = Math.min(smallest, r);
    }
    double[] x = start.toArray();
    Minimizer minimizer =
        switch (method) {
          case QUASI_NEWTON -> new QuasiNewton(n, LONGEST_MOVE * smallest);
          case FIRE -> new Fire(n, LONGEST_MOVE * smallest);
        };
    double force =
        minimizer.relax(
            x,
            at -> {
              Var here = Var.of(n, dimensions, at);
              return field
                  .forces(field.pairs(context.neighbors(), here, radius), here, radius, values)
                  .data();
            },
            tolerance,
            maxSteps);
    if (!Double.isFinite(force)) {
      throw new ArithmeticException("a force is " + force);
    }
    if (!(force <= tolerance)) {
      context.warn(
          "relaxation stopped after "
              + maxSteps
              + " steps with a larger force left than the tolerance of "
              + tolerance);
    }
    return Var.of(n, dimensions, x);
  }

  private static List<Var> detached(List<Var> values) {
    List<Var> constants = new ArrayList<>();
    values.forEach(v -> constants.add(v.stopGradient()));
    return constants;
  }

  private void pull(Var[] arguments, Var x, Pairs pairs, double[] output, double[][] inputs) {
    Var radius = arguments[1].stopGradient();
    List<Var> values = new ArrayList<>();
    for (int k = 2; k < arguments.length; k++) {
      values.add(arguments[k].stopGradient());
    }
    Clusters clusters = Clusters.of(potential(), pairs, x, radius);
    RigidMotions rigid = clusters.rigidMotions(x, field.contacts(x, radius, values));
    if (inputs[0] != null) {
      rigid.carryBack(
          clusters.joined(arguments[0].data()), clusters.joined(x.data()), output, inputs[0]);
    }
    double[] rest = output.clone();
    rigid.remove(clusters.joined(x.data()), rest);
    double[] response = response(rigid, clusters.joined(x.data()), pairs, x, radius, values, rest);

    Tape tape = new Tape();
    Var liveRadius = inputs[1] == null ? radius : tape.input(radius);
    List<Var> live = new ArrayList<>();
    for (int k = 0; k < values.size(); k++) {
      live.add(inputs[2 + k] == null ? values.get(k) : tape.input(values.get(k)));
    }
    tape.seed(field.forces(pairs, x, liveRadius, live), response);
    tape.sweep();
    add(tape, liveRadius, inputs[1]);
    for (int k = 0; k < live.size(); k++) {
      add(tape, live.get(k), inputs[2 + k]);
    }
  }

  /** The solution of {@code H response = right}, orthogonal to the rigid motions. */
  private double[] response(
      RigidMotions rigid,
      double[] joined,
      Pairs pairs,
      Var x,
      Var radius,
      List<Var> values,
      double[] right) {
    return MinimalResiduals.solve(
        v -> {
          double[] direction = v.clone();
          rigid.remove(joined, direction);
          Var change =
              field.tangent(pairs, x, radius, Var.of(x.rows(), dimensions, direction), values);
          double[] product = change.negate().toArray();
          rigid.remove(joined, product);
          return product;
        },
        right,
        GRADIENT_TOLERANCE,
        10 * right.length + 100);
  }

  private static void add(Tape tape, Var input, double[] into) {
    if (into == null) {
      return;
    }
    double[] adjoint = tape.adjoint(input);
    for (int k = 0; k < into.length; k++) {
      into[k] += adjoint[k];
    }
  }

  /** The entries of a scenario; see {@link Relaxation#Relaxation}. */
  @Describe("Moves cells to mechanical equilibrium; gradients are those of the equilibrium.")
  public record Configuration(
      @Describe("How cells act on each other.") @Default("morse") Part<Potential> potential,
      @Describe("Largest force that may remain on a cell.")
          @Default("1e-6")
          @Unit("energy/length")
          @Range(min = 0, exclusiveMin = true)
          double tolerance,
      @Describe("Number of steps after which to give up with a warning.")
          @Default("5000")
          @Range(min = 1)
          int maxSteps,
      @Describe(
              "How cells are moved to the minimum: by quasi-Newton steps (L-BFGS), or by fast"
                  + " inertial relaxation (FIRE).")
          @Default("quasi-newton")
          Method method) {}

  /** Makes the step from a scenario's entries. */
  public static Relaxation create(Configuration entries, BuildContext context) {
    return new Relaxation(
        entries.potential().build(context),
        context.require(Space.class),
        entries.tolerance(),
        entries.maxSteps(),
        entries.method());
  }
}
