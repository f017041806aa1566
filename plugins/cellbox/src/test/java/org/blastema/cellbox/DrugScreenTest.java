package org.blastema.cellbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.blastema.cellbox.data.NodeKinds;
import org.blastema.cellbox.data.Split;
import org.junit.jupiter.api.Test;

class DrugScreenTest {
  /** One protein, two drugs: alone, alone, and both. */
  private static final DrugScreen SCREEN =
      new DrugScreen(
          new NodeKinds(1, 0, 2),
          List.of("protein", "one", "two"),
          List.of("a", "b", "c"),
          new double[][] {{0, -1, 0}, {0, 0, -1}, {0, -1, -1}},
          new double[3][3]);

  private static Split known(int[] train, int[] validation) {
    return new Split(train, validation, new int[0]);
  }

  @Test
  void drugs_that_some_member_never_sees_are_named() {
    Split both = known(new int[] {0}, new int[] {1});
    Split together = known(new int[] {2}, new int[0]);
    Split one = known(new int[] {0}, new int[0]);
    assertThat(SCREEN.neverGiven(List.of(both, together))).isEmpty();
    assertThat(SCREEN.neverGiven(List.of(both, one))).containsExactly("two");
  }
}
