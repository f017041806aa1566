package org.blastema.cellbox.neural;

import java.util.List;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Gradient;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Solution;
import org.blastema.cellbox.model.Variant;

/**
 * An experiment as composed operators (after the idea of Kovačević et al., arXiv 2501.19178, our
 * reading): {@code z_end = F(u_k, t_k) o ... o F(u_1, t_1) z_0}, with F(u, t) the flow of the
 * network under perturbation u. The order of the segments matters.
 *
 * @param segments in the order of time
 */
public record Protocol(List<Segment> segments) {
  /**
   * A time under one perturbation.
   *
   * @param duration how long
   * @param input perturbation of every node
   */
  public record Segment(double duration, double[] input) {
    /** Checks the duration. */
    public Segment {
      if (!(duration > 0)) {
        throw new IllegalArgumentException("a segment of duration " + duration);
      }
    }
  }

  /**
   * The state after all segments.
   *
   * @param start state before the first one
   * @param longest longest step of the classical Runge-Kutta method
   */
  public double[] end(Network network, Variant variant, double[] start, double longest) {
    return carryOut(network, variant, start, longest, null, null);
  }

  /**
   * The same, and the derivatives.
   *
   * @param adjoint of the end state; afterward that of the start
   * @param into gets those by the network's numbers
   */
  public double[] pull(
      Network network,
      Variant variant,
      double[] start,
      double longest,
      double[] adjoint,
      Gradient into) {
    return carryOut(network, variant, start, longest, adjoint, into);
  }

  private double[] carryOut(
      Network network,
      Variant variant,
      double[] start,
      double longest,
      double[] adjoint,
      Gradient into) {
    Solution[] parts = new Solution[segments.size()];
    int[] counts = new int[parts.length];
    double[] state = start.clone();
    for (int k = 0; k < parts.length; k++) {
      Segment segment = segments.get(k);
      counts[k] = Math.max(1, (int) Math.ceil(segment.duration / longest - 1e-9));
      double step = segment.duration / counts[k];
      double[][] input = {segment.input};
      parts[k] = new Solution(network, variant, FixedSteps.RUNGE_KUTTA_4, step, null, input);
      parts[k].start(new double[][] {state});
      if (adjoint == null) {
        parts[k].advance(counts[k]);
      } else {
        parts[k].record(counts[k]);
      }
      state = parts[k].state()[0].clone();
    }
    for (int k = parts.length - 1; adjoint != null && k >= 0; k--) {
      parts[k].pull(new double[][] {adjoint}, counts[k], into, null);
    }
    return state;
  }
}
