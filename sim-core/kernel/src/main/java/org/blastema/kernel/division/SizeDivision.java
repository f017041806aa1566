package org.blastema.kernel.division;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
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
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Divisions by size: a cell divides at the end of the macro-step in which its area or volume passes
 * {@code fold ((1 - control) B + control N)}, where B is the size it was born with and N that of a
 * cell of a given radius. A control of 0 asks for a multiple of the size at birth, 1 for the same
 * size of all cells, 1/2 with a fold of 2 for the same increase. Cells whose division propensity is
 * 0 do not divide.
 *
 * <p>The fold may differ from cell to cell, normally distributed and positive. It is not drawn at
 * birth: a cell that has grown from a fold s to a fold t divides with the probability {@code (P(t)
 * - P(s)) / (1 - P(s))}, P being the distribution function, which comes to the same. So the
 * log-probability of what happens depends smoothly on growth, too, and the score function gives
 * unbiased gradients by all parameters.
 *
 * <p>Source: A. Amir, Physical Review Letters 112 (2014) 208102, for the control of size.
 */
public final class SizeDivision implements StochasticStep<List<Division>> {
  /** How close to its size a cell divides, in shares: rounding must not cost a macro-step. */
  private static final double ROUNDING = 1e-9;

  /** The fold up to which a cell did not divide. */
  private static final FieldSpec PASSED =
      new FieldSpec(
          "fold-passed",
          1,
          Inheritance.RESET,
          0,
          "",
          "Size up to which the cell has not divided, in multiples of its reference.");

  /** Size at birth, as a power of the radius. */
  private static FieldSpec born(int dimensions) {
    return new FieldSpec(
        "birth-size",
        1,
        Inheritance.RESET,
        0,
        "length^" + dimensions,
        "Radius at birth to the power of the dimension; 0 for founders.");
  }

  /** Takes size, size at birth (0 for founders), normal size, and control. */
  private static final Formula FOLD =
      Formula.trace(
          "fold of the reference size",
          List.of(
              Port.scalar("size"),
              Port.scalar("born"),
              Port.scalar("normal"),
              Port.scalar("control")),
          in -> {
            Expr born = in.scalar("born");
            Expr normal = in.scalar("normal");
            Expr control = in.scalar("control");
            Expr own = Expr.where(born.greaterThan(0), born, normal);
            Expr reference = own.times(Expr.constant(1).minus(control)).plus(normal.times(control));
            return new Expr[] {in.scalar("size").divide(reference)};
          });

  /** Log-probability of dividing or not, from the folds before and now. */
  private static final Formula LOG_PROBABILITY =
      Formula.trace(
          "size division log-probability",
          List.of(
              Port.scalar("before"),
              Port.scalar("now"),
              Port.scalar("fold"),
              Port.scalar("spread"),
              Port.scalar("divided")),
          in -> {
            Expr left = tail(in.scalar("before"), in.scalar("fold"), in.scalar("spread"));
            Expr stays = tail(in.scalar("now"), in.scalar("fold"), in.scalar("spread"));
            Expr goes = left.minus(stays);
            Expr outcome = Expr.where(in.scalar("divided").greaterThan(0.5), goes, stays);
            return new Expr[] {outcome.log().minus(left.log())};
          });

  private static final Formula TAIL =
      Formula.trace(
          "share of larger folds",
          List.of(Port.scalar("size"), Port.scalar("fold"), Port.scalar("spread")),
          in -> new Expr[] {tail(in.scalar("size"), in.scalar("fold"), in.scalar("spread"))});

  private static Expr tail(Expr size, Expr fold, Expr spread) {
    Expr z = size.minus(fold).divide(spread.times(Math.sqrt(2)));
    return Expr.constant(1).minus(z.erf()).times(0.5);
  }

  private final int dimensions;
  private final Placement placement;
  private final Parameter fold;
  private final Optional<Parameter> spread;
  private final Parameter control;
  private final Parameter radius;
  private final FieldSpec born;

  /**
   * Divisions by size.
   *
   * @param fold size at division in multiples of the reference, a scalar
   * @param spread standard deviation of it, a scalar; none if empty
   * @param control from 0 (size at birth) to 1 (normal size), a scalar
   * @param radius radius of a cell of normal size (length), a scalar
   */
  public SizeDivision(
      int dimensions,
      Placement placement,
      Parameter fold,
      Optional<Parameter> spread,
      Parameter control,
      Parameter radius) {
    this.dimensions = dimensions;
    this.placement = placement;
    this.fold = fold;
    this.spread = spread;
    this.control = control;
    this.radius = radius;
    this.born = born(dimensions);
  }

  @Override
  public StepKind kind() {
    return StepKind.EVENT;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(
        FieldSpec.division(), FieldSpec.position(dimensions), FieldSpec.radius(), PASSED, born);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(FieldSpec.position(dimensions), FieldSpec.radius(), PASSED, born);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(List.of(fold, control, radius));
    spread.ifPresent(all::add);
    return all;
  }

  /** At periodic sides and between walls too. */
  @Override
  public boolean knows(Space space) {
    return true;
  }

  /** The size of every cell in multiples of its reference, {@code n x 1}. */
  private Var folds(StepContext context) {
    return FOLD.apply(
        context.state().radius().pow(dimensions),
        context.get(born),
        context.value(radius).pow(dimensions),
        context.value(control));
  }

  /** What counts as passed after this macro-step: folds that are larger than before. */
  private double[] passed(StepContext context, Var folds) {
    double[] passed = context.get(PASSED).toArray();
    double[] propensity = context.get(FieldSpec.division()).data();
    for (int i = 0; i < passed.length; i++) {
      passed[i] = propensity[i] == 0 ? passed[i] : Math.max(passed[i], folds.get(i, 0));
    }
    return passed;
  }

  @Override
  public List<Division> sample(StepContext context) {
    CellState state = context.state();
    double[] before = context.get(PASSED).data();
    double[] now = passed(context, folds(context));
    List<Division> divisions = new ArrayList<>();
    for (int i = 0; i < now.length; i++) {
      if (now[i] > before[i] && divides(context, state.id(i), before[i], now[i])) {
        double[] direction = placement.direction().draw(context.random(), state.id(i), dimensions);
        divisions.add(new Division(i, direction));
      }
    }
    return List.copyOf(divisions);
  }

  private boolean divides(StepContext context, int id, double before, double now) {
    if (spread.isEmpty()) {
      return now >= context.value(fold).item() * (1 - ROUNDING);
    }
    double left = share(context, before);
    // no cell is expected to come so far that hardly any number is left: there it divides
    return !(left > 0)
        || context.random().uniform(Purpose.DIVISION, id, 0) * left >= share(context, now);
  }

  private double share(StepContext context, double size) {
    return TAIL.apply(
            Var.constant(size),
            context.value(fold).stopGradient(),
            context.value(spread.orElseThrow()).stopGradient())
        .item();
  }

  @Override
  public void replay(StepContext context, List<Division> choice) {
    Var folds = folds(context);
    double[] passed = passed(context, folds);
    if (spread.isPresent()) {
      context.score(score(context, folds, passed, choice));
    }
    CellState after = placement.carryOut(context.state(), choice);
    int n = folds.rows();
    Var kept = grown(context, folds, passed);
    Var size = after.radius().pow(dimensions);
    double[] both = new double[after.count()];
    int[] rows = new int[after.count()];
    Arrays.setAll(rows, i -> Math.min(i, n - 1));
    for (int k = 0; k < choice.size(); k++) {
      both[choice.get(k).row()] = 1;
      both[n + k] = 1;
    }
    Var newborn = Var.column(both);
    Var others = newborn.negate().plus(1);
    Var bornBefore = context.get(born).gatherRows(rows);
    context.state(
        after
            .with(PASSED, kept.gatherRows(rows).times(others))
            .with(born, bornBefore.times(others).plus(size.times(newborn))));
  }

  /** The folds that were passed, differentiable where they are those of this macro-step. */
  private Var grown(StepContext context, Var folds, double[] passed) {
    double[] isNow = new double[passed.length];
    for (int i = 0; i < passed.length; i++) {
      isNow[i] = passed[i] > context.get(PASSED).get(i, 0) ? 1 : 0;
    }
    Var now = Var.column(isNow);
    return folds.times(now).plus(context.get(PASSED).times(now.negate().plus(1)));
  }

  /** Over the cells that came to a new fold. */
  private Var score(StepContext context, Var folds, double[] passed, List<Division> choice) {
    double[] divided = new double[passed.length];
    choice.forEach(d -> divided[d.row()] = 1);
    List<Integer> concerned = new ArrayList<>();
    for (int i = 0; i < passed.length; i++) {
      double before = context.get(PASSED).get(i, 0);
      if (passed[i] > before && share(context, before) > 0) {
        concerned.add(i);
      }
    }
    if (concerned.isEmpty()) {
      return Var.constant(0);
    }
    int[] rows = concerned.stream().mapToInt(Integer::intValue).toArray();
    return LOG_PROBABILITY
        .apply(
            context.get(PASSED).gatherRows(rows),
            folds.gatherRows(rows),
            context.value(fold),
            context.value(spread.orElseThrow()),
            Var.column(divided).gatherRows(rows))
        .sum();
  }

  /** The entries of a scenario; see {@link SizeDivision#SizeDivision}. */
  @Describe(
      "A cell divides when its area or volume has grown to a multiple of a reference size: that of"
          + " a normal cell, its own at birth, or a mean of both.")
  public record Configuration(
      @Describe(
              "Size at which a cell divides, in multiples of the reference; the mean, if there is"
                  + " a spread.")
          @Default("2")
          @Range(min = 1, exclusiveMin = true)
          ParameterSpec fold,
      @Describe("Standard deviation of that multiple; the same for all cells, if left out.")
          @Range(min = 0, exclusiveMin = true)
          Optional<ParameterSpec> spread,
      @Describe(
              "Weight of the normal size in the reference; the rest is that of the size at birth.")
          @Default("1")
          @Range(min = 0, max = 1)
          ParameterSpec control,
      @Describe("Radius of a cell of normal size.")
          @Default("0.5")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec radius,
      @Describe("Where the two cells lie.") @Default("{}") Placement placement) {}

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if something is trained that nothing depends on smoothly
   */
  public static SizeDivision create(Configuration entries, BuildContext context) {
    if (entries.spread().isEmpty()) {
      for (ParameterSpec spec : List.of(entries.fold(), entries.control(), entries.radius())) {
        if (spec.trained()) {
          throw InvalidConfiguration.at(
              "/" + spec.path(),
              "is trained, but a tissue does not depend smoothly on it: give the divisions a"
                  + " spread");
        }
      }
    }
    return new SizeDivision(
        context.require(Space.class).dimensions(),
        entries.placement(),
        entries.fold().scalar(context.seed()),
        entries.spread().map(s -> s.scalar(context.seed())),
        entries.control().scalar(context.seed()),
        entries.radius().scalar(context.seed()));
  }
}
