package org.blastema.cellbox.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void results_are_in_the_order_of_the_pieces_and_an_interrupted_piece_ends_all(int threads)
      throws InterruptedException {
    try (Workers workers = new Workers(threads)) {
      assertThat(workers.map(5, k -> k * k)).isEqualTo(List.of(0, 1, 4, 9, 16));
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() ->
              workers.map(
                  3,
                  k -> {
                    if (k == 1) {
                      throw new InterruptedException();
                    }
                    return k;
                  }));
    }
  }
}
