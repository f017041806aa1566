package org.blastema.kernel.initial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.Stop;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.random.Purpose;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Founder cells that descend from one cell at the origin by the given steps, all cells equally
 * likely to divide; types are then given by position or age.
 */
final class GrownCluster implements InitialState {
  /**
   * Configuration.
   *
   * @param cells how many founder cells
   * @param radius radius of the first cell
   * @param steps what happens in every macro-step; one of them must divide
   * @param fresh whether every rollout grows its own cluster
   * @param seed seed of the cluster if all rollouts share one
   * @param type type of the cells that no rule applies to
   * @param assign rules that give types by position or age
   * @param fields further fields
   */
  @Describe("Founder cells grown from a single one by uniform divisions.")
  record Configuration(
      @Describe("Number of founder cells.") @Default("15") @Range(min = 1) int cells,
      @Describe("Radius of the first cell.") @Default("0.5") @Range(min = 0, exclusiveMin = true)
          double radius,
      @Describe(
              "The steps that grow the cluster, in macro-steps of length 1; one must divide cells.")
          Map<String, Part<Step>> steps,
      @Describe("Whether every rollout grows a cluster of its own.") @Default("true") boolean fresh,
      @Describe("Seed of the cluster when all rollouts share one.") @Default("0") @Range(min = 0)
          long seed,
      @Describe("Type of the cells that no rule applies to; the first type if left out.")
          Optional<String> type,
      @Describe("Rules that give types by position or age; later ones win.") List<Rule> assign,
      @Describe("Initial values of further fields, the same for all cells.") @Unit("any")
          Map<String, Double> fields) {}

  /**
   * One rule.
   *
   * @param type the type it gives
   * @param axis the axis it looks at
   * @param below cells with a smaller coordinate
   * @param above cells with a larger coordinate
   * @param lowest this share of the cells, those with the smallest coordinates
   * @param highest this share of the cells, those with the largest coordinates
   * @param oldest this share of the cells, those born first
   */
  @Describe(
      "Gives a type to cells by their position along an axis or their age; exactly one of below,"
          + " above, lowest, highest, oldest.")
  record Rule(
      @Describe("The type.") String type,
      @Describe("The axis.") @Default("y") Axis axis,
      @Describe("Cells with a smaller coordinate.") @Unit("length") Optional<Double> below,
      @Describe("Cells with a larger coordinate.") @Unit("length") Optional<Double> above,
      @Describe("This share of the cells, those with the smallest coordinates.")
          @Range(min = 0, max = 1)
          Optional<Double> lowest,
      @Describe("This share of the cells, those with the largest coordinates.")
          @Range(min = 0, max = 1)
          Optional<Double> highest,
      @Describe("This share of the cells, those born first.") @Range(min = 0, max = 1)
          Optional<Double> oldest) {

    /**
     * Whether a cell gets the type.
     *
     * @param coordinate its coordinate along the axis
     * @param rank its place of {@code count} along the axis
     * @param born its place of {@code count} in the order of birth
     */
    boolean applies(double coordinate, int rank, int born, int count) {
      return below.map(b -> coordinate < b).orElse(false)
          || above.map(a -> coordinate > a).orElse(false)
          || lowest.map(share -> rank < Math.round(share * count)).orElse(false)
          || highest.map(share -> rank >= count - Math.round(share * count)).orElse(false)
          || oldest.map(share -> born < Math.round(share * count)).orElse(false);
    }
  }

  private final Configuration c;
  private final CellTypes known;
  private final Model model;

  private GrownCluster(Configuration c, CellTypes known, Model model) {
    this.c = c;
    this.known = known;
    this.model = model;
  }

  /**
   * Builds the growing model.
   *
   * @throws InvalidConfiguration if a rule does not fit
   */
  static GrownCluster of(Configuration c, BuildContext context) {
    CellTypes known = context.require(CellTypes.class);
    Space space = context.require(Space.class);
    c.type.ifPresent(name -> known.require("type", name));
    for (int k = 0; k < c.assign.size(); k++) {
      Rule rule = c.assign.get(k);
      known.require("assign[" + k + "].type", rule.type);
      rule.axis.in(space, "assign[" + k + "].axis");
      long conditions =
          List.of(rule.below, rule.above, rule.lowest, rule.highest, rule.oldest).stream()
              .filter(Optional::isPresent)
              .count();
      if (conditions != 1) {
        throw InvalidConfiguration.at(
            "assign[" + k + "]", "needs exactly one of below, above, lowest, highest, oldest");
      }
    }
    List<Model.NamedStep> steps = new ArrayList<>();
    c.steps.forEach((name, part) -> {
      Step step = part.build(context);
      if (!step.knows(space)) {
        throw InvalidConfiguration.at("steps." + name, Model.stranger(name, space));
      }
      steps.add(new Model.NamedStep(name, step));
    });
    return new GrownCluster(c, known, new Model(space, 1, steps, List.of(FieldSpec.division())));
  }

  @Override
  public List<Parameter> parameters() {
    return model.parameters();
  }

  @Override
  public boolean random() {
    return c.fresh;
  }

  @Override
  public CellState create(StateSchema schema, KeyedRandom random) {
    KeyedRandom source = c.fresh ? random : PhiloxRandom.of(c.seed, 0, 0);
    long seed =
        Double.doubleToRawLongBits(source.uniform(Purpose.INITIAL_STATE, 0, 0))
            ^ Long.rotateLeft(
                Double.doubleToRawLongBits(source.uniform(Purpose.INITIAL_STATE, 0, 1)), 24);
    int d = model.space().dimensions();
    CellState first =
        CellState.founders(model.schema(), new int[1])
            .with("position", Var.zeros(1, d))
            .with("radius", Var.constant(c.radius))
            .with("division", Var.constant(1));
    CellState state = first;
    Rollout rollout = new Rollout(model, ParameterValues.initial(), seed, 0);
    Stop stop = new Stop(c.cells, 100 * c.cells, Double.POSITIVE_INFINITY);
    while (!stop.reached(state)) {
      CellState grown = rollout.advance(state);
      state = grown.with("division", Var.filled(grown.count(), 1, 1));
    }
    if (state.count() < c.cells) {
      throw InvalidConfiguration.at(
          "steps", "grew only " + state.count() + " cells; does a step divide?");
    }
    return Founders.of(
        schema, known, types(state.position()), state.position(), state.radius(), c.fields);
  }

  private int[] types(Var position) {
    int n = position.rows();
    int[] types = new int[n];
    Arrays.fill(types, c.type.map(known::indexOf).orElse(0));
    for (Rule rule : c.assign) {
      double[] coordinate = position.column(rule.axis.column()).data();
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> coordinate[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int rank = 0; rank < n; rank++) {
        if (rule.applies(coordinate[order[rank]], rank, order[rank], n)) {
          types[order[rank]] = known.indexOf(rule.type);
        }
      }
    }
    return types;
  }
}
