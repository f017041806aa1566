package org.blastema.plugintest;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.mechanics.Potential;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BlastemaPlugin;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/** A plugin without faults. */
public final class SoundPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "sound";
  }

  @Override
  protected void configure() {
    contribute(Potential.class, "cosine-shell", Shell.class, Cosine::new);
    contribute(Step.class, "swelling", Rate.class, Swelling::new);
    contribute(
        Reward.class,
        "distance-from-origin",
        Nothing.class,
        (c, context) -> (before, after) -> after.position().square().sum());
  }

  @Describe("Cells repel with an energy of (1 - r / sigma)^3.")
  record Shell(
      @Describe("Scale of the energy.")
          @Default("1")
          @Range(min = 0, exclusiveMin = true)
          @Unit("energy")
          ParameterSpec stiffness) {}

  @Describe("Radii grow at a rate.")
  record Rate(
      @Describe("Relative growth.") @Default("0.1") @Range(min = 0) @Unit("1/time")
          ParameterSpec rate) {}

  @Describe("Sum of squared distances from the origin.")
  record Nothing() {}

  private record Cosine(Parameter stiffness) implements Potential {
    private static final Formula ENERGY =
        Formula.trace(
            "shell",
            List.of(Port.scalar("r"), Port.scalar("sigma"), Port.scalar("stiffness")),
            in -> {
              Expr r = in.scalar("r");
              Expr sigma = in.scalar("sigma");
              Expr overlap = r.divide(sigma).negate().plus(1);
              return new Expr[] {
                Expr.where(
                    r.lessThan(sigma),
                    in.scalar("stiffness").times(overlap.pow(3)),
                    Expr.constant(0))
              };
            });

    Cosine(Shell shell, BuildContext context) {
      this(shell.stiffness().scalar(context.seed()));
    }

    @Override
    public Formula energy() {
      return ENERGY;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(stiffness);
    }

    @Override
    public double range(double contact) {
      return contact;
    }
  }

  private record Swelling(Parameter rate) implements Step {
    Swelling(Rate rate, BuildContext context) {
      this(rate.rate().scalar(context.seed()));
    }

    @Override
    public StepKind kind() {
      return StepKind.DYNAMIC;
    }

    @Override
    public List<FieldSpec> reads() {
      return List.of(FieldSpec.radius());
    }

    @Override
    public List<FieldSpec> writes() {
      return List.of(FieldSpec.radius());
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(rate);
    }

    @Override
    public void apply(StepContext context) {
      context.set(
          FieldSpec.radius(),
          context.get(FieldSpec.radius()).times(context.value(rate).times(context.dt()).plus(1)));
    }
  }
}
