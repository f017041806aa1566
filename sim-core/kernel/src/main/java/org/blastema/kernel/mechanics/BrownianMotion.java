package org.blastema.kernel.mechanics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.model.StochasticStep;
import org.blastema.kernel.random.Purpose;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Overdamped motion with thermal noise: {@code x <- x + F h / gamma + sqrt(2 kT h / gamma) xi}, one
 * or more steps of length h.
 *
 * <p>The derivative with respect to parameters is taken in one of two ways, never both: with the
 * noise held fixed ({@link Gradient#PATHWISE}; the motion depends on the parameters and no
 * probability is scored), or with the motion held fixed and its log-density scored ({@link
 * Gradient#SCORE}).
 *
 * <p>Source: D. L. Ermak and J. A. McCammon, Journal of Chemical Physics 69 (1978) 1352, equation
 * 14 without hydrodynamic interactions.
 */
public final class BrownianMotion implements Mechanics, StochasticStep<BrownianMotion.Motion> {
  /** How the motion is differentiated. */
  public enum Gradient {
    /** Through the motion, with the noise fixed. */
    PATHWISE,
    /** Through the log-density of the motion, with the motion fixed. */
    SCORE
  }

  /**
   * What was random about the motion.
   *
   * @param noise standard normal numbers of every step, column-major {@code n x dimensions}
   * @param displacements how far the cells went in every step, in the same layout; empty where the
   *     motion is to be computed from the noise
   */
  public record Motion(List<double[]> noise, List<double[]> displacements) {}

  private final ForceField field;
  private final FieldSpec position;
  private final int dimensions;
  private final Parameter temperature;
  private final Parameter friction;
  private final int steps;
  private final Optional<Double> stepSize;
  private final Gradient gradient;

  /** Brownian motion in free space; see the other constructor. */
  public BrownianMotion(
      Potential potential,
      int dimensions,
      Parameter temperature,
      Parameter friction,
      int steps,
      Optional<Double> stepSize,
      Gradient gradient) {
    this(potential, new FreeSpace(dimensions), temperature, friction, steps, stepSize, gradient);
  }

  /**
   * Brownian motion.
   *
   * @param temperature kT (energy), a positive scalar
   * @param friction gamma (energy time/length^2), a positive scalar
   * @param steps number of steps in a macro-step
   * @param stepSize length h of a step (time); an equal part of the macro-step, if empty
   */
  public BrownianMotion(
      Potential potential,
      Space space,
      Parameter temperature,
      Parameter friction,
      int steps,
      Optional<Double> stepSize,
      Gradient gradient) {
    this.dimensions = space.dimensions();
    this.field = new ForceField(potential, space);
    this.position = FieldSpec.position(dimensions);
    this.temperature = temperature;
    this.friction = friction;
    this.steps = steps;
    this.stepSize = stepSize;
    this.gradient = gradient;
  }

  @Override
  public Potential potential() {
    return field.potential();
  }

  @Override
  public StepKind kind() {
    return StepKind.DYNAMIC;
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
    List<Parameter> all = new ArrayList<>(field.parameters());
    all.add(temperature);
    all.add(friction);
    return all;
  }

  /** In the space that the forces are those of. */
  @Override
  public boolean knows(Space space) {
    return space.equals(field.space());
  }

  @Override
  public Motion sample(StepContext context) {
    List<double[]> noise = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      noise.add(noise(context, step));
    }
    if (gradient == Gradient.PATHWISE) {
      return new Motion(noise, List.of());
    }
    List<double[]> displacements = new ArrayList<>();
    Var x = context.get(position).stopGradient();
    for (double[] xi : noise) {
      Var moved = displacement(context, x, xi).stopGradient();
      displacements.add(moved.data());
      x = x.plus(moved);
    }
    return new Motion(noise, displacements);
  }

  private double[] noise(StepContext context, int step) {
    CellState state = context.state();
    int n = state.count();
    double[] xi = new double[n * dimensions];
    for (int i = 0; i < n; i++) {
      for (int d = 0; d < dimensions; d++) {
        xi[d * n + i] =
            context.random().gaussian(Purpose.BROWNIAN_MOTION, state.id(i), step * dimensions + d);
      }
    }
    return xi;
  }

  @Override
  public void replay(StepContext context, Motion motion) {
    Var x = context.get(position);
    Var score = Var.constant(0);
    for (int step = 0; step < steps; step++) {
      if (motion.displacements().isEmpty()) {
        x = x.plus(displacement(context, x, motion.noise().get(step)));
      } else {
        Var moved = Var.of(x.rows(), dimensions, motion.displacements().get(step));
        score = score.plus(logDensity(context, x, moved));
        x = x.plus(moved);
      }
    }
    context.set(position, x);
    if (!motion.displacements().isEmpty()) {
      context.score(score);
    }
  }

  private Var displacement(StepContext context, Var x, double[] xi) {
    Var noise = Var.of(x.rows(), dimensions, xi);
    return drift(context, x).plus(variance(context).sqrt().times(noise));
  }

  /** Log-density of a displacement from positions {@code x}, a scalar. */
  private Var logDensity(StepContext context, Var x, Var displacement) {
    Var variance = variance(context);
    Var squares = displacement.minus(drift(context, x)).square().sum().divide(variance.times(2));
    Var norm = variance.times(2 * Math.PI).log().times(0.5 * displacement.size());
    return squares.plus(norm).negate();
  }

  private Var drift(StepContext context, Var x) {
    Var radius = context.state().radius();
    Var forces =
        field.forces(field.pairs(context.neighbors(), x, radius), x, radius, field.values(context));
    return forces.times(length(context)).divide(context.value(friction));
  }

  private Var variance(StepContext context) {
    return context.value(temperature).times(2 * length(context)).divide(context.value(friction));
  }

  private double length(StepContext context) {
    return stepSize.orElse(context.dt() / steps);
  }

  /** The entries of a scenario; see {@link BrownianMotion#BrownianMotion}. */
  @Describe("Moves cells down the energy with thermal noise, overdamped.")
  public record Configuration(
      @Describe("How cells act on each other.") @Default("morse") Part<Potential> potential,
      @Describe("Strength kT of the thermal noise.")
          @Default("0.1")
          @Unit("energy")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec temperature,
      @Describe("Friction coefficient of a cell.")
          @Default("1.0")
          @Unit("energy*time/length^2")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec friction,
      @Describe("Number of steps in a macro-step.") @Default("1") @Range(min = 1) int steps,
      @Describe("Length of a step; an equal part of the macro-step, if left out.")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          Optional<Double> stepSize,
      @Describe(
              "How training differentiates the motion: through the motion itself or through its"
                  + " probability.")
          @Default("pathwise")
          Gradient gradient) {}

  /** Makes the step from a scenario's entries. */
  public static BrownianMotion create(Configuration entries, BuildContext context) {
    return new BrownianMotion(
        entries.potential().build(context),
        context.require(Space.class),
        entries.temperature().scalar(context.seed()),
        entries.friction().scalar(context.seed()),
        entries.steps(),
        entries.stepSize(),
        entries.gradient());
  }
}
