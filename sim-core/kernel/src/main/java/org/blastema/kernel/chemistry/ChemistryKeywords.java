package org.blastema.kernel.chemistry;

import org.blastema.kernel.model.Step;
import org.blastema.kernel.space.Space;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for chemicals and fields from outside. */
public final class ChemistryKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        Step.class,
        "steady-diffusion",
        SteadyDiffusion.Configuration.class,
        SteadyDiffusion::create);
    language.contribute(
        DiffusionKernel.class,
        "finite-size",
        FiniteSizeKernel.Configuration.class,
        (c, context) -> new FiniteSizeKernel(context.require(Space.class).dimensions()));
    language.contribute(
        DiffusionKernel.class, "exponential", ExponentialKernel.class, (c, context) -> c);
    language.contribute(
        Step.class, "closed-graph-diffusion", GraphDiffusion.Closed.class, GraphDiffusion::closed);
    language.contribute(
        Step.class,
        "contact-graph-diffusion",
        GraphDiffusion.Contact.class,
        GraphDiffusion::contact);
    language.contribute(
        Step.class,
        "chemical-gradient",
        ChemicalGradient.Configuration.class,
        ChemicalGradient::create);
    language.contribute(
        Step.class, "external-field", ExternalField.Configuration.class, ExternalField::create);
    language.contribute(
        FieldProfile.class, "power-law", FieldProfile.PowerLaw.class, (c, context) -> c);
    language.contribute(
        FieldProfile.class, "exponential", FieldProfile.Exponential.class, (c, context) -> c);
    language.contribute(
        Step.class, "field-gate", FieldGate.Configuration.class, (c, context) -> new FieldGate());
  }
}
