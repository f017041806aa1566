package org.blastema.kernel.chemistry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Range;

/**
 * The concentration of every chemical in every cell in the steady state of secretion, exchange
 * between cells and decay: {@code (D L + K) c = s} with the Laplacian L of a {@link CellGraph}.
 * Solved densely: meant for up to some hundred cells.
 */
public final class GraphDiffusion implements Step {
  private final CellGraph graph;
  private final Chemicals chemicals;
  private final boolean perCell;
  private final FieldSpec position;
  private final FieldSpec chemical;
  private final FieldSpec secretion;
  private final FieldSpec decay;

  /**
   * Diffusion on a graph of cells.
   *
   * @param perCell whether every cell has its own decay rates, the field {@code decay}, instead of
   *     the chemicals'
   */
  public GraphDiffusion(CellGraph graph, Chemicals chemicals, int dimensions, boolean perCell) {
    this.graph = graph;
    this.chemicals = chemicals;
    this.perCell = perCell;
    this.position = FieldSpec.position(dimensions);
    this.chemical = FieldSpec.chemical(chemicals.count());
    this.secretion = FieldSpec.secretion(chemicals.count());
    this.decay =
        new FieldSpec(
            "decay",
            chemicals.count(),
            Inheritance.COPY,
            1,
            "1/time",
            "Rate at which the cell degrades chemicals.");
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    List<FieldSpec> fields = new ArrayList<>(List.of(position, FieldSpec.radius(), secretion));
    if (perCell) {
      fields.add(decay);
    }
    return fields;
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(chemical);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(chemicals.diffusion());
    if (!perCell) {
      all.addAll(chemicals.decay());
    }
    return all;
  }

  /** Walls hold cells back, but no chemicals. */
  @Override
  public boolean knows(Space space) {
    return !space.periodic();
  }

  @Override
  public void apply(StepContext context) {
    int m = chemicals.count();
    Var x = context.get(position);
    Var rates = context.get(secretion);
    Var[] arguments = new Var[2 + 2 * m];
    arguments[0] = x;
    arguments[1] = rates;
    for (int c = 0; c < m; c++) {
      arguments[2 + 2 * c] = context.value(chemicals.diffusion().get(c));
      arguments[3 + 2 * c] =
          perCell ? context.get(decay).column(c) : context.value(chemicals.decay().get(c));
    }
    GraphSteadyState steady =
        new GraphSteadyState(graph, x.stopGradient(), context.state().radius().stopGradient());
    List<GraphSteadyState.Solution> solutions = new ArrayList<>();
    int n = x.rows();
    double[] concentrations = new double[n * m];
    for (int c = 0; c < m; c++) {
      double[] own = Arrays.copyOfRange(rates.data(), c * n, (c + 1) * n);
      GraphSteadyState.Solution solution =
          steady.solve(arguments[2 + 2 * c].item(), arguments[3 + 2 * c].data(), own);
      System.arraycopy(solution.concentrations(), 0, concentrations, c * n, n);
      solutions.add(solution);
    }
    context.set(
        chemical,
        Tape.primitive(
            "graph diffusion",
            arguments,
            n,
            m,
            concentrations,
            (output, inputs) -> {
              double[][] ofChemicals = Arrays.copyOfRange(inputs, 2, inputs.length);
              steady.pull(solutions, output, inputs[0], inputs[1], ofChemicals);
            }));
  }

  /** The entries of a scenario for {@link ClosedGraph}. */
  @Describe(
      "Concentrations when every cell exchanges chemicals with every other one, the easier the"
          + " closer.")
  public record Closed(
      @Describe("Whether every cell has its own decay rates, in the field 'decay'.")
          @Default("false")
          boolean perCellDecay) {}

  /** The entries of a scenario for {@link ContactGraph}. */
  @Describe(
      "Concentrations when cells in contact exchange chemicals and cells at the rim lose some.")
  public record Contact(
      @Describe("How close cells in contact are, in sums of their radii.")
          @Default("1.1")
          @Range(min = 0, exclusiveMin = true)
          double reach,
      @Describe("Cells with fewer neighbors, but at least one, are at the rim.")
          @Default("5")
          @Range(min = 0)
          int rimDegree,
      @Describe("How easily a rim cell loses chemicals, compared to one neighbor.")
          @Default("1")
          @Range(min = 0)
          double leak,
      @Describe("Whether every cell has its own decay rates, in the field 'decay'.")
          @Default("false")
          boolean perCellDecay) {}

  /** Makes the step from a scenario's entries. */
  public static GraphDiffusion closed(Closed entries, BuildContext context) {
    return create(new ClosedGraph(), entries.perCellDecay(), context);
  }

  /** Makes the step from a scenario's entries. */
  public static GraphDiffusion contact(Contact entries, BuildContext context) {
    ContactGraph graph = new ContactGraph(entries.reach(), entries.rimDegree(), entries.leak());
    return create(graph, entries.perCellDecay(), context);
  }

  private static GraphDiffusion create(CellGraph graph, boolean perCell, BuildContext context) {
    Chemicals chemicals = context.require(Chemicals.class);
    Rates.check(chemicals, !perCell);
    return new GraphDiffusion(graph, chemicals, context.require(Space.class).dimensions(), perCell);
  }
}
