package org.blastema.kernel.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Var;
import org.blastema.kernel.initial.Lattice.Arrangement;
import org.blastema.kernel.initial.Lattice.Sites;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;
import org.junit.jupiter.api.Test;

class LatticeTest {
  private static final CellTypes TYPES =
      new CellTypes(
          List.of(
              new CellTypes.CellType("A", true, List.of(), List.of()),
              new CellTypes.CellType("B", true, List.of(), List.of())));

  private record Context(int dimensions) implements BuildContext {
    @Override
    public long seed() {
      return 1;
    }

    @Override
    public <X> Optional<X> find(Class<X> type) {
      Object found = type == Space.class ? new FreeSpace(dimensions) : TYPES;
      return Optional.of(type.cast(found));
    }

    @Override
    public Path file(String name) {
      throw new UnsupportedOperationException(name);
    }
  }

  private static Lattice lattice(
      Sites sites, List<Integer> counts, double jitter, Map<String, Double> shares, Arrangement a) {
    return Lattice.of(
        new Lattice.Configuration(
            sites,
            counts,
            Optional.empty(),
            1.5,
            0.4,
            jitter,
            shares,
            a,
            Axis.Y,
            Map.of(),
            Map.of("radius", 2.0)),
        new Context(counts.size()));
  }

  private static CellState founders(Lattice lattice, int dimensions, int rollout) {
    return lattice.create(
        StateSchema.union(List.of(FieldSpec.position(dimensions), FieldSpec.radius())),
        PhiloxRandom.of(7, rollout, 0));
  }

  /** 100 cells: 10 rows of 9 bonds, and 9 pairs of rows with 19 bonds between them. */
  @Test
  void aHexagonalLatticeHasSixNeighborsAtTheSpacing() {
    Lattice lattice = lattice(Sites.HEXAGONAL, List.of(10, 10), 0, Map.of(), Arrangement.BLOCK);
    Var x = founders(lattice, 2, 0).position();
    Pairs pairs = new NeighborList().within(x.data(), 100, 2, 1.6);
    int near = 0;
    for (int k = 0; k < pairs.count(); k++) {
      int i = pairs.first()[k];
      int j = pairs.second()[k];
      double distance = Math.hypot(x.get(i, 0) - x.get(j, 0), x.get(i, 1) - x.get(j, 1));
      if (distance < 1.6) {
        assertThat(distance).isCloseTo(1.5, within(1e-14));
        near++;
      }
    }
    assertThat(near).isEqualTo(10 * 9 + 9 * 19);
    assertThat(x.sumRows().data()).containsExactly(new double[] {0, 0}, within(1e-12));
  }

  @Test
  void aCubicLatticeFillsABox() {
    Lattice lattice = lattice(Sites.CUBIC, List.of(2, 3, 4), 0, Map.of(), Arrangement.BLOCK);
    Var x = founders(lattice, 3, 0).position();
    assertThat(x.rows()).isEqualTo(24);
    assertThat(x.column(2).max().item()).isEqualTo(2.25);
    assertThat(x.column(1).max().item()).isEqualTo(1.5);
    assertThat(x.column(0).max().item()).isEqualTo(0.75);
  }

  @Test
  void sharesAreExactAndShuffledAnew() {
    Lattice lattice =
        lattice(
            Sites.HEXAGONAL,
            List.of(10, 10),
            0,
            new TreeMap<>(Map.of("A", 3.0, "B", 1.0)),
            Arrangement.RANDOM);
    assertThat(lattice.random()).isTrue();
    int[] first = founders(lattice, 2, 0).types();
    int[] second = founders(lattice, 2, 1).types();
    assertThat(Arrays.stream(first).filter(t -> t == 0).count()).isEqualTo(75);
    assertThat(Arrays.stream(second).filter(t -> t == 0).count()).isEqualTo(75);
    assertThat(first).isNotEqualTo(second).isEqualTo(founders(lattice, 2, 0).types());
  }

  @Test
  void blocksLieAlongTheAxisAndCoresInside() {
    Map<String, Double> half = new TreeMap<>(Map.of("A", 1.0, "B", 1.0));
    CellState block =
        founders(lattice(Sites.CUBIC, List.of(4, 4), 0, half, Arrangement.BLOCK), 2, 0);
    CellState core = founders(lattice(Sites.CUBIC, List.of(4, 4), 0, half, Arrangement.CORE), 2, 0);
    for (int i = 0; i < 16; i++) {
      assertThat(block.type(i)).isEqualTo(block.position().get(i, 1) < 0 ? 0 : 1);
    }
    for (int i = 0; i < 16; i++) {
      double r = Math.hypot(core.position().get(i, 0), core.position().get(i, 1));
      assertThat(r < 1.5 ? core.type(i) : 0).isZero();
      assertThat(r > 3 ? core.type(i) : 1).isOne();
    }
  }

  @Test
  void fieldsAreDrawnBelowTheirLimit() {
    Lattice lattice = lattice(Sites.CUBIC, List.of(30, 30), 0.1, Map.of(), Arrangement.BLOCK);
    double[] radius = founders(lattice, 2, 0).radius().data();
    assertThat(Arrays.stream(radius).min().orElseThrow()).isBetween(0.0, 0.02);
    assertThat(Arrays.stream(radius).max().orElseThrow()).isBetween(1.98, 2.0);
    assertThat(Arrays.stream(radius).average().orElseThrow())
        .isCloseTo(1, within(4 * Math.sqrt(4 / 12.0 / 900)));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(
            () -> lattice(Sites.HEXAGONAL, List.of(2, 2, 2), 0, Map.of(), Arrangement.BLOCK))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("a hexagonal lattice lies in the plane");
    assertThatThrownBy(
            () -> lattice(Sites.CUBIC, List.of(2, 2), 0, Map.of("C", 1.0), Arrangement.BLOCK))
        .hasMessage("unknown cell type 'C'");
  }

  private static Lattice around(Sites sites, int cells, int dimensions, List<Integer> counts) {
    return Lattice.of(
        new Lattice.Configuration(
            sites,
            counts,
            Optional.of(cells),
            1.5,
            0.4,
            0,
            Map.of(),
            Arrangement.BLOCK,
            Axis.Y,
            Map.of(),
            Map.of()),
        new Context(dimensions));
  }

  /** A center, 12 nearest sites, 6 at sqrt(2) spacings, 24 at sqrt(3) of them. */
  @Test
  void theSitesNearestToTheOriginFormABall() {
    double[] x = founders(around(Sites.FACE_CENTERED, 43, 3, List.of()), 3, 0).position().toArray();
    Map<Long, Integer> shells = new TreeMap<>();
    for (int i = 0; i < 43; i++) {
      double squared = x[i] * x[i] + x[43 + i] * x[43 + i] + x[86 + i] * x[86 + i];
      shells.merge(Math.round(squared / (1.5 * 1.5)), 1, Integer::sum);
      assertThat(squared / (1.5 * 1.5)).isCloseTo(Math.rint(squared / 2.25), within(1e-12));
    }
    assertThat(shells).isEqualTo(Map.of(0L, 1, 1L, 12, 2L, 6, 3L, 24));
    double[] disc = founders(around(Sites.HEXAGONAL, 7, 2, List.of()), 2, 0).position().toArray();
    for (int i = 0; i < 7; i++) {
      assertThat(Math.hypot(disc[i], disc[7 + i])).isCloseTo(i == 3 ? 0 : 1.5, within(1e-12));
    }
  }

  @Test
  void countsAndCellsExcludeEachOther() {
    assertThatThrownBy(() -> around(Sites.CUBIC, 7, 2, List.of(3, 3)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("takes the place of counts");
    assertThatThrownBy(() -> around(Sites.FACE_CENTERED, 7, 2, List.of()))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("lies in space");
  }
}
