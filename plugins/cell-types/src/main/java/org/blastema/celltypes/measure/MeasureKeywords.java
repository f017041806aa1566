package org.blastema.celltypes.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.KeywordGroup;
import org.blastema.plugin.Range;

/** The scenario words for measures of several cell types, and of how cells move. */
public final class MeasureKeywords implements KeywordGroup {
  /**
   * Configuration.
   *
   * @param neighbors how many nearest cells count
   */
  @Describe("Mean share of cells of another type among the nearest ones of every cell.")
  record UnlikeNearest(
      @Describe("How many nearest cells count.") @Default("6") @Range(min = 1) int neighbors) {}

  /**
   * Configuration.
   *
   * @param reach how close cells in contact are
   */
  @Describe("Share of the contacts that are between cells of the same type.")
  record HomotypicShare(
      @Describe("How close cells in contact are, in sums of the radii.")
          @Default("1.25")
          @Range(min = 0, exclusiveMin = true)
          double reach) {}

  /**
   * Configuration.
   *
   * @param reach how close cells in contact are
   * @param type which type counts
   */
  @Describe("Number of groups of cells of the same type that hang together by contacts.")
  record TypeClusters(
      @Describe("How close cells in contact are, in sums of the radii.")
          @Default("1.25")
          @Range(min = 0, exclusiveMin = true)
          double reach,
      @Describe("The type whose groups are counted; all if left out.") Optional<String> type) {}

  /**
   * Configuration.
   *
   * @param type the type
   */
  @Describe("Mean distance of the cells of a type from the center of all cells.")
  record TypeRadius(@Describe("The type.") String type) {}

  /**
   * Configuration.
   *
   * @param type the type
   */
  @Describe("Number of cells of a type.")
  record TypeCount(@Describe("The type.") String type) {}

  /**
   * Configuration.
   *
   * @param type which cells count
   */
  @Describe("Mean squared displacement since the beginning, of the founder cells that live.")
  record MeanSquaredDisplacement(
      @Describe("The type that cells are of which count; all if left out.")
          Optional<String> type) {}

  /**
   * Configuration.
   *
   * @param axis the axis
   * @param type which cells count
   */
  @Describe("Mean displacement along an axis since the beginning, of the founder cells that live.")
  record MeanDisplacement(
      @Describe("The axis.") @Default("x") Axis axis,
      @Describe("The type that cells are of which count; all if left out.")
          Optional<String> type) {}

  /** What to take of the values of a field. */
  enum Statistic {
    /** The mean. */
    MEAN,
    /** The smallest. */
    MINIMUM,
    /** The largest. */
    MAXIMUM
  }

  /**
   * Configuration.
   *
   * @param field the field
   * @param component which component
   * @param statistic what to take
   * @param type which cells count
   */
  @Describe("Mean, smallest or largest value of a field over the cells.")
  record FieldValue(
      @Describe("The field.") String field,
      @Describe("Which component, from 0.") @Default("0") @Range(min = 0) int component,
      @Describe("What to take.") @Default("mean") Statistic statistic,
      @Describe("The type of the cells that count; all if left out.") Optional<String> type) {}

  @Override
  public void contributeTo(Language language) {
    language.contribute(
        Metric.class,
        "unlike-nearest",
        UnlikeNearest.class,
        (c, context) -> {
          context.require(Space.class).refusePeriodicSides();
          return now("", state -> Neighborhood.unlikeShare(state, c.neighbors));
        });
    language.contribute(
        Metric.class,
        "homotypic-share",
        HomotypicShare.class,
        (c, context) -> {
          context.require(Space.class).refusePeriodicSides();
          return now("", state -> Neighborhood.contacts(state, c.reach).homotypic());
        });
    language.contribute(
        Metric.class,
        "type-clusters",
        TypeClusters.class,
        (c, context) -> {
          context.require(Space.class).refusePeriodicSides();
          int type = c.type.map(name -> type(name, context)).orElse(-1);
          return now("", state -> Neighborhood.clusters(state, c.reach, type));
        });
    language.contribute(
        Metric.class,
        "type-radius",
        TypeRadius.class,
        (c, context) -> {
          context.require(Space.class).refusePeriodicSides();
          int type = type(c.type, context);
          return now("length", state -> meanRadius(state, type));
        });
    language.contribute(
        Metric.class,
        "type-count",
        TypeCount.class,
        (c, context) -> {
          int type = type(c.type, context);
          return now("", state -> Arrays.stream(state.types()).filter(t -> t == type).count());
        });
    language.contribute(
        Metric.class,
        "mean-squared-displacement",
        MeanSquaredDisplacement.class,
        (c, context) -> {
          context.require(Space.class).refusePeriodicSides();
          int type = c.type.map(name -> type(name, context)).orElse(-1);
          return metric("length^2", history -> Displacements.meanSquare(history, type));
        });
    language.contribute(
        Metric.class,
        "mean-displacement",
        MeanDisplacement.class,
        (c, context) -> {
          Space space = context.require(Space.class);
          space.refusePeriodicSides();
          int column = c.axis.in(space).column();
          int type = c.type.map(name -> type(name, context)).orElse(-1);
          return metric("length", history -> Displacements.mean(history, column, type));
        });
    language.contribute(Metric.class, "field-value", FieldValue.class, MeasureKeywords::fieldValue);
  }

  private static Metric fieldValue(FieldValue c, BuildContext context) {
    StateSchema schema = context.require(Model.class).schema();
    if (!schema.has(c.field)) {
      throw InvalidConfiguration.unknownWord(
          "field", "field", c.field, schema.fields().stream().map(FieldSpec::name).toList());
    }
    FieldSpec field = schema.fields().get(schema.indexOf(c.field));
    if (c.field.equals("position")) {
      context.require(Space.class).refusePeriodicSides();
    }
    if (c.component >= field.components()) {
      throw InvalidConfiguration.at(
          "component", "the field has " + field.components() + " components, counted from 0");
    }
    int type = c.type.map(name -> type(name, context)).orElse(-1);
    return now(
        field.unit(),
        state -> {
          Var column = state.get(field).column(c.component);
          double[] values =
              IntStream.range(0, state.count())
                  .filter(i -> type < 0 || state.type(i) == type)
                  .mapToDouble(i -> column.get(i, 0))
                  .toArray();
          return summary(c.statistic, values);
        });
  }

  private static double summary(Statistic statistic, double[] values) {
    return switch (statistic) {
      case MEAN -> Arrays.stream(values).average().orElse(Double.NaN);
      case MINIMUM -> Arrays.stream(values).min().orElse(Double.NaN);
      case MAXIMUM -> Arrays.stream(values).max().orElse(Double.NaN);
    };
  }

  private static int type(String name, BuildContext context) {
    return context.require(CellTypes.class).require("type", name);
  }

  private static double meanRadius(CellState state, int type) {
    Var x = state.position();
    Var relative = x.minus(x.sumRows().divide(x.rows()));
    double sum = 0;
    int count = 0;
    for (int i = 0; i < state.count(); i++) {
      if (state.type(i) == type) {
        double squared = 0;
        for (int k = 0; k < x.columns(); k++) {
          squared += relative.get(i, k) * relative.get(i, k);
        }
        sum += Math.sqrt(squared);
        count++;
      }
    }
    return sum / count;
  }

  private static Metric now(String unit, ToDoubleFunction<CellState> value) {
    return metric(unit, history -> value.applyAsDouble(history.getLast()));
  }

  private static Metric metric(String unit, ToDoubleFunction<List<CellState>> value) {
    return new Metric() {
      @Override
      public String unit() {
        return unit;
      }

      @Override
      public double of(List<CellState> history) {
        return value.applyAsDouble(history);
      }
    };
  }
}
