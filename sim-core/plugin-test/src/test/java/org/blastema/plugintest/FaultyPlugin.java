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

/** A plugin with one fault of every sort that the check is to find. */
public final class FaultyPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "faulty";
  }

  @Override
  protected void configure() {
    contribute(Potential.class, "cut-spring", Stiffness.class, CutSpring::new);
    contribute(Step.class, "leaky-swelling", Rate.class, LeakySwelling::new);
    contribute(
        Reward.class,
        "blind-distance",
        Nothing.class,
        (c, context) -> (before, after) -> after.position().stopGradient().square().sum());
    contribute(Reward.class, "unused", Nothing.class, (c, context) -> (before, after) -> null);
  }

  @Describe("A spring whose energy jumps where it ends.")
  record Stiffness(@Default("1") ParameterSpec stiffness) {}

  @Describe("Radii grow.")
  record Rate(@Describe("Growth.") @Default("0.1") double rate) {
    Rate {
      if (rate < 0) {
        throw new IllegalStateException("negative");
      }
    }
  }

  record Nothing() {}

  private record CutSpring(Parameter stiffness) implements Potential {
    CutSpring(Stiffness entries, BuildContext context) {
      this(entries.stiffness().scalar(context.seed()));
    }

    @Override
    public Formula energy() {
      return Formula.trace(
          "cut spring",
          List.of(Port.scalar("r"), Port.scalar("sigma"), Port.scalar("stiffness")),
          in -> {
            Expr stretch = in.scalar("r").minus(in.scalar("sigma"));
            return new Expr[] {in.scalar("stiffness").times(stretch.square())};
          });
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(stiffness);
    }

    @Override
    public double range(double contact) {
      return 1.2 * contact;
    }
  }

  /** The derivative by the radius is lost. */
  private record LeakySwelling(double rate) implements Step {
    LeakySwelling(Rate rate, BuildContext context) {
      this(rate.rate());
      if (rate.rate() > 1e9) {
        throw new IllegalStateException("too fast");
      }
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
      return List.of();
    }

    @Override
    public void apply(StepContext context) {
      context.set(
          FieldSpec.radius(),
          context.get(FieldSpec.radius()).stopGradient().times(1 + rate * context.dt()));
    }
  }
}
