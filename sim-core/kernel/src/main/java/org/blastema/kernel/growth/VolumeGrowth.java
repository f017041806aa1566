package org.blastema.kernel.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.mechanics.VirialPressure;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Growth of a cell's area or volume at a constant rate, that of a cell of radius R which doubles in
 * a time T: {@code d(r^d)/dt = R^d / T}. The pressure P on a cell may slow it down, by the factor
 * {@code 1 / (1 + (P/P0)^h)} where P is positive. Growth does not end by itself.
 */
public final class VolumeGrowth implements Step {
  /**
   * What slows growth down.
   *
   * @param half P0, the pressure at which growth is half as fast, a scalar
   * @param hill h, at least 1
   */
  public record Inhibition(Parameter half, double hill) {}

  private final int dimensions;
  private final Parameter doubling;
  private final Parameter radius;
  private final Optional<Inhibition> inhibition;
  private final Formula law;

  /**
   * Growth at a constant rate.
   *
   * @param doubling T (time), a scalar
   * @param radius R (length), a scalar
   * @param inhibition how pressure slows it down; not at all if empty
   */
  public VolumeGrowth(
      int dimensions, Parameter doubling, Parameter radius, Optional<Inhibition> inhibition) {
    this.dimensions = dimensions;
    this.doubling = doubling;
    this.radius = radius;
    this.inhibition = inhibition;
    List<Port> ports =
        new ArrayList<>(
            List.of(
                Port.scalar("radius"),
                Port.scalar("doubling"),
                Port.scalar("reference"),
                Port.scalar("dt")));
    inhibition.ifPresent(_ -> ports.addAll(List.of(Port.scalar("pressure"), Port.scalar("half"))));
    this.law =
        Formula.trace(
            "volume growth",
            ports,
            in -> {
              Expr share = in.scalar("dt").divide(in.scalar("doubling"));
              if (inhibition.isPresent()) {
                Expr ratio = in.scalar("pressure").divide(in.scalar("half"));
                Expr felt = Expr.where(ratio.greaterThan(0), ratio, Expr.constant(0));
                share = share.divide(felt.pow(inhibition.get().hill()).plus(1));
              }
              Expr size =
                  in.scalar("radius")
                      .pow(dimensions)
                      .plus(in.scalar("reference").pow(dimensions).times(share));
              return new Expr[] {size.pow(1.0 / dimensions)};
            });
  }

  @Override
  public StepKind kind() {
    return StepKind.DYNAMIC;
  }

  @Override
  public List<FieldSpec> reads() {
    List<FieldSpec> fields = new ArrayList<>(List.of(FieldSpec.radius()));
    inhibition.ifPresent(_ -> fields.add(VirialPressure.pressure(dimensions)));
    return fields;
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(FieldSpec.radius());
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(List.of(doubling, radius));
    inhibition.ifPresent(i -> all.add(i.half()));
    return all;
  }

  @Override
  public void apply(StepContext context) {
    List<Var> arguments =
        new ArrayList<>(
            List.of(
                context.state().radius(),
                context.value(doubling),
                context.value(radius),
                Var.constant(context.dt())));
    inhibition.ifPresent(i -> {
      arguments.add(context.get(VirialPressure.pressure(dimensions)));
      arguments.add(context.value(i.half()));
    });
    context.set(FieldSpec.radius(), law.apply(arguments.toArray(Var[]::new)));
  }

  /**
   * How pressure slows growth down.
   *
   * @param half P0
   * @param hill h
   */
  @Describe("How the pressure on a cell slows its growth down; needs a step 'virial-pressure'.")
  record Pressure(
      @Describe("Pressure at which a cell grows half as fast.")
          @Unit("any")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec half,
      @Describe("How sharply growth falls with the pressure.") @Default("2") @Range(min = 1)
          double hill) {}

  /** The entries of a scenario; see {@link VolumeGrowth#VolumeGrowth}. */
  @Describe(
      "The area or volume of cells grows at a constant rate, which the pressure on a cell may slow"
          + " down.")
  record Configuration(
      @Describe("Time in which a cell of the given radius doubles its area or volume.")
          @Default("1")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec doublingTime,
      @Describe("Radius of that cell.")
          @Default("0.5")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec radius,
      @Describe("How pressure slows growth down; not at all, if left out.")
          Optional<Pressure> pressure) {}

  static VolumeGrowth create(Configuration entries, BuildContext context) {
    return new VolumeGrowth(
        context.require(Space.class).dimensions(),
        entries.doublingTime().scalar(context.seed()),
        entries.radius().scalar(context.seed()),
        entries.pressure().map(p -> new Inhibition(p.half().scalar(context.seed()), p.hill())));
  }
}
