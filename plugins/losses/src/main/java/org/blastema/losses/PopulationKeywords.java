package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for who the cells are: how many, of which types, sorted, alike, related. */
final class PopulationKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    MeasureKeywords measures = new MeasureKeywords(language);
    measures.measure("cell-count", CellCount.class, (c, x) -> state -> Var.constant(state.count()));
    measures.measure(
        "type-difference", TypeDifference.class, (c, x) -> TypeImbalance.difference(types(x)));
    measures.measure(
        "type-entropy-deficit",
        TypeEntropyDeficit.class,
        (c, x) -> TypeImbalance.entropyDeficit(types(x)));
    measures.measure("type-share", TypeShare.Configuration.class, TypeShare::create);
    measures.measureOfPositions(
        "heterotypic-contact", Sorting.HeterotypicContact.class, (c, x) -> c);
    measures.measureOfPositions("segregation", Sorting.Segregation.class, (c, x) -> c);
    measures.measureOfPositions("unlike-neighbors", Sorting.UnlikeNeighbors.class, (c, x) -> c);
    language.contribute(
        Metric.class, "heterotypic-border", BorderLength.class, BorderLength::create);
    measures.measure(
        "variation-coefficient",
        VariationCoefficient.Configuration.class,
        VariationCoefficient::create);
    measures.measure("field-mean", FieldMean.Configuration.class, FieldMean::create);
    measures.measure("field-variance", FieldVariance.Configuration.class, FieldVariance::create);
    measures.measure("field-tail", FieldTail.Configuration.class, FieldTail::create);
    language.contribute(
        Step.class, "lineage", Lineage.Configuration.class, (c, x) -> new Lineage());
    measures.measure(
        "mean-generation", LineageMeasures.MeanGeneration.class, LineageMeasures::withLineage);
    measures.measure(
        "clone-diversity", LineageMeasures.CloneDiversity.class, LineageMeasures::withLineage);
    measures.measure(
        "cycle-variation", LineageMeasures.CycleVariation.class, LineageMeasures::withLineage);
  }

  private static CellTypes types(BuildContext context) {
    CellTypes types = context.require(CellTypes.class);
    if (types.types().size() < 2) {
      throw InvalidConfiguration.at("", "needs at least two cell types");
    }
    return types;
  }

  /** Configuration. */
  @Describe("Number of cells.")
  record CellCount() {}

  /** Configuration. */
  @Describe("Difference between the numbers of cells of the most and the least frequent type.")
  record TypeDifference() {}

  /** Configuration. */
  @Describe("1 - H / ln k, with H the Shannon entropy of the shares of the k cell types.")
  record TypeEntropyDeficit() {}
}
