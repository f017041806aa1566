package org.blastema.kernel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.blastema.autodiff.GradCheck;
import org.blastema.autodiff.Var;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.ParameterSpec.Initial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NeuralNetworkTest {
  private static final int INPUTS = 2;
  private static final int HIDDEN = 1;
  private static final int OUTPUTS = 2;
  private static final int CELLS = 4;
  private static final BuildContext CONTEXT =
      new BuildContext() {
        @Override
        public long seed() {
          return 5;
        }

        @Override
        public <X> Optional<X> find(Class<X> type) {
          return Optional.empty();
        }

        @Override
        public Path file(String name) {
          return Path.of(name);
        }
      };

  private static ParameterSpec normal(String path) {
    return new ParameterSpec(path, new Initial.Drawn("normal", 1), true, -1e9, 1e9);
  }

  private static IntracellularModel plain(List<Integer> layers) {
    return NeuralNetwork.plain(
            new NeuralNetwork.Plain(layers, normal("weights"), normal("biases")), CONTEXT)
        .create(INPUTS, HIDDEN, OUTPUTS, 1);
  }

  private static IntracellularModel equation(List<Integer> layers) {
    Solver solver =
        new Solver(Solver.Method.RUNGE_KUTTA_4, 1e-6, 1e-9, 0.1, 10, Solver.ErrorNorm.LARGEST_ROW);
    return NeuralNetwork.equation(
            new NeuralNetwork.Equation(
                layers,
                normal("weights"),
                normal("biases"),
                ParameterSpec.of("decay", 0.3),
                solver),
            CONTEXT)
        .create(INPUTS, HIDDEN, OUTPUTS, 1);
  }

  static Stream<IntracellularModel> models() {
    return Stream.of(plain(List.of(3, 4)), plain(List.of()), equation(List.of(3)));
  }

  private static Var table(int columns, long seed) {
    return Var.of(CELLS, columns, new Random(seed).doubles(CELLS * columns, 0.2, 1).toArray());
  }

  private static Var advanced(IntracellularModel model, Var sensed, Var variables, Var... values) {
    List<Parameter> parameters = model.parameters();
    return model.advance(
        p -> values[parameters.indexOf(p)], sensed, variables, new int[CELLS], 0.8);
  }

  private static Var[] initial(IntracellularModel model) {
    return model.parameters().stream()
        .map(p -> Var.of(p.rows(), p.columns(), p.values()))
        .toArray(Var[]::new);
  }

  @ParameterizedTest
  @MethodSource("models")
  void derivativesByEverything(IntracellularModel model) {
    Var[] values = initial(model);
    Var[] point = new Var[2 + values.length];
    point[0] = table(INPUTS, 1);
    point[1] = table(HIDDEN + OUTPUTS, 2);
    System.arraycopy(values, 0, point, 2, values.length);
    Var weights =
        Var.of(CELLS, HIDDEN + OUTPUTS, new Random(3).doubles(CELLS * 3, -1, 1).toArray());
    GradCheck.function(
            in -> {
              Var[] now = new Var[values.length];
              System.arraycopy(in, 2, now, 0, now.length);
              return advanced(model, in[0], in[1], now).times(weights).sum();
            },
            point)
        .assertPasses(1e-7);
  }

  /** One hidden layer, worked out by hand for one cell: hidden tanh, outputs ln(1 + exp). */
  @Test
  void mapIsTheOneDescribed() {
    IntracellularModel model = plain(List.of(2));
    Var[] values = initial(model);
    double[] w = values[0].data();
    double[] b = values[1].data();
    Var sensed = table(INPUTS, 1);
    Var variables = table(HIDDEN + OUTPUTS, 2);
    double[] a = {sensed.get(0, 0), sensed.get(0, 1), variables.get(0, 0)};
    double[] middle = new double[2];
    for (int j = 0; j < 2; j++) {
      double z = 0;
      for (int i = 0; i < 3; i++) {
        z += w[3 * j + i] * a[i];
      }
      middle[j] = Math.tanh(z / Math.sqrt(3) + b[j]);
    }
    Var after = advanced(model, sensed, variables, values);
    for (int j = 0; j < 3; j++) {
      double z = (w[6 + 2 * j] * middle[0] + w[7 + 2 * j] * middle[1]) / Math.sqrt(2) + b[2 + j];
      double expected = j == 0 ? Math.tanh(z) : Math.log1p(Math.exp(z));
      assertThat(after.get(0, j)).isCloseTo(expected, within(1e-14));
    }
  }

  /** The equation's fixed point has every variable at its production over its decay. */
  @Test
  void equationComesToRestWhereProductionIsDecay() {
    IntracellularModel model = equation(List.of(3));
    Var[] values = initial(model);
    values[0] = values[0].times(0);
    Var sensed = table(INPUTS, 1);
    Var x = table(HIDDEN + OUTPUTS, 2);
    for (int step = 0; step < 200; step++) {
      x = advanced(model, sensed, x, values);
    }
    double[] b = values[1].data();
    for (int j = 0; j < 3; j++) {
      double production = 1 / (1 + Math.exp(-b[3 + j]));
      assertThat(x.get(2, j)).isCloseTo(production / 0.3, within(1e-10));
    }
  }

  @Test
  void aMapNeedsNoHiddenVariables() {
    IntracellularModel model =
        NeuralNetwork.plain(
                new NeuralNetwork.Plain(List.of(3), normal("weights"), normal("biases")), CONTEXT)
            .create(INPUTS, 0, OUTPUTS, 1);
    assertThat(advanced(model, table(INPUTS, 1), table(OUTPUTS, 2), initial(model)).columns())
        .isEqualTo(OUTPUTS);
  }

  @Test
  void hugeNetworksAreRefused() {
    assertThatThrownBy(() -> plain(List.of(100, 100)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("at most 4096");
  }
}
