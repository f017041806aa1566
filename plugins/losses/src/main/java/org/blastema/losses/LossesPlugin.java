package org.blastema.losses;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.BlastemaPlugin;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Component;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;

/** Contributes rewards and metrics. */
public final class LossesPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "losses";
  }

  @Override
  protected void configure() {
    measure(
        "axial-spread",
        "length^2",
        AxialSpread.class,
        (c, context) -> {
          c.axis().in(context.require(Space.class));
          return c;
        });
    measure(
        "axial-ratio",
        "",
        AxialRatio.class,
        (c, context) -> {
          c.axis().in(context.require(Space.class));
          return c;
        });
    measure(
        "log-axial-ratio",
        "",
        LogAxialRatio.class,
        (c, context) -> {
          c.axis().in(context.require(Space.class));
          return c;
        });
    measure(
        "type-difference",
        "",
        TypeDifference.class,
        (c, context) -> TypeImbalance.difference(types(context.require(CellTypes.class))));
    measure(
        "type-entropy-deficit",
        "",
        TypeEntropyDeficit.class,
        (c, context) -> TypeImbalance.entropyDeficit(types(context.require(CellTypes.class))));
    measure("variation-coefficient", "", VariationCoefficient.class, LossesPlugin::known);
    measure("v-shape", "", VShapeCost.class, (c, context) -> new VShape());
    contribute(
        Metric.class,
        "principal-axis-ratio",
        PrincipalAxisRatio.class,
        (c, context) -> new PrincipalAxes());
    contribute(
        Metric.class,
        "cell-count",
        CellCount.class,
        (c, context) -> metric("", state -> Var.constant(state.count())));
    contribute(
        Metric.class,
        "gyration-radius",
        GyrationRadius.class,
        (c, context) -> metric("length", LossesPlugin::gyrationRadius));
    contribute(
        Metric.class,
        "cumulative-reward",
        CumulativeReward.class,
        (c, context) -> {
          Reward reward = c.reward.build(context);
          return new Accumulated(reward, c.fromStep);
        });
  }

  /** A measure of a state is a reward (its change) and a metric (its value) under the same word. */
  private <C extends Record> void measure(
      String keyword,
      String unit,
      Class<C> configuration,
      Component.Factory<C, StateMeasure> factory) {
    contribute(
        Reward.class,
        keyword,
        configuration,
        (c, context) -> factory.create(c, context).asReward());
    contribute(
        Metric.class,
        keyword,
        configuration,
        (c, context) -> metric(unit, factory.create(c, context)));
  }

  private static Metric metric(String unit, StateMeasure measure) {
    return new Metric() {
      @Override
      public String unit() {
        return unit;
      }

      @Override
      public double of(List<CellState> history) {
        return measure.of(history.get(history.size() - 1)).item();
      }
    };
  }

  private static StateMeasure known(VariationCoefficient c, BuildContext context) {
    StateSchema schema = context.require(Model.class).schema();
    if (!schema.has(c.field())) {
      throw InvalidConfiguration.unknownWord(
          "field", "field", c.field(), schema.fields().stream().map(FieldSpec::name).toList());
    }
    return c;
  }

  private static CellTypes types(CellTypes types) {
    if (types.types().size() < 2) {
      throw InvalidConfiguration.at("", "needs at least two cell types");
    }
    return types;
  }

  private static Var gyrationRadius(CellState state) {
    Var x = state.position();
    return x.minus(x.sumRows().divide(state.count())).square().sum().divide(state.count()).sqrt();
  }

  /** Configuration. */
  @Describe("Difference between the numbers of cells of the most and the least frequent type.")
  record TypeDifference() {}

  /** Configuration. */
  @Describe("1 - H / ln k, with H the Shannon entropy of the shares of the k cell types.")
  record TypeEntropyDeficit() {}

  /** Configuration. */
  @Describe(
      "Cost of not being a V in the plane: -3 for every cell inside of the V, 1 outside, plus 0.1 |sum x|.")
  record VShapeCost() {}

  /** Configuration. */
  @Describe(
      "Square root of the ratio of the largest to the smallest eigenvalue of the positions' covariance.")
  record PrincipalAxisRatio() {}

  /** Configuration. */
  @Describe("Number of cells.")
  record CellCount() {}

  /** Configuration. */
  @Describe("Root mean square distance of the cells from their center.")
  record GyrationRadius() {}

  /**
   * Configuration.
   *
   * @param reward the reward to add up
   * @param fromStep first macro-step that counts, from 0
   */
  @Describe("Sum of a reward over all steps so far.")
  record CumulativeReward(
      @Describe("The reward.") Part<Reward> reward,
      @Describe("First step that counts, from 0.") @Default("0") @Range(min = 0) int fromStep) {}

  private record Accumulated(Reward reward, int fromStep) implements Metric {
    @Override
    public String unit() {
      return "";
    }

    @Override
    public double of(List<CellState> history) {
      double sum = 0;
      for (int t = fromStep; t + 1 < history.size(); t++) {
        sum += reward.transition(history.get(t), history.get(t + 1)).item();
      }
      return sum;
    }
  }
}
