package org.blastema.kernel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.Tissues;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.network.GeneNetwork.InputGenes;
import org.blastema.kernel.network.GeneNetwork.Sensing;
import org.blastema.kernel.network.Intracellular.Feedback;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.ParameterSpec.Initial;
import org.blastema.plugin.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntracellularTest {
  private static final Chemicals TWO =
      new Chemicals(
          List.of("a", "b"),
          List.of(Parameter.constant("Da", 1), Parameter.constant("Db", 1)),
          List.of(Parameter.constant("Ka", 1), Parameter.constant("Kb", 1)));
  private static final CellTypes TYPES =
      new CellTypes(
          List.of(
              new CellType("both", true, List.of(true, true), List.of(0.0, 0.0)),
              new CellType("idle", false, List.of(false, true), List.of(0.0, 0.0))));
  private static final Solver RK4 =
      new Solver(Solver.Method.RUNGE_KUTTA_4, 1e-6, 1e-9, 0.1, 40, Solver.ErrorNorm.LARGEST_ROW);
  private static final StepBench.Goal OUTPUTS =
      new StepBench.Goal(
          state -> {
            Var secretion = state.get("secretion");
            return state
                .get("division")
                .square()
                .sum()
                .plus(secretion.column(0).times(secretion.column(1).plus(2)).sum());
          },
          0);

  private record Fixed(Object object) {
    <T> Part<T> part() {
      Object known = object;
      return new Part<>() {
        @Override
        public String keyword() {
          return "fixed";
        }

        @Override
        public String path() {
          return "fixed";
        }

        @Override
        public Record configuration() {
          throw new UnsupportedOperationException("a fixed part has no configuration");
        }

        @Override
        @SuppressWarnings("unchecked") // the test puts in what it asks for
        public T build(BuildContext context) {
          return (T) known;
        }
      };
    }
  }

  private static final BuildContext CONTEXT =
      new BuildContext() {
        @Override
        public long seed() {
          return 0;
        }

        @Override
        public <X> Optional<X> find(Class<X> type) {
          return List.of(TWO, TYPES, new FreeSpace(2)).stream()
              .filter(type::isInstance)
              .map(type::cast)
              .findFirst();
        }

        @Override
        public Path file(String name) {
          return Path.of(name);
        }
      };

  private static ParameterSpec normal(String path, double scale) {
    return new ParameterSpec(path, new Initial.Drawn("normal", scale), true, -1e9, 1e9);
  }

  private static GeneNetwork.Configuration network(
      InputGenes inputGenes, Sensing sensing, boolean perType, List<List<Integer>> edges) {
    return network(inputGenes, sensing, perType, edges, List.of());
  }

  private static GeneNetwork.Configuration network(
      InputGenes inputGenes,
      Sensing sensing,
      boolean perType,
      List<List<Integer>> edges,
      List<Integer> silent) {
    return new GeneNetwork.Configuration(
        normal("weights", 0.8),
        normal("bias", 0.5),
        normal("decay", 0.2),
        Activation.ALGEBRAIC,
        inputGenes,
        sensing,
        0.01,
        perType,
        edges,
        silent,
        RK4);
  }

  private static Intracellular step(
      GeneNetwork.Configuration network, Feedback feedback, double hiddenDecay) {
    IntracellularModel.Factory factory =
        (inputs, hidden, outputs, types) ->
            new GeneNetwork(network, inputs, hidden, outputs, types, 3);
    return Intracellular.of(
        new Intracellular.Configuration(
            new Fixed(factory).part(),
            List.of("chemical", "stress"),
            2,
            List.of("secretion", "division"),
            1.5,
            hiddenDecay,
            Optional.of(new SizeGate(0.45, 20)),
            feedback,
            "genes"),
        CONTEXT);
  }

  private static CellState tissue(StepBench bench) {
    int n = 6;
    double[][] chemical = Tissues.scattered(31, n, 2, 2, 0.1);
    return bench
        .state(new int[] {0, 1, 0, 0, 1, 0}, Tissues.scattered(32, n, 2, 4, 0.8), Tissues.radii(n))
        .with("chemical", Var.ofRows(chemical))
        .with("stress", Var.column(-0.2, 0.1, 0.4, -0.5, 0, 0.3))
        .with("division", Var.column(0.3, 0, 0.9, 0.2, 0, 0.5));
  }

  @ParameterizedTest
  @EnumSource(InputGenes.class)
  void outputsAreDifferentiableByParametersAndInputs(InputGenes inputGenes) {
    for (boolean perType : new boolean[] {false, true}) {
      Intracellular step =
          step(network(inputGenes, Sensing.LOGARITHMIC, perType, List.of()), Feedback.GATED, 0.3);
      StepBench bench = new StepBench(2, 1, step);
      CellState state = tissue(bench).with("genes", Var.ofRows(Tissues.scattered(33, 6, 2, 1, 0)));
      // stress may be negative, where the logarithm is not defined
      state = state.with("stress", state.get("stress").abs());
      for (Parameter parameter : step.parameters()) {
        double[] differences = bench.differences(state, OUTPUTS, parameter, null, 1e-5);
        assertThat(
                Tissues.discrepancy(bench.gradient(state, OUTPUTS, parameter, null), differences))
            .as(parameter.path())
            .isLessThan(1e-7);
      }
      for (String field : List.of("chemical", "radius", "genes", "division")) {
        double[] differences = bench.differences(state, OUTPUTS, null, field, 1e-6);
        assertThat(Tissues.discrepancy(bench.gradient(state, OUTPUTS, null, field), differences))
            .as(field)
            .isLessThan(1e-6);
      }
    }
  }

  @Test
  void typesAndSizeLimitTheOutputs() {
    StepBench bench =
        new StepBench(
            2,
            1,
            step(network(InputGenes.HELD, Sensing.LINEAR, false, List.of()), Feedback.RAW, 0));
    CellState state = tissue(bench);
    CellState after = bench.run(state);
    double[] raw = after.get("genes").column(4).toArray();
    for (int i = 0; i < state.count(); i++) {
      boolean idle = state.type(i) == 1;
      double gate = 1 / (1 + Math.exp(-20 * (state.radius().get(i, 0) - 0.45)));
      assertThat(after.get("division").get(i, 0))
          .isCloseTo(idle ? 0 : raw[i] * gate, within(1e-14));
      assertThat(after.get("secretion").get(i, 0) == 0).isEqualTo(idle);
      assertThat(after.get("secretion").get(i, 1)).isNotZero();
    }
  }

  /** What gate and mask take away is gone for good only with gated feedback. */
  @Test
  void rawOutputsAreRememberedUnlessGatedOnesAreFedBack() {
    GeneNetwork.Configuration network = network(InputGenes.HELD, Sensing.LINEAR, false, List.of());
    StepBench raw = new StepBench(2, 1, step(network, Feedback.RAW, 0));
    StepBench gated = new StepBench(2, 1, step(network, Feedback.GATED, 0));
    CellState a = raw.run(tissue(raw));
    CellState b = raw.run(tissue(raw).with("division", Var.zeros(6, 1)));
    assertThat(a.get("division").data()).isEqualTo(b.get("division").data());
    CellState c = gated.run(tissue(gated));
    CellState d = gated.run(tissue(gated).with("division", Var.zeros(6, 1)));
    assertThat(c.get("division").data()).isNotEqualTo(d.get("division").data());
  }

  @Test
  void lostMemoryStartsAgainAtZero() {
    GeneNetwork.Configuration network = network(InputGenes.HELD, Sensing.LINEAR, false, List.of());
    StepBench forgetful = new StepBench(2, 1, step(network, Feedback.GATED, 1));
    CellState fresh = forgetful.run(tissue(forgetful));
    CellState old = forgetful.run(tissue(forgetful).with("genes", Var.filled(6, 2, 7)));
    assertThat(old.get("genes").data()).isEqualTo(fresh.get("genes").data());
  }

  @Test
  void forbiddenEdgesHaveNoEffect() {
    List<List<Integer>> edges = new ArrayList<>();
    for (int source = 0; source < 8; source++) {
      edges.add(source == 2 ? List.of(0, 0, 0, 0, 0) : List.of(1, 1, 1, 1, 1));
    }
    Intracellular step =
        step(network(InputGenes.HELD, Sensing.LINEAR, false, edges), Feedback.RAW, 0);
    StepBench bench = new StepBench(2, 1, step);
    CellState state = tissue(bench);
    double[] gradient = bench.gradient(state, OUTPUTS, step.parameters().get(0), null);
    for (int target = 0; target < 5; target++) {
      assertThat(gradient[target * 8 + 2]).isZero();
      assertThat(gradient[target * 8]).isNotZero();
    }
    assertThat(bench.run(state.with("stress", Var.filled(6, 1, 9))).get("division").data())
        .isEqualTo(bench.run(state).get("division").data());
  }

  /** A silent source is one whose row of weights is zero. */
  @Test
  void silentSourcesRegulateNothing() {
    StepBench silent =
        new StepBench(
            2,
            1,
            step(
                network(InputGenes.EVOLVING, Sensing.LINEAR, false, List.of(), List.of(2, 5)),
                Feedback.RAW,
                0));
    Intracellular whole =
        step(network(InputGenes.EVOLVING, Sensing.LINEAR, false, List.of()), Feedback.RAW, 0);
    Parameter weights = whole.parameters().get(0);
    double[] cut = weights.values().clone();
    for (int target = 0; target < 8; target++) {
      cut[target * 8 + 2] = 0;
      cut[target * 8 + 5] = 0;
    }
    StepBench zeroed = new StepBench(2, 1, whole);
    assertThat(silent.run(tissue(silent)).get("genes").data())
        .isEqualTo(zeroed.run(tissue(zeroed), weights, cut).get("genes").data());
  }

  @Test
  void silentSourcesThatDoNotExistAreRefused() {
    assertThatThrownBy(() ->
            step(
                network(InputGenes.HELD, Sensing.LINEAR, false, List.of(), List.of(8)),
                Feedback.RAW,
                0))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("the last source is 7");
  }

  @Test
  void edgesOfTheWrongShapeAreRefused() {
    assertThatThrownBy(() ->
            step(
                network(InputGenes.HELD, Sensing.LINEAR, false, List.of(List.of(1))),
                Feedback.RAW,
                0))
        .isInstanceOf(InvalidConfiguration.class);
  }
}
