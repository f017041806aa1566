package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EquilibriumTest {
  /** Springs of stiffness k between cells that touch at the sum of their radii. */
  private static final PairSum SPRINGS =
      PairSum.of(
          Formula.trace(
              "spring",
              List.of(
                  Port.vector("d", 2), Port.scalar("r.i"), Port.scalar("r.j"), Port.scalar("k")),
              in -> {
                Expr[] d = in.vector("d");
                Expr length = Expr.norm(d);
                Expr rest = in.scalar("r.i").plus(in.scalar("r.j"));
                Expr pull = in.scalar("k").times(length.minus(rest)).divide(length);
                return new Expr[] {pull.times(d[0]), pull.times(d[1])};
              }),
          2,
          List.of("r"),
          PairSum.Symmetry.ANTISYMMETRIC);

  private static Equilibrium.Forces springs(Pairs pairs) {
    return (x, parameters) ->
        SPRINGS.apply(pairs, x, List.of(parameters.get(0)), List.of(parameters.get(1)));
  }

  private static final double REST = 3e-14;

  /** Follows the forces until they vanish. */
  private static Var relax(
      Equilibrium.Forces forces, Var start, List<Var> parameters, double step) {
    Var x = start.stopGradient();
    List<Var> fixed = parameters.stream().map(Var::stopGradient).toList();
    for (int k = 0; k < 20_000; k++) {
      Var f = forces.at(x, fixed);
      double largest = 0;
      for (double v : f.data()) {
        largest = Math.max(largest, Math.abs(v));
      }
      if (largest < REST) {
        return x;
      }
      x = x.plus(f.times(step));
    }
    throw new IllegalStateException("not relaxed");
  }

  private static Var distance(Var x, int i, int j) {
    return x.gatherRows(j).minus(x.gatherRows(i)).square().sum().sqrt();
  }

  @Test
  void springsInSeriesBetweenWalls() {
    // from 0 over x1, x2 to L: each spring of stiffness k_i is stretched by the force f = (L - sum
    // of rests) / sum(1 / k_i)
    Equilibrium.Forces chain =
        (x, p) -> {
          Var k = p.get(0);
          Var rest = p.get(1);
          Var ends = Var.concatRows(Var.constant(0), x, p.get(2));
          Var tension = ends.rowRange(1, 4).minus(ends.rowRange(0, 3)).minus(rest).times(k);
          return tension.rowRange(1, 3).minus(tension.rowRange(0, 2));
        };
    double[] k = {2, 5, 3};
    double[] rest = {1, 0.5, 0.7};
    double wall = 4;
    double compliance = 1 / k[0] + 1 / k[1] + 1 / k[2];
    double force = (wall - 2.2) / compliance;
    Var at = Var.column(rest[0] + force / k[0], rest[0] + rest[1] + force / k[0] + force / k[1]);

    Tape tape = new Tape();
    Var stiffness = tape.input(Var.column(k.clone()));
    Var lengths = tape.input(Var.column(rest.clone()));
    Var end = tape.input(Var.constant(wall));
    Var x = Equilibrium.of(chain).solution(at, List.of(stiffness, lengths, end), NullModes.none(2));
    tape.seed(x, 1, 0);
    tape.sweep();
    // x1 = rest_1 + f / k_1
    assertThat(tape.adjoint(end)[0]).isCloseTo(1 / (k[0] * compliance), within(1e-12));
    assertThat(tape.adjoint(lengths))
        .containsExactly(
            new double[] {
              1 - 1 / (k[0] * compliance), -1 / (k[0] * compliance), -1 / (k[0] * compliance)
            },
            within(1e-12));
    double[] byStiffness = new double[3];
    for (int m = 0; m < 3; m++) {
      byStiffness[m] =
          force / (compliance * k[m] * k[m] * k[0]) - (m == 0 ? force / (k[0] * k[0]) : 0);
    }
    assertThat(tape.adjoint(stiffness)).containsExactly(byStiffness, within(1e-12));
    assertThat(x.data()).isSameAs(at.data());
  }

  @Test
  void sidesOfATriangleFollowTheRadiiWhateverTheStiffness() {
    Pairs pairs = new Pairs(3, new int[] {0, 0, 1}, new int[] {1, 2, 2});
    Var start = Var.ofRows(new double[][] {{0, 0}, {1.3, 0.2}, {0.4, 1.5}});
    double[][] sides = new double[3][];
    for (int side = 0; side < 3; side++) {
      Tape tape = new Tape();
      Var radius = tape.input(Var.column(0.5, 0.7, 0.6));
      Var k = tape.input(Var.constant(2));
      Var x = relax(springs(pairs), start, List.of(radius, k), 0.1);
      Var rest =
          Equilibrium.of(springs(pairs))
              .solution(x, List.of(radius, k), NullModes.rigid(x, 0, 0, 0));
      Var length = distance(rest, pairs.first()[side], pairs.second()[side]);
      assertThat(length.item())
          .isCloseTo(
              radius.get(pairs.first()[side], 0) + radius.get(pairs.second()[side], 0),
              within(1e-13));
      tape.seed(length, 1);
      tape.sweep();
      sides[side] = tape.adjoint(radius);
      assertThat(tape.adjoint(k)[0]).isCloseTo(0, within(1e-12));
    }
    assertThat(sides[0]).containsExactly(new double[] {1, 1, 0}, within(1e-9));
    assertThat(sides[1]).containsExactly(new double[] {1, 0, 1}, within(1e-9));
    assertThat(sides[2]).containsExactly(new double[] {0, 1, 1}, within(1e-9));
  }

  /**
   * A braced square of four cells, which no radii but equal ones leave without stress, and a pair
   * far away.
   */
  private static final Pairs TWO_CLUSTERS =
      new Pairs(7, new int[] {0, 0, 0, 1, 1, 2, 4}, new int[] {1, 2, 3, 2, 3, 3, 5});

  private static final Var TWO_CLUSTERS_START =
      Var.ofRows(new double[][] {{0, 0}, {1, 0.1}, {0.9, 1.2}, {-0.1, 1}, {20, 3}, {21, 4}});

  private static final int[] LABELS = {0, 0, 0, 0, 1, 1};

  private static Var twoClusters(Var start, Var... parameters) {
    List<Var> p = List.of(parameters);
    Var x = relax(springs(TWO_CLUSTERS), start, p, 0.1);
    return Equilibrium.of(springs(TWO_CLUSTERS)).solution(start, x, p, NullModes.rigid(x, LABELS));
  }

  @Test
  void stressedNetworkAgreesWithDifferences() {
    GradCheck.function(
            p -> {
              Var x = twoClusters(TWO_CLUSTERS_START, p);
              return distance(x, 0, 1)
                  .plus(distance(x, 0, 2).times(2))
                  .plus(distance(x, 1, 3).times(3))
                  .plus(distance(x, 2, 3).square())
                  .plus(distance(x, 4, 5).square());
            },
            Var.column(0.5, 0.6, 0.4, 0.7, 0.3, 0.9),
            Var.constant(1.5))
        .assertPasses(1e-8);
  }

  /** Morse's potential: attraction to a distance that is the sum of the radii. */
  private static final PairSum MORSE =
      PairSum.of(
          Formula.trace(
                  "morse",
                  List.of(
                      Port.vector("d", 3),
                      Port.scalar("r.i"),
                      Port.scalar("r.j"),
                      Port.scalar("a")),
                  in -> {
                    Expr gap =
                        Expr.norm(in.vector("d")).minus(in.scalar("r.i")).minus(in.scalar("r.j"));
                    Expr well = Expr.constant(1).minus(gap.times(in.scalar("a")).negate().exp());
                    return new Expr[] {well.square()};
                  })
              .gradient("d"),
          3,
          List.of("r"),
          PairSum.Symmetry.ANTISYMMETRIC);

  @Test
  void separateMorseClustersAgreeWithDifferences() {
    // two clusters of five and four points in space, found from the pairs that are in reach
    double[][] points = new double[9][3];
    java.util.Random random = new java.util.Random(3);
    for (int k = 0; k < points.length; k++) {
      for (int c = 0; c < 3; c++) {
        points[k][c] = random.nextDouble(-0.8, 0.8) + (k % 2 == 0 ? 0 : 3);
      }
    }
    int[] first = new int[36];
    int[] second = new int[36];
    int count = 0;
    for (int i = 0; i < 9; i++) {
      for (int j = i + 2; j < 9; j += 2) {
        first[count] = i;
        second[count++] = j;
      }
    }
    Pairs pairs = new Pairs(count, first, second);
    int[] labels = pairs.clusters(9);
    assertThat(labels).containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0);
    Equilibrium.Forces forces =
        (x, p) -> MORSE.apply(pairs, x, List.of(p.get(0)), List.of(p.get(1)));
    Var start = Var.ofRows(points);
    assertThat(NullModes.rigid(start, labels).count()).isEqualTo(12);
    GradCheck.function(
            v -> {
              List<Var> p = List.of(v);
              Var x = relax(forces, start, p, 0.05);
              Var rest = Equilibrium.of(forces).solution(start, x, p, NullModes.rigid(x, labels));
              return distance(rest, 0, 8)
                  .plus(distance(rest, 2, 6).times(2))
                  .plus(distance(rest, 1, 5).square());
            },
            Var.column(0.5, 0.6, 0.4, 0.55, 0.45, 0.5, 0.62, 0.48, 0.53),
            Var.constant(1.2))
        .assertPasses(1e-6);
  }

  @Test
  void clustersOfPairsAreLabeledByTheirFirstRow() {
    Pairs pairs = new Pairs(4, new int[] {4, 1, 2, 0, 9}, new int[] {6, 3, 3, 5, 9});
    assertThat(pairs.clusters(7)).containsExactly(0, 1, 1, 1, 4, 0, 4);
    assertThat(new Pairs(0, new int[0], new int[0]).clusters(2)).containsExactly(0, 1);
  }

  @Test
  void everyClusterHasItsOwnFreeMotions() {
    Tape tape = new Tape();
    Var radius = tape.input(Var.column(0.5, 0.6, 0.4, 0.7, 0.3, 0.9));
    Var start = tape.input(TWO_CLUSTERS_START);
    Var x = twoClusters(start, radius, Var.constant(1));
    // the pair's distance is the sum of its radii, whatever the other cluster does
    tape.seed(distance(x, 4, 5), 1);
    tape.sweep();
    assertThat(tape.adjoint(radius))
        .containsExactly(new double[] {0, 0, 0, 0, 1, 1}, within(1e-10));
    // lengths do not depend on where a cluster is
    assertThat(tape.adjoint(start)).containsExactly(new double[12], within(1e-10));
    // the pair's center stays where it started
    tape.clearAdjoints();
    tape.seed(x, 0, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 0, 0, 0);
    tape.sweep();
    assertThat(tape.adjoint(radius)).containsExactly(new double[6], within(1e-10));
    assertThat(tape.adjoint(start))
        .containsExactly(new double[] {0, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 0, 0, 0}, within(1e-12));
  }

  @Test
  void startAtRestTurnsWithTheStart() {
    // the pair is at rest already, so a turn of its start is a turn of its end
    Pairs pairs = new Pairs(1, new int[] {0}, new int[] {1});
    Var radius = Var.column(0.5, 0.5);
    Tape tape = new Tape();
    Var start = tape.input(Var.ofRows(new double[][] {{0, 0}, {1, 0}}));
    Var x =
        Equilibrium.of(springs(pairs))
            .solution(start, start, List.of(radius, Var.constant(1)), NullModes.rigid(start, 0, 0));
    tape.seed(x, 0, 0, -1, 1);
    tape.sweep();
    assertThat(tape.adjoint(start)).containsExactly(new double[] {0, 0, -1, 1}, within(1e-14));
  }

  @Test
  void nothingIsRecordedWithoutActiveParameters() {
    Var x =
        Equilibrium.of(springs(TWO_CLUSTERS))
            .solution(
                TWO_CLUSTERS_START,
                List.of(Var.filled(6, 1, 0.5), Var.constant(1)),
                NullModes.rigid(TWO_CLUSTERS_START, LABELS));
    assertThat(x.isActive()).isFalse();
  }

  private static void sweepPair(double stretch, NullModes modes, int limit) {
    Pairs pairs = new Pairs(1, new int[] {0}, new int[] {1});
    Tape tape = new Tape();
    Var radius = tape.input(Var.column(0.5, 0.5));
    Var x = Var.ofRows(new double[][] {{0, 0}, {stretch, 0}});
    Var rest =
        Equilibrium.of(springs(pairs))
            .withTolerance(1e-12)
            .withLimit(limit)
            .solution(x, List.of(radius, Var.constant(1)), modes);
    tape.seed(rest, 1, 2, 3, 5);
    tape.sweep();
  }

  @Test
  void failsWithAReasonWhereThereIsNoUniqueAnswer() {
    Var x = Var.ofRows(new double[][] {{0, 0}, {1, 0}});
    sweepPair(1, NullModes.rigid(x, 0, 0), 10);
    // a rotation that is not given
    assertThatThrownBy(() -> sweepPair(1, NullModes.translations(x, 0, 0), 100))
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("equilibrium");
    // a compressed pair would rather turn: no minimum
    assertThatThrownBy(() -> sweepPair(0.5, NullModes.translations(x, 0, 0), 100))
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("not a minimum");
    assertThatThrownBy(() -> sweepPair(1, NullModes.none(3), 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhenTheLinearSolveTakesTooLong() {
    Tape tape = new Tape();
    Var radius = tape.input(Var.column(0.5, 0.6, 0.4, 0.7, 0.3, 0.9));
    List<Var> parameters = List.of(radius, Var.constant(1));
    Var x = relax(springs(TWO_CLUSTERS), TWO_CLUSTERS_START, parameters, 0.1);
    Var rest =
        Equilibrium.of(springs(TWO_CLUSTERS))
            .withLimit(2)
            .solution(x, parameters, NullModes.rigid(x, LABELS));
    tape.seed(rest, 3, -1, 4, -1, 5, -9, 2, -6, 5, -3, 5, -8);
    assertThatThrownBy(tape::sweep)
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("2 products");
  }
}
