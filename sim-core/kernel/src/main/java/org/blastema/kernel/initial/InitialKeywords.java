package org.blastema.kernel.initial;

import org.blastema.kernel.model.Step;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for founder cells. */
public final class InitialKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        InitialState.class, "cluster-file", ClusterFile.Configuration.class, ClusterFile::of);
    language.contribute(
        InitialState.class, "grown-cluster", GrownCluster.Configuration.class, GrownCluster::of);
    language.contribute(InitialState.class, "lattice", Lattice.Configuration.class, Lattice::of);
    language.contribute(
        Step.class,
        "founder-displacement",
        FounderDisplacement.Configuration.class,
        FounderDisplacement::create);
  }
}
