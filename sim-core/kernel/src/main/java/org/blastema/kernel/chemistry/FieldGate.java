package org.blastema.kernel.chemistry;

import java.util.List;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;

/**
 * Lets cells divide as a field from outside allows: multiplies the division propensity by {@link
 * ExternalField}.
 */
public final class FieldGate implements Step {
  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(FieldSpec.division(), ExternalField.growthField());
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(FieldSpec.division());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void apply(StepContext context) {
    context.set(
        FieldSpec.division(),
        context.get(FieldSpec.division()).times(context.get(ExternalField.growthField())));
  }

  /** The entries of a scenario: none. */
  @Describe("Multiplies the division propensity by the field of an external-field step.")
  public record Configuration() {}
}
