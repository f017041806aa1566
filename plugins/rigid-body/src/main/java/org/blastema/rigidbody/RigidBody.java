package org.blastema.rigidbody;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Moves cells as rigid discs in the plane that touch each other and boundaries, with friction;
 * contacts are those of JBox2D (E. Catto, "Iterative dynamics with temporal coherence", 2005).
 *
 * <p>Overdamped unless momentum is kept: every macro-step begins at rest, and velocities decay. A
 * world is built for every macro-step, so the result is a function of the state alone. Discs of
 * overlapping cells are pushed apart, up to JBox2D's slop of 0.005 of its units; JBox2D computes in
 * single precision, which moves positions by steps of about 1e-7 of their size.
 *
 * <p>Not differentiable: contacts open and close, and positions leave the step as constants.
 */
public final class RigidBody implements Step {
  /** Share of the smaller radius by which two discs may overlap without a warning. */
  private static final double DEEP = 0.25;

  private static final FieldSpec POSITION = FieldSpec.position(2);

  private static final FieldSpec COMPRESSION =
      new FieldSpec(
          "compression",
          1,
          Inheritance.COPY,
          0,
          "",
          "Area of the cell's disc that is overlapped by other discs, divided by its area.");

  private static final FieldSpec VELOCITY =
      new FieldSpec(
          "velocity", 2, Inheritance.COPY, 0, "length/time", "Velocity of the cell's center.");

  private static final FieldSpec SPIN =
      new FieldSpec("spin", 1, Inheritance.COPY, 0, "1/time", "Angular velocity of the cell.");

  /** What becomes of velocities at the end of a macro-step. */
  public enum Momentum {
    /** They are forgotten: overdamped motion. */
    ZEROED,
    /** They are kept. */
    KEPT
  }

  /** Whether discs turn. */
  public enum Rotation {
    /** Discs roll on what they touch. */
    FREE,
    /** Discs slide but do not turn. */
    LOCKED
  }

  /**
   * Configuration.
   *
   * @param boundaries walls, obstacles and molds by name
   * @param friction Coulomb's coefficient
   * @param restitution share of an approach velocity that is returned
   * @param density mass by area
   * @param damping rate at which velocities decay
   * @param gravity acceleration of all cells
   * @param adhesion force between two cells in contact
   * @param reach gap at which adhesion has fallen to 0
   * @param momentum what becomes of velocities
   * @param rotation whether discs turn
   * @param accuracy how JBox2D computes
   */
  @Describe(
      "Moves cells as rigid discs in the plane that touch each other and boundaries (JBox2D); has"
          + " no derivative.")
  public record Configuration(
      @Describe("Walls, obstacles and molds by name.") Map<String, Part<Boundary>> boundaries,
      @Describe("Coulomb's friction coefficient, for all contacts.") @Default("0.2") @Range(min = 0)
          ParameterSpec friction,
      @Describe(
              "Share of an approach velocity that is returned, where it is faster than one of"
                  + " JBox2D's units a time.")
          @Default("0")
          @Range(min = 0)
          ParameterSpec restitution,
      @Describe("Mass of a cell by area.")
          @Default("1")
          @Unit("energy*time^2/length^4")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec density,
      @Describe("Rate at which velocities decay.") @Default("10") @Unit("1/time") @Range(min = 0)
          ParameterSpec damping,
      @Describe("Acceleration of all cells along x and y.")
          @Default("[0, 0]")
          @Unit("length/time^2")
          ParameterSpec gravity,
      @Describe("Force between two cells in contact; falls linearly with the gap between them.")
          @Default("0")
          @Unit("energy/length")
          @Range(min = 0)
          ParameterSpec adhesion,
      @Describe("Gap at which adhesion has fallen to 0.")
          @Default("0.25")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec reach,
      @Describe("What becomes of velocities at the end of a macro-step.") @Default("zeroed")
          Momentum momentum,
      @Describe("Whether discs roll or only slide.") @Default("free") Rotation rotation,
      @Describe("How JBox2D computes.") @Default("{}") Accuracy accuracy) {}

  private final Map<String, Boundary> boundaries;
  private final List<Parameter> parameters;
  private final Momentum momentum;
  private final Rotation rotation;
  private final Accuracy accuracy;

  /**
   * A step.
   *
   * @param boundaries walls, obstacles and molds by name, in order
   * @param parameters friction, restitution, density, damping, gravity (1 x 2), adhesion, reach
   */
  RigidBody(
      Map<String, Boundary> boundaries,
      List<Parameter> parameters,
      Momentum momentum,
      Rotation rotation,
      Accuracy accuracy) {
    this.boundaries = new LinkedHashMap<>(boundaries);
    this.parameters = List.copyOf(parameters);
    this.momentum = momentum;
    this.rotation = rotation;
    this.accuracy = accuracy;
  }

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if the space has three dimensions or a boundary makes no sense
   */
  static RigidBody create(Configuration c, BuildContext context) {
    int dimensions = context.require(Space.class).dimensions();
    if (dimensions != 2) {
      throw InvalidConfiguration.at(
          "",
          "rigid bodies are discs in the plane; the space has %d dimensions (space.dimensions: 2)"
              .formatted(dimensions));
    }
    Map<String, Boundary> boundaries = new LinkedHashMap<>();
    c.boundaries.forEach((name, part) -> {
      Boundary boundary = part.build(context);
      requireLongSides(name, boundary, c.accuracy.scale());
      boundaries.put(name, boundary);
    });
    long seed = context.seed();
    return new RigidBody(
        boundaries,
        List.of(
            c.friction.scalar(seed),
            c.restitution.scalar(seed),
            c.density.scalar(seed),
            c.damping.scalar(seed),
            c.gravity.resolve(1, 2, seed),
            c.adhesion.scalar(seed),
            c.reach.scalar(seed)),
        c.momentum,
        c.rotation,
        c.accuracy);
  }

  /** JBox2D cannot tell corners apart that are closer than its slop. */
  private static void requireLongSides(String name, Boundary boundary, double scale) {
    if (!(boundary instanceof Region region)) {
      return;
    }
    double least = 0.01 * scale;
    for (List<double[]> outline : region.outlines()) {
      double[] a = outline.get(outline.size() - 1);
      for (double[] b : outline) {
        if (!(Plane.distance(a, b[0], b[1]) >= least)) {
          throw InvalidConfiguration.at(
              "boundaries." + name,
              "has a side shorter than %.3g near (%.4g, %.4g)".formatted(least, b[0], b[1]));
        }
        a = b;
      }
    }
  }

  /** Walls, obstacles and molds by name. */
  public Map<String, Boundary> boundaries() {
    return Map.copyOf(boundaries);
  }

  @Override
  public StepKind kind() {
    return StepKind.DYNAMIC;
  }

  @Override
  public boolean differentiable() {
    return false;
  }

  @Override
  public List<FieldSpec> reads() {
    return momentum == Momentum.KEPT
        ? List.of(POSITION, FieldSpec.radius(), VELOCITY, SPIN)
        : List.of(POSITION, FieldSpec.radius());
  }

  @Override
  public List<FieldSpec> writes() {
    return momentum == Momentum.KEPT
        ? List.of(POSITION, COMPRESSION, VELOCITY, SPIN)
        : List.of(POSITION, COMPRESSION);
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * Runs a macro-step of contact dynamics.
   *
   * @throws ArithmeticException if the center of a cell is beyond a boundary by more than its
   *     radius; as far as that, a division may put a daughter or a crowd may push a cell, which is
   *     then put back
   */
  @Override
  public void apply(StepContext context) {
    CellState state = context.state();
    int n = state.count();
    double[] radii = state.radius().data();
    double[] before = state.position().toArray();
    Enclosure enclosure = new Enclosure(boundaries);
    for (int i = 0; i < n; i++) {
      double[] at = {before[i], before[n + i]};
      enclosure.putBack(at, radii[i], state.id(i));
      before[i] = at[0];
      before[n + i] = at[1];
    }
    DiscWorld.Motion motion =
        momentum == Momentum.KEPT
            ? new DiscWorld.Motion(context.get(VELOCITY).data(), context.get(SPIN).data())
            : DiscWorld.Motion.rest(n);
    DiscWorld world =
        new DiscWorld(
            boundaries.values(),
            material(context),
            accuracy,
            before,
            radii,
            motion,
            rotation == Rotation.FREE,
            context.dt());
    world.run(context.neighbors(), enclosure, state::id);
    double[] after = world.positions(before);
    for (int i = 0; i < n; i++) {
      enclosure.require(after[i], after[n + i], state.id(i));
    }
    context.set(POSITION, Var.of(n, 2, after));
    context.set(COMPRESSION, Var.column(compression(context, after, radii)));
    if (momentum == Momentum.KEPT) {
      DiscWorld.Motion end = world.motion();
      context.set(VELOCITY, Var.of(n, 2, end.velocity()));
      context.set(SPIN, Var.column(end.spin()));
    }
  }

  private Material material(StepContext context) {
    List<Var> values = new ArrayList<>();
    parameters.forEach(p -> values.add(context.value(p)));
    return new Material(
        new Surface(values.get(0).item(), values.get(1).item()),
        values.get(2).item(),
        values.get(3).item(),
        values.get(4).get(0, 0),
        values.get(4).get(0, 1),
        values.get(5).item(),
        values.get(6).item());
  }

  private static double[] compression(StepContext context, double[] x, double[] radii) {
    double[] compression = new double[radii.length];
    boolean[] deep = new boolean[1];
    Lens.each(
        context.neighbors(),
        x,
        radii,
        (i, j, depth, area) -> {
          compression[i] += area / (Math.PI * radii[i] * radii[i]);
          compression[j] += area / (Math.PI * radii[j] * radii[j]);
          deep[0] |= depth > DEEP * Math.min(radii[i], radii[j]);
        });
    if (deep[0]) {
      context.warn(
          "rigid discs overlap by more than a quarter of a radius: there is no room, or too few"
              + " substeps");
    }
    return compression;
  }
}
