package org.blastema.cellbox.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.blastema.cellbox.data.Draws;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JacobianTest {
  private static final int NODES = 5;
  private static final double[] TIMES = {0.7, 2, 2.5};
  private static final double[][] INPUTS = {
    {-0.5, 0, 0, 0.8, 0}, {0, 0, 0.3, 0, -1}, {0.2, -0.4, 0, 0, 0.1}
  };

  private static Network network() {
    Draws draws = new Draws(7, 0);
    double[] w = new double[NODES * NODES];
    double[] scale = new double[NODES];
    double[] decay = new double[NODES];
    for (int k = 0; k < w.length; k++) {
      w[k] = draws.gaussian();
    }
    for (int i = 0; i < NODES; i++) {
      scale[i] = 0.7 + 0.6 * draws.uniform();
      decay[i] = 0.7 + 0.6 * draws.uniform();
    }
    return new Network(NODES, w, scale, decay, Network.filled(NODES, 1));
  }

  /**
   * Every row is the gradient of one state, which the adjoint of a whole solution gives too. Both
   * are exact for the steps that were taken, so they differ by rounding alone.
   */
  @ParameterizedTest
  @EnumSource(FixedSteps.class)
  void rows_are_gradients_of_single_states(FixedSteps method) {
    for (Variant.Placement placement :
        new Variant.Placement[] {Variant.Placement.INSIDE, Variant.Placement.SCALED}) {
      for (boolean[] held : new boolean[][] {null, {false, false, false, true, true}}) {
        Variant variant = new Variant(Envelope.TANH, placement, 1);
        SampleGrid grid = new SampleGrid(TIMES, 0.3);
        Solution solution = new Solution(network(), variant, method, grid.length(0), held, INPUTS);
        double[][][] states = new double[INPUTS.length][TIMES.length][NODES];
        int rows = TIMES.length * NODES;
        double[][][] found = new double[INPUTS.length][rows][Jacobian.columns(NODES, true)];
        new Jacobian(solution, true).solve(grid, TIMES.length, states, found);
        Setting setting = new Setting(variant, held, null);
        for (int c = 0; c < INPUTS.length; c++) {
          for (int k = 0; k < rows; k++) {
            Course course =
                new EqualSteps(method, 0.3)
                    .solve(network(), setting, new double[][] {INPUTS[c]}, TIMES, true);
            assertThat(states[c][k / NODES]).isEqualTo(course.states()[0][k / NODES]);
            double[][][] adjoint = new double[1][TIMES.length][NODES];
            adjoint[0][k / NODES][k % NODES] = 1;
            Gradient gradient = new Gradient(NODES);
            course.pull(adjoint, gradient);
            assertThat(found[c][k]).containsExactly(inOrder(gradient.values()), within(1e-13));
          }
        }
      }
    }
  }

  private static double[] inOrder(Network g) {
    double[] all = new double[Jacobian.columns(NODES, true)];
    System.arraycopy(g.weights(), 0, all, 0, NODES * NODES);
    System.arraycopy(g.scale(), 0, all, NODES * NODES, NODES);
    System.arraycopy(g.decay(), 0, all, NODES * NODES + NODES, NODES);
    return all;
  }
}
