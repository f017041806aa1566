package org.blastema.celltypes.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.Bench;
import org.blastema.celltypes.behavior.Contact;
import org.blastema.celltypes.behavior.Regulation;
import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactSignalingTest {
  private static final double[][] PAIR = {{0, 0}, {1, 0}};

  /** dN/dt = d^2 / (0.01 + d^2) - N, dD/dt = 1 / (1 + 100 N^2) - D. */
  private static Bench deltaNotch() {
    Bench bench = new Bench(2, List.of(), "cell");
    Regulation byNotch =
        new Regulation(
            Optional.empty(),
            Optional.of("response-delta"),
            Regulation.Effect.DECREASES,
            Bench.trained("repression", 0.1),
            Bench.trained("repression-hill", 2));
    return bench.with(
        "cell",
        Presents.create(
            new Presents.Configuration(
                "delta",
                Bench.trained("level", 1),
                Bench.trained("turnover", 1),
                Optional.of(byNotch)),
            bench),
        Receives.create(
            new Receives.Configuration(
                "delta",
                Bench.trained("half", 0.1),
                Bench.trained("hill", 2),
                Bench.trained("delay", 1)),
            bench));
  }

  private static ContactSignaling step(Bench bench, Signal.Pooling pooling, int stages, int steps) {
    return ContactSignaling.create(
        new ContactSignaling.Configuration("delta", Contact.STANDARD, pooling, stages, steps),
        bench);
  }

  private static CellState start(Bench.Run run, double... n0d0n1d1) {
    return run.founders(new int[2], PAIR)
        .with("response-delta", Var.column(n0d0n1d1[0], n0d0n1d1[2]))
        .with("ligand-delta", Var.column(n0d0n1d1[1], n0d0n1d1[3]));
  }

  /** The published end states of two cells: (N, D) = (0.0101, 0.9899) and (0.9899, 0.0101). */
  @Test
  void twoCellsEndInOppositeStates() {
    Bench bench = deltaNotch();
    Bench.Run run = bench.run(1, step(bench, Signal.Pooling.MEAN, 1, 10));
    CellState end = run.run(start(run, 0.4, 0.30, 0.4, 0.31), 200, 1).last();
    Var n = end.get("response-delta");
    Var d = end.get("ligand-delta");
    assertThat(n.get(0, 0)).isCloseTo(0.9899, within(5e-5));
    assertThat(d.get(0, 0)).isCloseTo(0.0101, within(5e-5));
    assertThat(n.get(1, 0)).isCloseTo(0.0101, within(5e-5));
    assertThat(d.get(1, 0)).isCloseTo(0.9899, within(5e-5));
    // and to all digits: both right-hand sides vanish
    for (int i = 0; i < 2; i++) {
      double other = d.get(1 - i, 0);
      double own = n.get(i, 0);
      assertThat(other * other / (0.01 + other * other)).isCloseTo(own, within(1e-12));
      assertThat(1 / (1 + 100 * own * own)).isCloseTo(d.get(i, 0), within(1e-12));
    }
  }

  /** The homogeneous state N = 0.3538, D = 0.0740 is a fixed point of equal cells. */
  @Test
  void equalCellsEndInTheHomogeneousState() {
    Bench bench = deltaNotch();
    Bench.Run run = bench.run(1, step(bench, Signal.Pooling.MEAN, 1, 10));
    CellState end = run.run(start(run, 0.3, 0.1, 0.3, 0.1), 30, 1).last();
    assertThat(end.get("response-delta").get(0, 0)).isCloseTo(0.3538, within(5e-5));
    assertThat(end.get("ligand-delta").get(1, 0)).isCloseTo(0.0740, within(5e-5));
  }

  /** Order 4: halving the step divides the error by about 16. */
  @Test
  void theSolutionIsOfOrderFour() {
    Bench bench = deltaNotch();
    double exact = afterOne(bench, 512);
    double coarse = Math.abs(afterOne(bench, 16) - exact);
    double fine = Math.abs(afterOne(bench, 32) - exact);
    assertThat(coarse / fine).isBetween(12.0, 21.0);
  }

  private static double afterOne(Bench bench, int steps) {
    Bench.Run run = bench.run(1, step(bench, Signal.Pooling.MEAN, 1, steps));
    return run.run(start(run, 0.2, 0.8, 0.6, 0.3), 1, 1).last().get("response-delta").get(0, 0);
  }

  /** A step input passes m stages of rate m/T: an Erlang distribution of mean T. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theDelayHasAGammaDistribution(int stages) {
    Bench bench = new Bench(2, List.of(), "sender", "receiver");
    bench
        .with(
            "sender",
            Presents.create(
                new Presents.Configuration(
                    "delta",
                    Bench.trained("level", 0.8),
                    Bench.trained("turnover", 1),
                    Optional.empty()),
                bench))
        .with(
            "receiver",
            Receives.create(
                new Receives.Configuration(
                    "delta",
                    Bench.trained("half", 0.5),
                    Bench.trained("hill", 2),
                    Bench.trained("delay", 2)),
                bench));
    Bench.Run run = bench.run(1.5, step(bench, Signal.Pooling.SUM, stages, 100));
    CellState from = run.founders(new int[] {0, 1}, PAIR).with("ligand-delta", Var.column(0.8, 0));
    double got = run.run(from, 1, 1).last().get("response-delta").get(1, 0);
    double input = 0.64 / (0.64 + 0.25);
    double rate = stages * 1.5 / 2;
    double tail = 0;
    double term = Math.exp(-rate);
    for (int k = 0; k < stages; k++) {
      tail += term;
      term *= rate / (k + 1);
    }
    assertThat(got).isCloseTo(input * (1 - tail), within(1e-8));
    assertThat(run.run(from, 1, 1).last().get("response-delta").get(0, 0)).isZero();
  }

  /** Full contact up to 1.1 sums of radii, none from 1.5 on; a mean does not count who is near. */
  @Test
  void neighborsAreAveragedOrSummed() {
    double[][] x = {{0, 0}, {1, 0}, {-1, 0}, {0, 1.5}};
    for (Signal.Pooling pooling : Signal.Pooling.values()) {
      Signal signal = new Signal(pooling, Contact.STANDARD, 2);
      Var positions = Var.ofRows(x);
      Var got =
          signal.of(
              new NeighborList().within(positions.data(), 4, 2, 1.5),
              positions,
              Var.filled(4, 1, 0.5),
              Var.column(1, 2, 4, 8));
      double of0 = pooling == Signal.Pooling.MEAN ? 3 : 6;
      assertThat(got.data()).containsExactly(new double[] {of0, 1, 1, 0}, within(1e-15));
    }
  }

  @Test
  void everyNumberIsDifferentiated() {
    Bench bench = deltaNotch();
    Bench.Run run = bench.run(1, step(bench, Signal.Pooling.MEAN, 2, 4));
    CellState from =
        run.founders(new int[3], new double[][] {{0, 0}, {1.2, 0}, {0.3, 1.25}})
            .with("response-delta", Var.column(0.2, 0.4, 0.1))
            .with("ligand-delta", Var.column(0.7, 0.3, 0.5));
    Function<CellState, Var> goal =
        s -> s.get("response-delta").square().sum().plus(s.get("ligand-delta").sum());
    for (String path :
        List.of("level", "turnover", "repression", "repression-hill", "half", "hill", "delay")) {
      Parameter p = run.parameter(path);
      double derivative = run.derivative(from, goal, 0, p, List.of());
      assertThat(derivative)
          .as(path)
          .isCloseTo(run.difference(from, goal, 0, p, List.of(), 1e-5), within(1e-8));
      assertThat(Math.abs(derivative)).as(path).isGreaterThan(1e-4);
    }
  }

  @Test
  void aLigandThatNobodyPresentsIsRefused() {
    Bench bench = new Bench(2, List.of(), "cell");
    assertThatThrownBy(() -> step(bench, Signal.Pooling.MEAN, 1, 1))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("no cell type presents 'delta'");
  }
}
