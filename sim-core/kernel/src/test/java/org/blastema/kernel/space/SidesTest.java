package org.blastema.kernel.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;

class SidesTest {
  private final Space tube =
      new Box(
          List.of(
              new Sides.Periodic(-1.5, 2.5),
              new Sides.Walls(
                  Optional.empty(),
                  Optional.of(Parameter.constant("to", 3)),
                  Parameter.constant("stiffness", 1))));

  @Test
  void coordinatesAreWrappedBetweenPeriodicSidesAlone() {
    assertThat(tube.wrapped(2.5, 0)).isEqualTo(-1.5);
    assertThat(tube.wrapped(-1.5, 0)).isEqualTo(-1.5);
    assertThat(tube.wrapped(10.75, 0)).isCloseTo(-1.25, within(1e-15));
    assertThat(tube.wrapped(-1.5 - 1e-17, 0)).isEqualTo(-1.5);
    assertThat(tube.wrapped(-2, 0)).isEqualTo(2);
    assertThat(tube.wrapped(10.75, 1)).isEqualTo(10.75);
  }

  @Test
  void aSpaceKnowsItsSides() {
    assertThat(tube.periodic()).isTrue();
    assertThat(tube.walled()).isTrue();
    assertThat(tube.period(0)).isEqualTo(4);
    assertThat(tube.period(1)).isInfinite();
    assertThat(tube.parameters()).extracting(Parameter::path).containsExactly("to", "stiffness");
    assertThat(new FreeSpace(3).sides()).hasSize(3);
    assertThat(new FreeSpace(3).periodic()).isFalse();
    assertThatThrownBy(() -> new Sides.Periodic(1, 1)).hasMessageContaining("from 1.0 to 1.0");
  }
}
