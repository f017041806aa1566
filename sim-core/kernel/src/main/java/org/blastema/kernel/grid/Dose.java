package org.blastema.kernel.grid;

import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Grid;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Adds a chemical to its field in given macro-steps, as an experimenter gives a drug: everywhere,
 * or to the voxels whose centers lie in a ball. How much is a parameter, so a dose can be trained.
 */
final class Dose implements Step {
  /**
   * The entries of a scenario.
   *
   * @param chemical the chemical
   * @param at macro-steps
   * @param concentration what is added
   * @param center center of the ball
   * @param radius its radius
   */
  @Describe("Adds a chemical to its field on the grid in given macro-steps.")
  record Configuration(
      @Describe("The chemical.") String chemical,
      @Describe("The macro-steps in which it is given, counted from 1.") @Range(min = 1)
          List<Integer> at,
      @Describe("By how much the concentration rises.") @Unit("concentration")
          ParameterSpec concentration,
      @Describe("Center of the ball that gets it; everywhere, if left out.") @Unit("length")
          List<Double> center,
      @Describe("Radius of the ball.") @Unit("length") @Range(min = 0, exclusiveMin = true)
          Optional<Double> radius) {}

  private final List<Integer> at;
  private final FieldSpec field;
  private final Parameter concentration;
  private final Var share;

  private Dose(List<Integer> at, FieldSpec field, Parameter concentration, Var share) {
    this.at = List.copyOf(at);
    this.field = field;
    this.concentration = concentration;
    this.share = share;
  }

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if there is no such field, or no voxel in the ball
   */
  static Dose create(Configuration c, BuildContext context) {
    Chemicals chemicals = context.require(Chemicals.class);
    int chemical = chemicals.names().indexOf(c.chemical);
    if (chemical < 0) {
      throw InvalidConfiguration.unknownWord("chemical", "chemical", c.chemical, chemicals.names());
    }
    GridDiffusion diffusion =
        context
            .find(GridDiffusion.class)
            .orElseThrow(
                () -> InvalidConfiguration.at("", "needs a step 'grid-diffusion' before it"));
    if (c.at.isEmpty()) {
      throw InvalidConfiguration.at("at", "names no macro-step");
    }
    FieldSpec field = diffusion.field(chemical);
    return new Dose(
        c.at, field, c.concentration.scalar(context.seed()), share(c, field.grid().orElseThrow()));
  }

  /** 1 for the voxels that get the chemical, else 0. */
  private static Var share(Configuration c, Grid grid) {
    if (c.center.isEmpty() != c.radius.isEmpty()) {
      throw InvalidConfiguration.at("", "a ball needs both 'center' and 'radius'");
    }
    if (c.center.isEmpty()) {
      return Var.filled(grid.voxels(), 1, 1);
    }
    if (c.center.size() != grid.dimensions()) {
      throw InvalidConfiguration.at("center", "needs " + grid.dimensions() + " coordinates");
    }
    double[] share = new double[grid.voxels()];
    boolean any = false;
    for (int voxel = 0; voxel < share.length; voxel++) {
      double squared = 0;
      for (int axis = 0; axis < grid.dimensions(); axis++) {
        double d = grid.center(voxel, axis) - c.center.get(axis);
        squared += d * d;
      }
      if (squared <= c.radius.get() * c.radius.get()) {
        share[voxel] = 1;
        any = true;
      }
    }
    if (!any) {
      throw InvalidConfiguration.at("radius", "no voxel has its center in the ball");
    }
    return Var.column(share);
  }

  @Override
  public StepKind kind() {
    return StepKind.EVENT;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(field);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(field);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(concentration);
  }

  @Override
  public void apply(StepContext context) {
    if (at.contains(context.state().step() + 1)) {
      context.set(field, context.get(field).plus(share.times(context.value(concentration))));
    }
  }
}
