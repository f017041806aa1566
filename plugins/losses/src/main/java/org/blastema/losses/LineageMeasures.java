package org.blastema.losses;

import java.util.Map;
import java.util.TreeMap;
import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;

/**
 * Statistics of the lines of descent that a {@link Lineage} step writes down. They are discrete, so
 * nothing flows back through them.
 */
final class LineageMeasures {
  private LineageMeasures() {}

  /** A measure that needs the fields of a lineage step. */
  static <M extends Measure> M withLineage(M measure, BuildContext context) {
    if (!context.require(Model.class).schema().has(Lineage.GENERATION.name())) {
      throw InvalidConfiguration.at("", "needs a lineage step in the scenario");
    }
    return measure;
  }

  /** The entries of a scenario. */
  @Describe("Mean number of divisions between a cell and its founder.")
  record MeanGeneration() implements Measure {
    @Override
    public Var of(CellState state) {
      return state.get(Lineage.GENERATION).stopGradient().mean();
    }
  }

  /**
   * The entries of a scenario. Shannon entropy of the founders' shares in the tissue, as an
   * effective number of founders: its exponential.
   */
  @Describe(
      "Effective number of founders: exponential of the entropy of their shares in the tissue.")
  record CloneDiversity() implements Measure {
    @Override
    public Var of(CellState state) {
      Map<Double, Integer> sizes = new TreeMap<>();
      for (double clone : state.get(Lineage.CLONE).data()) {
        sizes.merge(clone, 1, Integer::sum);
      }
      double entropy = 0;
      for (int size : sizes.values()) {
        double share = (double) size / state.count();
        entropy -= share * Elementary.log(share);
      }
      return Var.constant(Elementary.exp(entropy));
    }
  }

  /** The entries of a scenario. */
  @Describe(
      "Standard deviation of the lengths of the last completed cell cycles divided by their mean;"
          + " 0 before the first division.")
  record CycleVariation() implements Measure {
    @Override
    public Var of(CellState state) {
      double[] length = state.get(Lineage.CYCLE_LENGTH).data();
      double[] generation = state.get(Lineage.GENERATION).data();
      double sum = 0;
      int count = 0;
      for (int i = 0; i < length.length; i++) {
        if (generation[i] > 0) {
          sum += length[i];
          count++;
        }
      }
      if (count == 0 || sum == 0) {
        return Var.constant(0);
      }
      double mean = sum / count;
      double squares = 0;
      for (int i = 0; i < length.length; i++) {
        if (generation[i] > 0) {
          squares += (length[i] - mean) * (length[i] - mean);
        }
      }
      return Var.constant(Math.sqrt(squares / count) / mean);
    }
  }
}
