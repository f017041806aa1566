package org.blastema.kernel.mechanics;

import org.blastema.kernel.model.Step;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for forces between cells: how cells move under them and sense them. */
public final class MechanicsKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(Potential.class, "morse", Morse.Configuration.class, Morse::create);
    language.contribute(
        Potential.class, "soft-sphere", SoftSphere.Configuration.class, SoftSphere::create);
    language.contribute(
        Potential.class, "log-repulsion", LogRepulsion.Configuration.class, LogRepulsion::create);
    language.contribute(Potential.class, "hertz", Hertz.Configuration.class, Hertz::create);
    language.contribute(
        Potential.class, "harmonic", Harmonic.Configuration.class, Harmonic::create);
    language.contribute(
        Potential.class, "lennard-jones", LennardJones.Configuration.class, LennardJones::create);
    language.contribute(
        Potential.class,
        "repulsion-adhesion",
        RepulsionAdhesion.Configuration.class,
        RepulsionAdhesion::create);
    language.contribute(Potential.class, "bonded", Bonded.Configuration.class, Bonded::create);
    language.contribute(Step.class, "bonds", Bonds.Configuration.class, Bonds::create);
    language.contribute(Window.class, "relative", Window.Relative.class, Window.Relative::create);
    language.contribute(Window.class, "absolute", Window.Absolute.class, Window.Absolute::create);
    language.contribute(Step.class, "descent", Descent.Configuration.class, Descent::create);
    language.contribute(
        Step.class, "relaxation", Relaxation.Configuration.class, Relaxation::create);
    language.contribute(
        Step.class, "brownian-motion", BrownianMotion.Configuration.class, BrownianMotion::create);
    language.contribute(
        Step.class, "virial-pressure", VirialPressure.Configuration.class, VirialPressure::create);
    language.contribute(
        Step.class, "pairwise-stress", PairwiseStress.Configuration.class, PairwiseStress::create);
  }
}
