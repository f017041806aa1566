package org.blastema.kernel.chemistry;

import java.util.ArrayList;
import java.util.List;
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

  @Override
  public void apply(StepContext context) {
    int m = chemicals.count();
    List<Var> arguments = new ArrayList<>();
    arguments.add(context.get(position));
    arguments.add(context.state().radius());
    arguments.add(context.get(secretion));
    for (int c = 0; c < m; c++) {
      arguments.add(context.value(chemicals.diffusion().get(c)));
      arguments.add(
          perCell ? context.get(decay).column(c) : context.value(chemicals.decay().get(c)));
    }
    context.set(
        chemical, Recomputed.call("graph diffusion", this::solve, arguments.toArray(Var[]::new)));
  }

  private Var solve(Var[] in) {
    int n = in[0].rows();
    Var laplacian = graph.laplacian(in[0], in[1]);
    Var identity = ClosedGraph.identity(n);
    Var[] concentrations = new Var[chemicals.count()];
    for (int c = 0; c < concentrations.length; c++) {
      Var matrix = laplacian.times(in[3 + 2 * c]).plus(identity.times(in[4 + 2 * c]));
      concentrations[c] = Var.solve(matrix, in[2].column(c));
    }
    return Var.concatColumns(concentrations);
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
