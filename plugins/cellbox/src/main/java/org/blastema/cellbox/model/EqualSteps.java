package org.blastema.cellbox.model;

/**
 * Equal steps between samples, differentiated by their exact adjoint.
 *
 * @param method of the steps
 * @param longest longest step
 */
public record EqualSteps(FixedSteps method, double longest) implements Scheme {
  @Override
  public Course solve(
      Network network, Setting setting, double[][] inputs, double[] times, boolean recorded) {
    SampleGrid grid = new SampleGrid(times, longest);
    Solution solution =
        new Solution(
            network,
            setting.variant(),
            method,
            grid.length(0),
            setting.held(),
            inputs,
            setting.edges());
    double[][][] states = new double[inputs.length][times.length][];
    for (int m = 0; m < times.length; m++) {
      solution.step(grid.length(m));
      if (recorded) {
        solution.record(grid.count(m));
      } else {
        solution.advance(grid.count(m));
      }
      for (int c = 0; c < inputs.length; c++) {
        states[c][m] = solution.state()[c].clone();
      }
    }
    return new Taken(solution, grid, states, recorded);
  }

  /**
   * Steps that were taken.
   *
   * @param solution which took them
   * @param grid their numbers and lengths
   * @param states at the samples
   * @param recorded whether they are remembered
   */
  private record Taken(Solution solution, SampleGrid grid, double[][][] states, boolean recorded)
      implements Course {
    @Override
    public void pull(double[][][] adjoint, Gradient into) {
      if (!recorded) {
        throw new IllegalStateException("derivatives of a course that was not recorded");
      }
      int nodes = solution.nodes();
      double[][] carried = new double[states.length][nodes];
      for (int m = grid.times().length - 1; m >= 0; m--) {
        for (int c = 0; c < states.length; c++) {
          Products.add(carried[c], 1, adjoint[c][m]);
        }
        solution.pull(carried, grid.count(m), into, null);
      }
    }
  }
}
