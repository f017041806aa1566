package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowCutsTest {
  private static final int LIMIT = 6;

  /** All ways to cut are few enough to be tried. */
  @Test
  void noOtherCutsCostLess() {
    Random random = new Random(1);
    for (int trial = 0; trial < 200; trial++) {
      int count = 1 + random.nextInt(10);
      int[] costs = random.ints(count, 1, 8).toArray();
      int[][] uses = new int[count][];
      for (int k = 0; k < count; k++) {
        int bound = k;
        uses[k] =
            k == 0
                ? new int[0]
                : IntStream.range(0, random.nextInt(4))
                    .map(a -> random.nextInt(bound))
                    .distinct()
                    .toArray();
      }
      int least = Integer.MAX_VALUE;
      for (int cuts = 0; cuts < 1 << (count - 1); cuts++) {
        int[] piece = new int[count];
        for (int k = 1; k < count; k++) {
          piece[k] = piece[k - 1] + (cuts >> (k - 1) & 1);
        }
        if (isAllowed(piece, costs)) {
          least = Math.min(least, price(piece, uses));
        }
      }
      int[] found = new RowCuts(costs, uses, LIMIT).pieces();
      assertThat(isAllowed(found, costs)).isTrue();
      assertThat(price(found, uses)).isEqualTo(least);
    }
  }

  @Test
  void nothingIsCutIntoNothing() {
    assertThat(new RowCuts(new int[0], new int[0][], LIMIT).pieces()).isEmpty();
  }

  private static boolean isAllowed(int[] piece, int[] costs) {
    for (int p = 0; p <= piece[piece.length - 1]; p++) {
      int number = p;
      int[] members = IntStream.range(0, piece.length).filter(k -> piece[k] == number).toArray();
      if (members.length > 1 && IntStream.of(members).map(k -> costs[k]).sum() > LIMIT) {
        return false;
      }
    }
    return true;
  }

  /** Four for a piece, one for each value stored, one for each value loaded into a piece. */
  private static int price(int[] piece, int[][] uses) {
    Set<Integer> stored = new HashSet<>();
    Set<String> loaded = new HashSet<>();
    for (int k = 0; k < piece.length; k++) {
      for (int used : uses[k]) {
        if (piece[used] != piece[k]) {
          stored.add(used);
          loaded.add(used + " into " + piece[k]);
        }
      }
    }
    return 4 * (piece[piece.length - 1] + 1) + stored.size() + loaded.size();
  }
}
