package org.blastema.kernel.chemistry;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.PairSum.Symmetry;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Part;

/**
 * The concentration of every chemical at every cell in the steady state of secretion, diffusion and
 * decay in unbounded space: the sum over all cells, itself included, of its secretion rate times a
 * {@link DiffusionKernel}. Cells do not hinder diffusion and do not consume.
 */
public final class SteadyDiffusion implements Step {
  private final DiffusionKernel kernel;
  private final Chemicals chemicals;
  private final FieldSpec position;
  private final FieldSpec chemical;
  private final FieldSpec secretion;
  private final Formula strengths;
  private final Formula own;
  private final PairSum others;

  /** Steady diffusion of chemicals by a kernel. */
  public SteadyDiffusion(DiffusionKernel kernel, Chemicals chemicals, int dimensions) {
    this.kernel = kernel;
    this.chemicals = chemicals;
    int m = chemicals.count();
    this.position = FieldSpec.position(dimensions);
    this.chemical = FieldSpec.chemical(m);
    this.secretion = FieldSpec.secretion(m);
    this.strengths = strengths(m);
    this.own = own(m);
    this.others = PairSum.of(pair(m, dimensions), dimensions, List.of("a", "q"), Symmetry.EACH);
  }

  /** Secretion rate times strength of every cell. */
  private Formula strengths(int m) {
    return Formula.trace(
        "source strengths",
        List.of(Port.vector("s", m), Port.scalar("a"), Port.vector("D", m), Port.vector("K", m)),
        in -> {
          Expr[] q = new Expr[m];
          for (int c = 0; c < m; c++) {
            Expr[] strength =
                kernel
                    .strength()
                    .call(
                        new Expr[] {in.scalar("a")},
                        new Expr[] {in.vector("D")[c]},
                        new Expr[] {in.vector("K")[c]});
            q[c] = in.vector("s")[c].times(strength[0]);
          }
          return q;
        });
  }

  /** What a cell gets of itself. */
  private Formula own(int m) {
    return Formula.trace(
        "own concentration",
        List.of(Port.vector("q", m), Port.scalar("a"), Port.vector("D", m), Port.vector("K", m)),
        in -> {
          Expr[] c = new Expr[m];
          for (int k = 0; k < m; k++) {
            c[k] =
                in.vector("q")[k].times(
                    shape(Expr.constant(0), in.scalar("a"), in.vector("D")[k], in.vector("K")[k]));
          }
          return c;
        });
  }

  /** What two cells get of each other. */
  private Formula pair(int m, int dimensions) {
    List<Port> ports =
        List.of(
            Port.vector("d", dimensions),
            Port.scalar("a.i"),
            Port.scalar("a.j"),
            Port.vector("q.i", m),
            Port.vector("q.j", m),
            Port.vector("D", m),
            Port.vector("K", m));
    return Formula.trace(
        "concentration",
        ports,
        in -> {
          Expr r = Expr.norm(in.vector("d"));
          Expr[] c = new Expr[2 * m];
          for (int k = 0; k < m; k++) {
            Expr diffusion = in.vector("D")[k];
            Expr decay = in.vector("K")[k];
            c[k] = in.vector("q.j")[k].times(shape(r, in.scalar("a.j"), diffusion, decay));
            c[m + k] = in.vector("q.i")[k].times(shape(r, in.scalar("a.i"), diffusion, decay));
          }
          return c;
        });
  }

  private Expr shape(Expr r, Expr a, Expr diffusion, Expr decay) {
    return kernel.shape()
        .call(new Expr[] {r}, new Expr[] {a}, new Expr[] {diffusion}, new Expr[] {decay})[0];
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(position, FieldSpec.radius(), secretion);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(chemical);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(chemicals.diffusion());
    all.addAll(chemicals.decay());
    return all;
  }

  /** Walls hold cells back, but no chemicals. */
  @Override
  public boolean knows(Space space) {
    return !space.periodic();
  }

  @Override
  public void apply(StepContext context) {
    Var radius = context.state().radius();
    Var diffusion = row(context, chemicals.diffusion());
    Var decay = row(context, chemicals.decay());
    Var rates = context.get(secretion);
    Var q = strengths.apply(rates, radius, diffusion, decay);
    Var fromOthers =
        AllPairs.sum(
            others,
            sources(rates),
            context.get(position),
            List.of(radius, q),
            List.of(diffusion, decay),
            chemicals.count());
    context.set(chemical, own.apply(q, radius, diffusion, decay).plus(fromOthers));
  }

  /** The cells that secrete, or all if derivatives by the rates of secretion are wanted. */
  private static boolean[] sources(Var rates) {
    boolean[] secretes = new boolean[rates.rows()];
    for (int k = 0; k < rates.size(); k++) {
      secretes[k % rates.rows()] |= rates.isActive() || rates.data()[k] != 0;
    }
    return secretes;
  }

  private static Var row(StepContext context, List<Parameter> scalars) {
    return Var.concatColumns(scalars.stream().map(context::value).toArray(Var[]::new));
  }

  /** The entries of a scenario; see {@link SteadyDiffusion#SteadyDiffusion}. */
  @Describe(
      "Concentrations in the steady state of secretion, diffusion and decay in unbounded space.")
  public record Configuration(
      @Describe("The concentration around a single source.") @Default("finite-size")
          Part<DiffusionKernel> kernel) {}

  /** Makes the step from a scenario's entries. */
  public static SteadyDiffusion create(Configuration entries, BuildContext context) {
    DiffusionKernel kernel = entries.kernel().build(context);
    Chemicals chemicals = context.require(Chemicals.class);
    Rates.check(chemicals, kernel.needsDecay());
    return new SteadyDiffusion(kernel, chemicals, context.require(Space.class).dimensions());
  }
}
