package org.blastema.kernel.grid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.blastema.autodiff.NumericalFailure;
import org.blastema.autodiff.Var;
import org.blastema.kernel.chemistry.ChemicalGradient;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Grid;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
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
 * Every chemical as a field on a grid: {@code dc/dt = D lap c - K c + sum over cells (s - u c) V
 * w(x)}, with the rates of secretion s and uptake u of a cell, its volume V (in the plane its area)
 * and its weights w on the voxels around it, which integrate to 1. So s and u are what happens
 * inside of the cell: a voxel full of cells gains s and loses u c.
 *
 * <p>A cell that secretes up to a saturation c*, at {@code S (c* - c)}, has s = S c* and u = S.
 *
 * <p>After the field is solved, the step tells every cell the concentrations at its place and, if
 * asked, their gradients: differentiable by where the cells are, by what they secrete and take up,
 * and by D, K and what is held at the sides.
 */
final class GridDiffusion implements Step {
  private static final List<String> AXES = List.of("x", "y", "z");

  private final Chemicals chemicals;
  private final Grid grid;
  private final Weighting weighting;
  private final GridSolver solver;
  private final boolean senseGradient;
  private final FieldSpec position;
  private final FieldSpec secretion;
  private final FieldSpec uptake;
  private final FieldSpec chemical;
  private final FieldSpec gradient;
  private final List<FieldSpec> fields = new ArrayList<>();
  private final List<Surroundings> surroundings = new ArrayList<>();

  /** What is held at every side, for every chemical; null where nothing flows. */
  private final List<List<Parameter>> walls;

  private GridDiffusion(
      Chemicals chemicals,
      Grid grid,
      Configuration c,
      GridSolver solver,
      List<List<Parameter>> walls) {
    int m = chemicals.count();
    int d = grid.dimensions();
    this.chemicals = chemicals;
    this.grid = grid;
    this.weighting = c.weights;
    this.solver = solver;
    this.senseGradient = c.gradient;
    this.walls = walls;
    this.position = FieldSpec.position(d);
    this.secretion = FieldSpec.secretion(m);
    this.uptake = FieldSpec.uptake(m);
    this.chemical = FieldSpec.chemical(m);
    this.gradient = ChemicalGradient.gradient(d, m);
    for (int k = 0; k < m; k++) {
      String name = chemicals.names().get(k);
      fields.add(
          FieldSpec.onGrid(
              "field." + name,
              grid,
              c.initial.getOrDefault(name, 0.0),
              "concentration",
              "Concentration of " + name + " on the grid."));
      boolean[] held = new boolean[2 * d];
      for (int side = 0; side < held.length; side++) {
        held[side] = walls.get(k).get(side) != null;
      }
      surroundings.add(Surroundings.of(grid, held));
    }
  }

  /** Walls hold cells back in the box of the grid or a smaller one; periodic sides it has none. */
  @Override
  public boolean knows(Space space) {
    return !space.periodic();
  }

  /** The field of a chemical. */
  FieldSpec field(int chemical) {
    return fields.get(chemical);
  }

  @Override
  public StepKind kind() {
    return solver.kind();
  }

  @Override
  public List<FieldSpec> reads() {
    List<FieldSpec> all = new ArrayList<>(fields);
    all.addAll(List.of(position, FieldSpec.radius(), secretion, uptake));
    return all;
  }

  @Override
  public List<FieldSpec> writes() {
    List<FieldSpec> all = new ArrayList<>(fields);
    all.add(chemical);
    if (senseGradient) {
      all.add(gradient);
    }
    return all;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(chemicals.diffusion());
    all.addAll(chemicals.decay());
    walls.forEach(sides -> sides.stream().filter(Objects::nonNull).forEach(all::add));
    return all;
  }

  @Override
  public void apply(StepContext context) {
    Var x = context.get(position);
    Footprint footprint = footprint(context, x);
    Var volume = volume(context.state().radius());
    Var given = context.get(secretion).times(volume);
    Var taken = context.get(uptake).times(volume);
    int m = chemicals.count();
    Var[] sensed = new Var[m];
    Var[] slopes = new Var[m];
    for (int k = 0; k < m; k++) {
      Var field =
          solver.solve(
              new FieldTerms(
                  surroundings.get(k),
                  context.dt(),
                  context.get(fields.get(k)),
                  footprint.deposit(x, given.column(k)),
                  footprint.deposit(x, taken.column(k)),
                  context.value(chemicals.diffusion().get(k)),
                  context.value(chemicals.decay().get(k)),
                  values(context, walls.get(k))));
      context.set(fields.get(k), field);
      sensed[k] = footprint.sample(x, field);
      if (senseGradient) {
        slopes[k] = footprint.gradient(x, field);
      }
    }
    context.set(chemical, Var.concatColumns(sensed));
    if (senseGradient) {
      context.set(gradient, byDimension(slopes));
    }
  }

  private Footprint footprint(StepContext context, Var x) {
    try {
      return new Footprint(grid, weighting, x.data(), x.rows());
    } catch (Footprint.OutOfGrid e) {
      StringBuilder at = new StringBuilder();
      for (int axis = 0; axis < grid.dimensions(); axis++) {
        at.append(axis == 0 ? "" : ", ").append(x.get(e.row(), axis));
      }
      throw new NumericalFailure(
          "cell "
              + context.state().id(e.row())
              + " at ("
              + at
              + ") is outside of the box of the field, "
              + box()
              + "; make the box larger, or hold the cells back",
          e.row());
    }
  }

  private String box() {
    StringBuilder text = new StringBuilder();
    for (int axis = 0; axis < grid.dimensions(); axis++) {
      text.append(axis == 0 ? "" : " x ")
          .append('[')
          .append(grid.lower().get(axis))
          .append(", ")
          .append((float) grid.upper(axis))
          .append(']');
    }
    return text.toString();
  }

  private Var volume(Var radius) {
    return grid.dimensions() == 2
        ? radius.square().times(Math.PI)
        : radius.square().times(radius).times(4 * Math.PI / 3);
  }

  private static List<Var> values(StepContext context, List<Parameter> sides) {
    List<Var> values = new ArrayList<>();
    sides.forEach(p -> values.add(p == null ? null : context.value(p)));
    return values;
  }

  /** From gradients by chemical to the order by dimension and then chemical. */
  private Var byDimension(Var[] slopes) {
    List<Var> columns = new ArrayList<>();
    for (int axis = 0; axis < grid.dimensions(); axis++) {
      for (Var slope : slopes) {
        columns.add(slope.column(axis));
      }
    }
    return Var.concatColumns(columns.toArray(Var[]::new));
  }

  /**
   * Concentrations that sides are held at.
   *
   * @param all at all sides that are not named
   * @param xLow at the lower side along x
   * @param xHigh at the upper side along x
   * @param yLow at the lower side along y
   * @param yHigh at the upper side along y
   * @param zLow at the lower side along z
   * @param zHigh at the upper side along z
   */
  @Describe("Concentrations that sides of the box are held at; through the others nothing flows.")
  record Sides(
      @Describe("At all sides that are not named.") @Unit("concentration") @Range(min = 0)
          Optional<ParameterSpec> all,
      @Describe("At the lower side along x.") @Unit("concentration") @Range(min = 0)
          Optional<ParameterSpec> xLow,
      @Describe("At the upper side along x.") @Unit("concentration") @Range(min = 0)
          Optional<ParameterSpec> xHigh,
      @Describe("At the lower side along y.") @Unit("concentration") @Range(min = 0)
          Optional<ParameterSpec> yLow,
      @Describe("At the upper side along y.") @Unit("concentration") @Range(min = 0)
          Optional<ParameterSpec> yHigh,
      @Describe("At the lower side along z.") @Unit("concentration") @Range(min = 0)
          Optional<ParameterSpec> zLow,
      @Describe("At the upper side along z.") @Unit("concentration") @Range(min = 0)
          Optional<ParameterSpec> zHigh) {

    /** One entry a side, in the order low x, high x, low y, ...; null where nothing flows. */
    private List<Parameter> parameters(int dimensions, String entry, long seed) {
      if (dimensions == 2 && (zLow.isPresent() || zHigh.isPresent())) {
        throw InvalidConfiguration.at(entry, "names sides along z, but space has 2 dimensions");
      }
      Parameter everywhere = all.map(spec -> spec.scalar(seed)).orElse(null);
      List<Parameter> sides = new ArrayList<>();
      Stream.of(xLow, xHigh, yLow, yHigh, zLow, zHigh)
          .limit(2L * dimensions)
          .forEach(side -> sides.add(side.map(s -> s.scalar(seed)).orElse(everywhere)));
      return sides;
    }
  }

  /**
   * The entries of a scenario.
   *
   * @param lower lower corner of the box
   * @param upper upper corner of the box
   * @param voxel edge of a voxel
   * @param sides what is held at the sides, by chemical
   * @param initial concentrations at the beginning, by chemical
   * @param solver how the field follows
   * @param weights how cells are spread over voxels
   * @param gradient whether cells sense the gradient
   */
  @Describe("Chemicals as fields on a grid, which cells secrete into, take up from and sense.")
  record Configuration(
      @Describe("Lower corner of the box, a coordinate a dimension.") @Unit("length")
          List<Double> lower,
      @Describe("Upper corner of the box.") @Unit("length") List<Double> upper,
      @Describe("Edge of a voxel; the box is a whole number of voxels long.")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          double voxel,
      @Describe("Concentrations that sides are held at, by chemical.") Map<String, Sides> sides,
      @Describe("Concentrations at the beginning, by chemical; 0 for those not named.")
          @Unit("concentration")
          @Range(min = 0)
          Map<String, Double> initial,
      @Describe("How the fields follow what cells give and take.") @Default("implicit")
          Part<GridSolver> solver,
      @Describe("How a cell is spread over the voxels around it.") @Default("quadratic")
          Weighting weights,
      @Describe("Whether cells sense the gradient, in the field 'chemical-gradient'.")
          @Default("false")
          boolean gradient) {}

  /** Makes the step from a scenario's entries. */
  static GridDiffusion create(Configuration c, BuildContext context) {
    Chemicals chemicals = context.require(Chemicals.class);
    if (chemicals.count() == 0) {
      throw InvalidConfiguration.at("/chemicals", "names no chemical");
    }
    for (String name : c.sides.keySet()) {
      requireChemical("sides", name, chemicals);
    }
    for (String name : c.initial.keySet()) {
      requireChemical("initial", name, chemicals);
    }
    int d = context.require(Space.class).dimensions();
    Map<String, List<Parameter>> walls = new LinkedHashMap<>();
    for (String name : chemicals.names()) {
      List<Parameter> none = new ArrayList<>(java.util.Collections.nCopies(2 * d, null));
      walls.put(
          name,
          c.sides.containsKey(name)
              ? c.sides.get(name).parameters(d, "sides." + name, context.seed())
              : none);
    }
    return new GridDiffusion(
        chemicals, grid(c, d), c, c.solver.build(context), List.copyOf(walls.values()));
  }

  private static void requireChemical(String entry, String name, Chemicals chemicals) {
    if (!chemicals.names().contains(name)) {
      throw InvalidConfiguration.unknownWord(entry, "chemical", name, chemicals.names());
    }
  }

  private static Grid grid(Configuration c, int dimensions) {
    requireCoordinates("lower", c.lower, dimensions);
    requireCoordinates("upper", c.upper, dimensions);
    List<Integer> shape = new ArrayList<>();
    for (int axis = 0; axis < dimensions; axis++) {
      double voxels = (c.upper.get(axis) - c.lower.get(axis)) / c.voxel;
      long whole = Math.round(voxels);
      if (!(whole >= 1) || Math.abs(voxels - whole) > 1e-6 * whole) {
        throw InvalidConfiguration.at(
            "upper",
            "the box is "
                + (float) voxels
                + " voxels long along "
                + AXES.get(axis)
                + "; it must be a whole number");
      }
      shape.add(Math.toIntExact(Math.min(whole, Integer.MAX_VALUE)));
    }
    try {
      return new Grid(c.lower, c.voxel, shape);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw InvalidConfiguration.at("voxel", e.getMessage());
    }
  }

  private static void requireCoordinates(String entry, List<Double> corner, int dimensions) {
    if (corner.size() != dimensions) {
      throw InvalidConfiguration.at(
          entry, "needs " + dimensions + " coordinates, got " + corner.size());
    }
  }
}
