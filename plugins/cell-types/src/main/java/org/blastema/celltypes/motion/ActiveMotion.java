package org.blastema.celltypes.motion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.behavior.ByType;
import org.blastema.kernel.chemistry.ChemicalGradient;
import org.blastema.kernel.division.Direction;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.model.StochasticStep;
import org.blastema.kernel.random.Purpose;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Range;

/**
 * Moves cells by their own force, as {@link Migrates} and {@link Chemotaxis} say: in one or more
 * steps of length h,
 *
 * <pre>u <- u turned at random (mean exp(-h/P) u),    x <- x + h (s n(u) + sum_c chi_c grad c)
 * </pre>
 *
 * with the direction {@code n} along {@code (1 - b) u + b e}. Without bias the mean squared
 * displacement is that of the persistent random walk, {@code 2 s^2 P (t - P (1 - exp(-t/P)))}, up
 * to a relative error of {@code (h/P)^2 / 12}.
 *
 * <p>A cell draws its first heading uniformly; daughters inherit their mother's. Differentiated
 * with the noise held fixed. Source: R. Fürth, Zeitschrift für Physik 2 (1920) 244.
 */
final class ActiveMotion implements StochasticStep<ActiveMotion.Turns> {
  /**
   * Configuration.
   *
   * @param steps number of steps in a macro-step
   */
  @Describe("Moves cells that migrate or follow chemicals, as their types say.")
  record Configuration(
      @Describe("Number of steps in a macro-step.") @Default("1") @Range(min = 1) int steps) {}

  /**
   * What was random.
   *
   * @param first first headings of the cells that had none, else 0; column-major {@code n x d}
   * @param noise a standard normal number for every cell and plane, of every step
   */
  record Turns(double[] first, List<double[]> noise) {}

  private final int dimensions;
  private final int steps;
  private final CellTypes types;
  private final Formula turned;
  private final Formula velocity;
  private final FieldSpec position;
  private final FieldSpec heading;
  private final Optional<FieldSpec> gradient;
  private final ByType speed;
  private final ByType persistence;
  private final ByType bias;
  private final List<ByType> sensitivity = new ArrayList<>();

  private ActiveMotion(int dimensions, int steps, CellTypes types, int chemicals) {
    this.dimensions = dimensions;
    this.steps = steps;
    this.types = types;
    this.turned = Heading.turned(dimensions);
    this.velocity = Heading.velocity(dimensions);
    this.position = FieldSpec.position(dimensions);
    this.heading =
        new FieldSpec(
            "heading", dimensions, Inheritance.COPY, 0, "", "Direction in which the cell crawls.");
    this.speed = ByType.of(types, t -> t.only(Migrates.class).map(Migrates::speed), 0);
    this.persistence = ByType.of(types, t -> t.only(Migrates.class).map(Migrates::persistence), 1);
    this.bias = ByType.of(types, t -> t.only(Migrates.class).map(Migrates::bias), 0);
    boolean follows = types.types().stream().anyMatch(t -> !t.all(Chemotaxis.class).isEmpty());
    this.gradient =
        follows ? Optional.of(ChemicalGradient.gradient(dimensions, chemicals)) : Optional.empty();
    for (int c = 0; follows && c < chemicals; c++) {
      int chemical = c;
      sensitivity.add(ByType.of(types, t -> toward(t, chemical), 0));
    }
  }

  private static Optional<Parameter> toward(CellType type, int chemical) {
    List<Parameter> found =
        type.all(Chemotaxis.class).stream()
            .filter(behavior -> behavior.chemical() == chemical)
            .map(Chemotaxis::sensitivity)
            .toList();
    if (found.size() > 1) {
      throw InvalidConfiguration.at(
          "/cell-types." + type.name(), "follows the same chemical more than once");
    }
    return found.stream().findFirst();
  }

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if no cell moves by itself
   */
  static ActiveMotion create(Configuration c, BuildContext context) {
    CellTypes types = context.require(CellTypes.class);
    boolean moves =
        types.types().stream()
            .anyMatch(t -> !t.all(Migrates.class).isEmpty() || !t.all(Chemotaxis.class).isEmpty());
    if (!moves) {
      throw InvalidConfiguration.at(
          "", "needs a cell type with the behavior 'migrates' or 'follows'");
    }
    return new ActiveMotion(
        context.require(Space.class).dimensions(),
        c.steps,
        types,
        context.find(Chemicals.class).map(Chemicals::count).orElse(0));
  }

  @Override
  public StepKind kind() {
    return StepKind.DYNAMIC;
  }

  @Override
  public List<FieldSpec> reads() {
    List<FieldSpec> fields = new ArrayList<>(List.of(position, heading));
    gradient.ifPresent(fields::add);
    return fields;
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(position, heading);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(speed.parameters());
    all.addAll(persistence.parameters());
    all.addAll(bias.parameters());
    sensitivity.forEach(s -> all.addAll(s.parameters()));
    return all;
  }

  /** At periodic sides, and between walls that a mechanics step lets push back. */
  @Override
  public boolean knows(Space space) {
    return true;
  }

  @Override
  public Turns sample(StepContext context) {
    CellState state = context.state();
    int n = state.count();
    double[] before = context.get(heading).data();
    double[] first = new double[n * dimensions];
    for (int i = 0; i < n; i++) {
      double squared = 0;
      for (int k = 0; k < dimensions; k++) {
        squared += before[k * n + i] * before[k * n + i];
      }
      if (squared == 0) {
        double[] drawn = Direction.UNIFORM.draw(context.random(), state.id(i), dimensions);
        for (int k = 0; k < dimensions; k++) {
          first[k * n + i] = drawn[k];
        }
      }
    }
    int planes = Heading.planes(dimensions);
    List<double[]> noise = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      double[] xi = new double[n * planes];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < planes; k++) {
          xi[k * n + i] = context.random().gaussian(Purpose.OTHER, state.id(i), step * planes + k);
        }
      }
      noise.add(xi);
    }
    return new Turns(first, noise);
  }

  @Override
  public void replay(StepContext context, Turns choice) {
    int n = context.state().count();
    Var h = Var.constant(context.dt() / steps);
    Var s = speed.column(context);
    Var p = persistence.column(context);
    Var b = bias.column(context);
    Var axes = axes(context.state());
    Var drift = drift(context);
    Var u = context.get(heading).plus(Var.of(n, dimensions, choice.first()));
    Var x = context.get(position);
    for (double[] xi : choice.noise()) {
      u = turned.apply(u, Var.of(n, Heading.planes(dimensions), xi), p, h);
      x = x.plus(velocity.apply(u, axes, s, b).plus(drift).times(h));
    }
    context.set(heading, u);
    context.set(position, x);
  }

  /** The axis of every cell's bias, {@code n x d}. */
  private Var axes(CellState state) {
    int n = state.count();
    double[] axes = new double[n * dimensions];
    for (int i = 0; i < n; i++) {
      int row = i;
      types
          .types()
          .get(state.type(i))
          .only(Migrates.class)
          .ifPresent(m -> axes[m.axis().column() * n + row] = 1);
    }
    return Var.of(n, dimensions, axes);
  }

  /** The velocity up the gradients, {@code n x d}; 0 where no cell follows any. */
  private Var drift(StepContext context) {
    if (gradient.isEmpty()) {
      return Var.zeros(context.state().count(), dimensions);
    }
    Var slopes = context.get(gradient.get());
    Var[] components = new Var[dimensions];
    for (int k = 0; k < dimensions; k++) {
      Var sum = Var.zeros(context.state().count(), 1);
      for (int c = 0; c < sensitivity.size(); c++) {
        Var slope = slopes.column(k * sensitivity.size() + c);
        sum = sum.plus(sensitivity.get(c).column(context).times(slope));
      }
      components[k] = sum;
    }
    return Var.concatColumns(components);
  }
}
