package org.blastema.kernel.growth;

import java.util.List;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/** Advances the radius of every cell by a growth law. */
public final class Growth implements Step {
  /** The inputs of a growth law. */
  static final List<Port> PORTS =
      List.of(
          Port.scalar("radius"), Port.scalar("rate"), Port.scalar("max-radius"), Port.scalar("dt"));

  private final Formula law;
  private final Parameter rate;
  private final Parameter maxRadius;

  /**
   * A growth step.
   *
   * @param law the radius after a time, by the inputs {@code radius, rate, max-radius, dt}; one
   *     output column
   * @param rate the law's rate, a scalar
   * @param maxRadius the radius of a grown cell (length), a scalar
   */
  public Growth(Formula law, Parameter rate, Parameter maxRadius) {
    if (!law.inputs().equals(PORTS) || law.outputWidth() != 1) {
      throw new IllegalArgumentException("growth law " + law + " must take " + PORTS);
    }
    this.law = law;
    this.rate = rate;
    this.maxRadius = maxRadius;
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
    return List.of(rate, maxRadius);
  }

  @Override
  public void apply(StepContext context) {
    Var grown =
        law.apply(
            context.state().radius(),
            context.value(rate),
            context.value(maxRadius),
            Var.constant(context.dt()));
    context.set(FieldSpec.radius(), grown);
  }
}
