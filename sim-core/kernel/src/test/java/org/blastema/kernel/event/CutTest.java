package org.blastema.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.event.Cut.Configuration;
import org.blastema.kernel.event.Cut.Origin;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.Departure;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;
import org.junit.jupiter.api.Test;

class CutTest {
  private static final double[][] ROW = {{0, 10}, {0, 11}, {0, 12}, {0, 13}};

  private static final BuildContext PLANE =
      new BuildContext() {
        @Override
        public long seed() {
          return 1;
        }

        @Override
        public <X> Optional<X> find(Class<X> type) {
          return Optional.of(type.cast(new FreeSpace(2)));
        }

        @Override
        public Path file(String name) {
          throw new UnsupportedOperationException(name);
        }
      };

  private static Cut cut(int at, Double above, Double below, Origin from) {
    return Cut.create(
        new Configuration(at, Axis.Y, Optional.ofNullable(above), Optional.ofNullable(below), from),
        PLANE);
  }

  private static CellState after(Cut cut, int steps) {
    StepBench bench = new StepBench(2, 1, cut);
    return bench.run(bench.state(ROW, 0.5), steps);
  }

  @Test
  void cellsBeyondThePlaneGoInTheStepThatIsSaid() {
    Cut upper = cut(2, 0.0, null, Origin.TISSUE);
    assertThat(after(upper, 1).count()).isEqualTo(4);
    CellState left = after(upper, 2);
    assertThat(left.position().column(1).toArray()).containsExactly(10, 11);
    assertThat(left.departures()).extracting(Departure::id).containsExactly(2, 3);
    assertThat(left.departures().get(0)).isEqualTo(new Departure(2, -1, 0, 0, 1, "cut"));
    assertThat(after(upper, 3).departures()).isEmpty();
  }

  @Test
  void aSliceIsCutFromBothSides() {
    CellState left = after(cut(1, 12.5, 10.5, Origin.SPACE), 1);
    assertThat(left.position().column(1).toArray()).containsExactly(11, 12);
  }

  @Test
  void oneSideMustBeSaid() {
    assertThatThrownBy(() -> cut(1, null, null, Origin.TISSUE))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("needs 'above' or 'below'");
  }
}
