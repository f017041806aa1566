package org.blastema.cellbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.GradCheck;
import org.blastema.autodiff.Var;
import org.blastema.kernel.network.IntracellularModel;
import org.blastema.kernel.network.Solver;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellBoxModelTest {
  @TempDir Path folder;

  private IntracellularModel model(List<String> perturbs) throws IOException {
    Files.writeString(folder.resolve("n.csv"), "target,a,b,c\na,0,0,-1\nb,1,0,0\nc,0,0.5,0\n");
    CellBoxModel.Configuration c =
        new CellBoxModel.Configuration(
            "n.csv",
            ParameterSpec.of("weights", 0),
            ParameterSpec.of("scale", 0.9),
            ParameterSpec.of("decay", 1.1),
            perturbs,
            ParameterSpec.of("potency", -0.7),
            List.of("c"),
            ParameterSpec.of("slope", 3),
            ParameterSpec.of("threshold", 0.2),
            new Solver(
                Solver.Method.RUNGE_KUTTA_4, 1e-6, 1e-9, 0.1, 40, Solver.ErrorNorm.LARGEST_ROW));
    return CellBoxModel.factory(c, new Context(folder)).create(1, 3, 1, 1);
  }

  /** A context with files. */
  private record Context(Path folder) implements BuildContext {
    @Override
    public long seed() {
      return 1;
    }

    @Override
    public <X> Optional<X> find(Class<X> type) {
      return Optional.empty();
    }

    @Override
    public Path file(String name) {
      return folder.resolve(name);
    }
  }

  private static Var value(Parameter p) {
    return Var.of(p.rows(), p.columns(), p.values());
  }

  @Test
  void a_dose_lowers_what_the_perturbed_node_drives() throws IOException {
    IntracellularModel model = model(List.of("a"));
    Var out =
        model.advance(CellBoxModelTest::value, Var.column(0, 1), Var.zeros(2, 4), new int[2], 4);
    assertThat(out.columns()).isEqualTo(4);
    assertThat(out.get(0, 2)).isZero();
    assertThat(out.get(1, 2)).isNegative();
    assertThat(out.get(1, 3)).isLessThan(out.get(0, 3));
  }

  /** Differences against the reverse sweep through the solver, by every parameter and the dose. */
  @Test
  void gradients_flow_through() throws IOException {
    IntracellularModel model = model(List.of("b"));
    List<Parameter> parameters = model.parameters();
    Var[] inputs = new Var[parameters.size() + 1];
    for (int k = 0; k < parameters.size(); k++) {
      inputs[k] = value(parameters.get(k));
    }
    inputs[parameters.size()] = Var.column(0.4, 1.2);
    GradCheck.function(
            v ->
                model
                    .advance(
                        p -> v[parameters.indexOf(p)],
                        v[parameters.size()],
                        Var.of(2, 4, 0.1, -0.2, 0.3, 0, 0, 0.1, 0.5, 0.5),
                        new int[2],
                        2)
                    .square()
                    .sum(),
            inputs)
        .assertPasses(1e-6);
  }

  @Test
  void unknown_nodes_are_named() {
    assertThatThrownBy(() -> model(List.of("z")))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("unknown node 'z'");
  }
}
