package org.blastema.kernel.chemistry;

import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * A field that is given from outside, for example the supply that drives growth, as a function of
 * the distance to the nearest of its centers. The centers move with the tissue's mean position.
 */
public final class ExternalField implements Step {
  private final FieldSpec position;
  private final int dimensions;
  private final List<double[]> centers;
  private final Optional<Integer> slots;
  private final Formula value;

  /**
   * A field.
   *
   * @param centers offsets of the centers from the mean position, at least one
   * @param slots by how many to divide the sum of the positions; by the number of cells, if empty
   */
  public ExternalField(
      FieldProfile profile, int dimensions, List<double[]> centers, Optional<Integer> slots) {
    this.position = FieldSpec.position(dimensions);
    this.dimensions = dimensions;
    this.centers = List.copyOf(centers);
    this.slots = slots;
    Formula ofDistance = profile.value();
    this.value =
        Formula.trace(
            "external field",
            List.of(Port.vector("x", dimensions), Port.vector("mean", dimensions)),
            in -> ofDistance.call(new Expr[] {nearest(in.vector("x"), in.vector("mean"))}));
  }

  private Expr nearest(Expr[] x, Expr[] mean) {
    Expr nearest = null;
    for (double[] center : centers) {
      Expr squared = Expr.constant(0);
      for (int d = 0; d < dimensions; d++) {
        squared = squared.plus(x[d].minus(mean[d]).minus(center[d]).square());
      }
      nearest = nearest == null ? squared : nearest.min(squared);
    }
    return nearest;
  }

  /** The field that the step writes. */
  public static FieldSpec growthField() {
    return new FieldSpec(
        "growth-field",
        1,
        Inheritance.COPY,
        1,
        "",
        "Value at the cell of a field given from outside.");
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(position);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(growthField());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  /** The field goes on beyond walls. */
  @Override
  public boolean knows(Space space) {
    return !space.periodic();
  }

  @Override
  public void apply(StepContext context) {
    Var x = context.get(position);
    Var mean = x.sumRows().divide(slots.orElse(x.rows()));
    context.set(growthField(), value.apply(x, mean));
  }

  /** The entries of a scenario; see {@link ExternalField}. */
  @Describe(
      "A field given from outside, as a function of the distance to the nearest of its centers.")
  public record Configuration(
      @Describe("How it falls with distance.") @Default("power-law") Part<FieldProfile> profile,
      @Describe(
              "Centers relative to the tissue's mean position; the mean position itself, if left"
                  + " out.")
          @Unit("length")
          List<List<Double>> centers,
      @Describe(
              "Take the mean position over so many cells, of which those that do not exist yet are"
                  + " at the origin.")
          @Range(min = 1)
          Optional<Integer> slots) {}

  /** Makes the step from a scenario's entries. */
  public static ExternalField create(Configuration entries, BuildContext context) {
    int dimensions = context.require(Space.class).dimensions();
    List<double[]> centers =
        entries.centers().stream()
            .map(c -> c.stream().mapToDouble(Double::doubleValue).toArray())
            .toList();
    for (int k = 0; k < centers.size(); k++) {
      if (centers.get(k).length != dimensions) {
        throw InvalidConfiguration.at("centers[" + k + "]", "needs " + dimensions + " coordinates");
      }
    }
    return new ExternalField(
        entries.profile().build(context),
        dimensions,
        centers.isEmpty() ? List.of(new double[dimensions]) : centers,
        entries.slots());
  }
}
