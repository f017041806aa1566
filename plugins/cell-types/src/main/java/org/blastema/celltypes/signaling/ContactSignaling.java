package org.blastema.celltypes.signaling;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.behavior.ByType;
import org.blastema.celltypes.behavior.Contact;
import org.blastema.celltypes.behavior.RegulationByType;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
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
import org.blastema.plugin.Range;

/**
 * Signals from cell to cell by contact, such as Notch or synNotch: with the ligands L that cells
 * present and the signal S that a cell receives from the cells it touches,
 *
 * <pre>
 * dR_1/dt = (m / delay) (S^n / (K^n + S^n) - R_1)
 * dR_k/dt = (m / delay) (R_(k-1) - R_k),    k = 2 ... m, the response is R_m
 * dL/dt   = turnover (level h - L)
 * </pre>
 *
 * <p>where the regulation h of a ligand may be the cell's own response: a ligand that the response
 * to it represses makes lateral inhibition. Solved for all cells together by the classical
 * Runge-Kutta method of order 4, positions held fixed.
 *
 * <p>Sources: J. R. Collier et al., Journal of Theoretical Biology 183 (1996) 429; the stages are a
 * delay with a gamma distribution.
 */
final class ContactSignaling implements Step {
  /**
   * Configuration.
   *
   * @param ligand name of the ligand
   * @param contact when cells touch
   * @param pooling how several neighbors count
   * @param stages number of stages m
   * @param steps number of integration steps
   */
  @Describe("Lets cells present a ligand, receive it from the cells they touch, and respond.")
  record Configuration(
      @Describe("Name of the ligand; writes the fields ligand-NAME and response-NAME.")
          String ligand,
      @Describe("When cells touch.") @Default("{}") Contact contact,
      @Describe("Mean or sum over the cells that touch.") @Default("mean") Signal.Pooling pooling,
      @Describe("Number of stages from signal to response; more make the delay sharper.")
          @Default("1")
          @Range(min = 1, max = 100)
          int stages,
      @Describe("Number of integration steps in a macro-step.") @Default("1") @Range(min = 1)
          int steps) {}

  private static final Formula RECEIVED =
      Formula.trace(
          "receptor",
          List.of(
              Port.scalar("signal"),
              Port.scalar("half"),
              Port.scalar("hill"),
              Port.scalar("receives")),
          in ->
              new Expr[] {
                in.scalar("receives")
                    .times(
                        RegulationByType.hill(
                            in.scalar("signal"), in.scalar("half"), in.scalar("hill")))
              });

  private final Configuration c;
  private final Signal signal;
  private final FieldSpec position;
  private final FieldSpec ligand;
  private final FieldSpec response;
  private final Optional<FieldSpec> stages;
  private final ByType level;
  private final ByType turnover;
  private final ByType half;
  private final ByType hill;
  private final ByType delay;
  private final ByType receives;
  private final RegulationByType regulation;

  private ContactSignaling(Configuration c, int dimensions, CellTypes types) {
    this.c = c;
    this.signal = new Signal(c.pooling, c.contact, dimensions);
    this.position = FieldSpec.position(dimensions);
    this.ligand = field("ligand-", 1, "Level of the ligand that the cell presents.");
    this.response = field("response-", 1, "Response of the cell to the ligand.");
    this.stages =
        c.stages == 1
            ? Optional.empty()
            : Optional.of(field("stages-", c.stages - 1, "Stages on the way to the response."));
    this.level = ByType.of(types, t -> presents(t).map(Presents::level), 0);
    this.turnover = ByType.of(types, t -> presents(t).map(Presents::turnover), 1);
    this.half = ByType.of(types, t -> receives(t).map(Receives::halfMaximum), 1);
    this.hill = ByType.of(types, t -> receives(t).map(Receives::hill), 1);
    this.delay = ByType.of(types, t -> receives(t).map(Receives::delay), 1);
    this.receives = ByType.constant(types, t -> receives(t).isPresent() ? 1.0 : 0);
    this.regulation = RegulationByType.of(types, t -> presents(t).flatMap(Presents::regulator));
  }

  private FieldSpec field(String prefix, int components, String description) {
    return new FieldSpec(prefix + c.ligand, components, Inheritance.COPY, 0, "", description);
  }

  private Optional<Presents> presents(CellType type) {
    return one(
        type, type.all(Presents.class).stream().filter(p -> p.ligand().equals(c.ligand)).toList());
  }

  private Optional<Receives> receives(CellType type) {
    return one(
        type, type.all(Receives.class).stream().filter(r -> r.ligand().equals(c.ligand)).toList());
  }

  private <B> Optional<B> one(CellType type, List<B> found) {
    if (found.size() > 1) {
      throw InvalidConfiguration.at(
          "/cell-types." + type.name(),
          "presents or receives the ligand '" + c.ligand + "' more than once");
    }
    return found.stream().findFirst();
  }

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if no cell presents the ligand or none receives it
   */
  static ContactSignaling create(Configuration c, BuildContext context) {
    CellTypes types = context.require(CellTypes.class);
    ContactSignaling step =
        new ContactSignaling(c, context.require(Space.class).dimensions(), types);
    if (types.types().stream().noneMatch(t -> step.presents(t).isPresent())) {
      throw InvalidConfiguration.at("ligand", "no cell type presents '" + c.ligand + "'");
    }
    if (types.types().stream().noneMatch(t -> step.receives(t).isPresent())) {
      throw InvalidConfiguration.at("ligand", "no cell type receives '" + c.ligand + "'");
    }
    return step;
  }

  /** Name of the ligand. */
  String ligand() {
    return c.ligand;
  }

  @Override
  public StepKind kind() {
    return StepKind.DYNAMIC;
  }

  @Override
  public List<FieldSpec> reads() {
    Set<FieldSpec> fields = new LinkedHashSet<>(List.of(position, FieldSpec.radius()));
    fields.addAll(regulation.reads());
    fields.addAll(writes());
    return List.copyOf(fields);
  }

  @Override
  public List<FieldSpec> writes() {
    List<FieldSpec> fields = new ArrayList<>(List.of(ligand, response));
    stages.ifPresent(fields::add);
    return fields;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    List.of(level, turnover, half, hill, delay).forEach(p -> all.addAll(p.parameters()));
    all.addAll(regulation.parameters());
    return all;
  }

  /** What all cells have: the ligand, then the stages, of which the last is the response. */
  private Var variables(CellState state) {
    List<Var> columns = new ArrayList<>();
    columns.add(state.get(ligand));
    stages.ifPresent(s -> columns.add(state.get(s)));
    columns.add(state.get(response));
    return Var.concatColumns(columns.toArray(Var[]::new));
  }

  private void keep(StepContext context, Var variables) {
    context.set(ligand, variables.column(0));
    stages.ifPresent(s -> context.set(s, variables.columns(1, c.stages)));
    context.set(response, variables.column(c.stages));
  }

  /** At periodic sides and between walls too. */
  @Override
  public boolean knows(Space space) {
    return true;
  }

  @Override
  public void apply(StepContext context) {
    Pairs pairs = c.contact.pairs(context);
    Rates rates = new Rates(context, pairs);
    double h = context.dt() / c.steps;
    CellState entering = context.state();
    Var y = variables(entering);
    for (int step = 0; step < c.steps; step++) {
      Var k1 = rates.at(y);
      Var k2 = rates.at(y.plus(k1.times(h / 2)));
      Var k3 = rates.at(y.plus(k2.times(h / 2)));
      Var k4 = rates.at(y.plus(k3.times(h)));
      y = y.plus(k1.plus(k2.plus(k3).times(2)).plus(k4).times(h / 6));
    }
    keep(context, y);
  }

  /** The right-hand side at the positions of one macro-step. */
  private final class Rates {
    private final StepContext context;
    private final Pairs pairs;
    private final Var levels;
    private final Var turnovers;
    private final Var halves;
    private final Var hills;
    private final Var perStage;
    private final Var receiving;

    Rates(StepContext context, Pairs pairs) {
      this.context = context;
      this.pairs = pairs;
      this.levels = level.column(context);
      this.turnovers = turnover.column(context);
      this.halves = half.column(context);
      this.hills = hill.column(context);
      this.perStage = delay.column(context).reciprocal().times(c.stages);
      this.receiving = receives.column(context);
    }

    Var at(Var y) {
      keep(context, y); // the regulation may look at the response that is being solved for
      CellState state = context.state();
      Var received = signal.of(pairs, state.position(), state.radius(), y.column(0));
      List<Var> columns = new ArrayList<>();
      columns.add(levels.times(regulation.factor(context)).minus(y.column(0)).times(turnovers));
      Var input = RECEIVED.apply(received, halves, hills, receiving);
      for (int k = 1; k <= c.stages; k++) {
        columns.add(input.minus(y.column(k)).times(perStage));
        input = y.column(k);
      }
      return Var.concatColumns(columns.toArray(Var[]::new));
    }
  }
}
