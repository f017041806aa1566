package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The accepted steps of a solve: their sizes and the states that they start from. */
final class OdeHistory {
  private final List<double[]> states = new ArrayList<>();
  private double[] sizes = new double[16];

  /** Keeps a step; the array is not copied and not to be changed any more. */
  void add(double[] state, double size) {
    if (states.size() == sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * sizes.length);
    }
    sizes[states.size()] = size;
    states.add(state);
  }

  int count() {
    return states.size();
  }

  double[] state(int step) {
    return states.get(step);
  }

  double size(int step) {
    return sizes[step];
  }
}
