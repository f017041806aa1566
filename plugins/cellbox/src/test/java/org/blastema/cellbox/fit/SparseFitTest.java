package org.blastema.cellbox.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.ReferenceNetwork;
import org.blastema.cellbox.data.SyntheticDesign;
import org.blastema.cellbox.model.EqualSteps;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Variant;
import org.junit.jupiter.api.Test;

class SparseFitTest {
  /** A thousand nodes, ten thousand edges whose weights are learned; work goes along edges. */
  @Test
  void a_thousand_nodes_are_fitted() throws InterruptedException {
    ReferenceNetwork truth = ReferenceNetwork.random(1000, 10_000, 1);
    SyntheticDesign design = new SyntheticDesign(0.2, 0.001, 4, 2, 50, 8, 2, 2, false);
    Experiments data = design.draw(truth, 1);
    boolean[] allowed = new boolean[1_000_000];
    int edges = 0;
    for (int k = 0; k < allowed.length; k++) {
      allowed[k] = truth.weights()[k] != 0;
      edges += allowed[k] ? 1 : 0;
    }
    assertThat(edges).isEqualTo(10_000);
    StagedFit.Options options =
        new StagedFit.Options(
            List.of(new StagedFit.Stage(0.05, 0, 0, 4, 100, 25)),
            4,
            0,
            0,
            0.01,
            0.25,
            false,
            false,
            20,
            true,
            false,
            1);
    StagedFit.Result result =
        new StagedFit(
                data,
                design.split(),
                options,
                new EqualSteps(FixedSteps.HEUN, 0.5),
                Variant.STANDARD,
                allowed)
            .fit(1, (iteration, loss) -> {});
    assertThat(result.lastLoss()).isLessThan(0.7 * result.firstLoss());
    assertThat(Scores.pearson(result.network().weights(), truth.weights())).isGreaterThan(0.2);
  }
}
