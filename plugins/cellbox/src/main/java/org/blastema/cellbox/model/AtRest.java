package org.blastema.cellbox.model;

/** States of rest in place of all samples, with the implicit gradient: {@link SteadyState}. */
public record AtRest() implements Scheme {
  @Override
  public Course solve(
      Network network, Setting setting, double[][] inputs, double[] times, boolean recorded) {
    if (setting.held() != null) {
      throw new IllegalArgumentException("states of rest with held nodes");
    }
    SteadyState rest = new SteadyState(network, setting.variant(), inputs);
    double[][][] states = new double[inputs.length][times.length][];
    for (int c = 0; c < states.length; c++) {
      java.util.Arrays.fill(states[c], rest.states()[c]);
    }
    return new Found(rest, states);
  }

  /**
   * What was found.
   *
   * @param rest the states of rest
   * @param states the same for every sample
   */
  private record Found(SteadyState rest, double[][][] states) implements Course {
    @Override
    public void pull(double[][][] adjoint, Gradient into) {
      double[][] sum = new double[adjoint.length][rest.states()[0].length];
      for (int c = 0; c < sum.length; c++) {
        for (double[] sample : adjoint[c]) {
          Products.add(sum[c], 1, sample);
        }
      }
      rest.pull(sum, into);
    }
  }
}
