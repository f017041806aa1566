package org.blastema.cellbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.NodeKinds;
import org.blastema.cellbox.data.Partition;
import org.blastema.cellbox.data.ReferenceNetwork;
import org.blastema.cellbox.data.SyntheticDesign;
import org.blastema.cellbox.fit.NetworkFit;
import org.blastema.cellbox.fit.Scores;
import org.blastema.cellbox.fit.Workers;
import org.blastema.cellbox.model.FixedSteps;
import org.junit.jupiter.api.Test;

class StudiesTest {
  /** Three nodes in a ring, one of them an inhibitor. */
  private static final ReferenceNetwork RING =
      new ReferenceNetwork(List.of("a", "b", "c"), new double[] {0, 0, -1, 1, 0, 0, 0, 1, 0});

  private static final boolean[] ALL = {true, true, true, true, true, true, true, true, true};

  private static final SyntheticDesign DESIGN =
      new SyntheticDesign(1, 0.01, 20, 5, 2, 8, 3, 3, true);

  private static NetworkFit.Result fit(int threads) throws InterruptedException {
    try (Workers workers = new Workers(threads)) {
      return new NetworkFit(
              DESIGN.draw(RING, 1),
              DESIGN.split(),
              new NetworkFit.Options(
                  List.of(1.0),
                  List.of(0.0),
                  1,
                  List.of(0.0, 3.0),
                  3,
                  NetworkFit.horizons(5),
                  FixedSteps.RUNGE_KUTTA_4,
                  0.4,
                  2),
              ALL,
              workers,
              done -> {},
              1)
          .fit();
    }
  }

  @Test
  void a_ring_is_found_with_the_same_bits_for_any_number_of_threads() throws InterruptedException {
    NetworkFit.Result alone = fit(1);
    NetworkFit.Result together = fit(3);
    assertThat(together.network().weights()).isEqualTo(alone.network().weights());
    assertThat(together.network().scale()).isEqualTo(alone.network().scale());
    assertThat(Scores.pearson(alone.network().weights(), RING.weights())).isGreaterThan(0.99);
    assertThat(Scores.signErrors(alone.network().weights(), RING.weights(), 0.5)).isZero();
    assertThat(alone.noise()).isBetween(0.007, 0.013);
  }

  @Test
  void a_design_has_the_published_levels_and_covers_all_nodes() {
    Experiments data = DESIGN.draw(RING, 5);
    assertThat(data.count()).isEqualTo(14);
    for (double[] u : data.inputs()) {
      assertThat(Arrays.stream(u).filter(v -> v != 0).count()).isEqualTo(2);
      assertThat(Arrays.stream(u).allMatch(v -> v <= 0 && v >= -1)).isTrue();
    }
    for (int i = 0; i < 3; i++) {
      int node = i;
      assertThat(Arrays.stream(data.inputs(), 0, 8).anyMatch(u -> u[node] != 0)).isTrue();
    }
    assertThat(DESIGN.draw(RING, 5).responses()).isDeepEqualTo(data.responses());
    assertThat(DESIGN.draw(RING, 6).responses()[0][0]).isNotEqualTo(data.responses()[0][0]);
  }

  @Test
  void splits_leave_out_what_their_names_say() {
    boolean[][] dosed = {{true, false}, {false, true}, {true, true}, {true, false}, {false, true}};
    Partition.Member without = Partition.LEAVE_ONE_DRUG_OUT.members(dosed, 1, 1).get(0);
    assertThat(without.split().test()).containsExactly(0, 2, 3);
    Partition.Member with = Partition.LEAVE_ONE_DRUG_OUT_WITH_SINGLES.members(dosed, 1, 1).get(1);
    assertThat(with.split().test()).containsExactly(2);
    assertThat(with.split().known()).containsExactlyInAnyOrder(0, 1, 3, 4);
    Partition.Member pairs = Partition.SINGLE_TO_COMBINATION.members(dosed, 1, 1).get(0);
    assertThat(pairs.split().test()).containsExactly(2);
    Partition.Member random = Partition.RANDOM.members(new boolean[89][1], 1, 1).get(0);
    assertThat(random.split().train()).hasSize(49);
    assertThat(random.split().validation()).hasSize(13);
    assertThat(random.split().test()).hasSize(27);
  }

  @Test
  void the_published_mask_of_the_melanoma_network_has_8036_edges() {
    boolean[] mask = new NodeKinds(82, 5, 12).mask();
    int free = 0;
    for (boolean allowed : mask) {
      free += allowed ? 1 : 0;
    }
    assertThat(free).isEqualTo(8036);
  }

  /** By hand: ranks 1 to 4 of the sizes; edges have ranks 4 and 2, so 6 - 3 of 2 times 2 pairs. */
  @Test
  void scores() {
    double[] learned = {0.1, -0.2, 0.3, -0.9};
    double[] truth = {0, 1, 0, -1};
    assertThat(Scores.auroc(learned, truth)).isEqualTo(0.75);
    assertThat(Scores.signErrors(learned, truth, 0.25)).isEqualTo(2);
    assertThat(Scores.pearson(new double[] {1, 2, 3}, new double[] {-1, -2, -3})).isEqualTo(-1);
  }
}
