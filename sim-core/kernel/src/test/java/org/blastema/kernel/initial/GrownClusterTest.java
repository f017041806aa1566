package org.blastema.kernel.initial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.blastema.kernel.space.Axis;
import org.junit.jupiter.api.Test;

class GrownClusterTest {
  private static GrownCluster.Rule rule(Optional<Double> highest, Optional<Double> oldest) {
    return new GrownCluster.Rule(
        "a", Axis.Y, Optional.empty(), Optional.empty(), Optional.empty(), highest, oldest);
  }

  @Test
  void typesMayGoByTheOrderOfBirth() {
    GrownCluster.Rule oldest = rule(Optional.empty(), Optional.of(0.2));
    int[] born = IntStream.range(0, 20).filter(k -> oldest.applies(0, 19 - k, k, 20)).toArray();
    assertThat(born).containsExactly(0, 1, 2, 3);
  }

  @Test
  void typesMayGoByPlace() {
    GrownCluster.Rule highest = rule(Optional.of(0.1), Optional.empty());
    int[] ranks =
        IntStream.range(0, 20).filter(rank -> highest.applies(0, rank, 19 - rank, 20)).toArray();
    assertThat(ranks).containsExactly(18, 19);
  }
}
