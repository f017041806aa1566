package org.blastema.kernel.network;

import org.blastema.kernel.model.Step;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for what happens inside of cells. */
public final class NetworkKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        Step.class, "intracellular", Intracellular.Configuration.class, Intracellular::of);
    language.contribute(
        IntracellularModel.Factory.class,
        "gene-network",
        GeneNetwork.Configuration.class,
        GeneNetwork::factory);
    language.contribute(
        IntracellularModel.Factory.class,
        "thermodynamic-circuit",
        ThermodynamicCircuit.Configuration.class,
        ThermodynamicCircuit::factory);
    language.contribute(
        IntracellularModel.Factory.class,
        "neural-network",
        NeuralNetwork.Plain.class,
        NeuralNetwork::plain);
    language.contribute(
        IntracellularModel.Factory.class,
        "neural-equation",
        NeuralNetwork.Equation.class,
        NeuralNetwork::equation);
  }
}
