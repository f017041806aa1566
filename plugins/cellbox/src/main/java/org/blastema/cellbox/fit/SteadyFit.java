package org.blastema.cellbox.fit;

import java.util.Arrays;
import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.NumericalFailure;
import org.blastema.cellbox.data.NodeKinds;
import org.blastema.cellbox.model.Gradient;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.SteadyState;
import org.blastema.cellbox.model.Variant;

/**
 * Fits the states of rest of a network with the published mask to responses, by a quasi-Newton
 * method with implicit gradients.
 *
 * <p>Coordinates are responses rather than weights: {@code b_ij = scale_i W_ij X_j}, where {@code
 * X_j} is the largest activity of a drug, or the root mean square of a measured node. The penalty
 * is quadratic: deviations of a drug's effects on a node from their mean over all drugs, that mean
 * itself (so a drug that was never seen is expected to act like an average one), effects of
 * proteins on proteins, effects on phenotypes, and deviations of the logarithm of the scale from
 * that of a multiple of the largest response.
 */
public final class SteadyFit {
  private static final double LEAST_RESPONSE = 0.2;
  private static final double LEAST_REACH = 0.3;
  private static final int LIMIT = 150;
  private static final double TOLERANCE = 1e-6;

  /**
   * Prices, in units of a squared response.
   *
   * @param drugs of deviations of a drug's effect from the mean effect
   * @param mean of the mean effect
   * @param proteins of effects between proteins
   * @param phenotypes of effects on phenotypes
   * @param scale of deviations of log scales
   * @param headroom scale expected, over the largest response of the node
   */
  public record Prices(
      double drugs,
      double mean,
      double proteins,
      double phenotypes,
      double scale,
      double headroom) {}

  private final NodeKinds kinds;
  private final Variant variant;
  private final double[][] inputs;
  private final double[][] responses;
  private final Prices prices;
  private final boolean[] mask;
  private final int n;
  private final double[] reach;
  private final double[] expected;
  private final double[] gain;
  private final int[] places;

  /**
   * A fit.
   *
   * @param variant of degree 1; with {@link Variant.Placement#BESIDE} the activity of a drug is
   *     proportional to its dose, else it saturates
   * @param inputs perturbations, conditions by nodes
   * @param responses conditions by nodes
   * @param largest largest size of the perturbation of every node in any experiment
   */
  public SteadyFit(
      NodeKinds kinds,
      Variant variant,
      double[][] inputs,
      double[][] responses,
      double[] largest,
      Prices prices) {
    this.kinds = kinds;
    this.variant = variant;
    this.inputs = inputs;
    this.responses = responses;
    this.prices = prices;
    this.mask = kinds.mask();
    this.n = kinds.count();
    this.reach = new double[n];
    this.expected = new double[n];
    this.gain = Network.filled(n, 1);
    measure(largest);
    int[] all = new int[n * n];
    int count = 0;
    boolean between = prices.proteins < Double.POSITIVE_INFINITY;
    for (int k = 0; k < all.length; k++) {
      if (mask[k] && (between || kinds.isPhenotype(k / n) || kinds.isDrug(k % n))) {
        all[count++] = k;
      }
    }
    this.places = Arrays.copyOf(all, count);
  }

  private void measure(double[] dose) {
    for (int j = 0; j < n; j++) {
      double squares = 0;
      double largest = 0;
      double product = 0;
      double norm = 0;
      for (int r = 0; r < responses.length; r++) {
        double y = responses[r][j];
        squares += y * y;
        largest = Math.max(largest, Math.abs(y));
        product += y * activity(inputs[r][j]);
        norm += activity(inputs[r][j]) * activity(inputs[r][j]);
      }
      if (kinds.isDrug(j)) {
        double factor = norm == 0 ? 1 : product / norm;
        boolean beside = variant.placement() == Variant.Placement.BESIDE;
        gain[j] = beside ? factor : 1;
        expected[j] = beside ? 1 : factor;
        reach[j] = dose[j] == 0 ? 1 : Math.abs(factor * activity(dose[j]));
      } else {
        reach[j] = Math.max(Math.sqrt(squares / responses.length), LEAST_REACH);
        expected[j] = prices.headroom * Math.max(largest, LEAST_RESPONSE);
      }
    }
  }

  /** What a drug of scale and gain 1 does at a dose. */
  private double activity(double u) {
    return switch (variant.placement()) {
      case INSIDE -> variant.envelope().value(u);
      case SCALED, BESIDE -> u;
    };
  }

  /** Fits from a start by linear regression. */
  public Network fit() throws InterruptedException {
    return network(Lbfgs.minimize(this::objective, start(), LIMIT, TOLERANCE));
  }

  private double[] start() {
    int free = kinds.proteins() + kinds.phenotypes();
    double[][] drugs = new double[inputs.length][kinds.drugs()];
    double[][] proteins = new double[inputs.length][kinds.proteins()];
    for (int r = 0; r < inputs.length; r++) {
      for (int d = 0; d < kinds.drugs(); d++) {
        int j = free + d;
        drugs[r][d] = expected[j] * gain[j] * activity(inputs[r][j]) / reach[j];
      }
      System.arraycopy(responses[r], 0, proteins[r], 0, kinds.proteins());
    }
    Ridge direct = new Ridge(drugs, proteins, Math.max(prices.drugs, 1e-3));
    double[][] predicted = direct.predict(drugs);
    double[][] scaled = new double[inputs.length][kinds.proteins()];
    double[][] phenotypes = new double[inputs.length][kinds.phenotypes()];
    for (int r = 0; r < inputs.length; r++) {
      for (int p = 0; p < kinds.proteins(); p++) {
        scaled[r][p] = predicted[r][p] / reach[p];
      }
      System.arraycopy(responses[r], kinds.proteins(), phenotypes[r], 0, kinds.phenotypes());
    }
    Ridge indirect = new Ridge(scaled, phenotypes, Math.max(prices.phenotypes, 1e-3));
    double[] theta = new double[places.length + free];
    for (int k = 0; k < places.length; k++) {
      int i = places[k] / n;
      int j = places[k] % n;
      theta[k] =
          kinds.isDrug(j)
              ? direct.coefficient(i, j - free)
              : kinds.isPhenotype(i) ? indirect.coefficient(i - kinds.proteins(), j) : 0;
    }
    expectMeanOfUnseen(theta);
    for (int i = 0; i < free; i++) {
      theta[places.length + i] = Elementary.log(expected[i]);
    }
    return theta;
  }

  /** A drug that no condition has starts with the mean effect of the others. */
  private void expectMeanOfUnseen(double[] theta) {
    boolean[] seen = new boolean[n];
    for (double[] u : inputs) {
      for (int j = 0; j < n; j++) {
        seen[j] |= u[j] != 0;
      }
    }
    double[] sum = new double[n];
    int[] count = new int[n];
    for (int k = 0; k < places.length; k++) {
      if (kinds.isDrug(places[k] % n) && seen[places[k] % n]) {
        sum[places[k] / n] += theta[k];
        count[places[k] / n]++;
      }
    }
    for (int k = 0; k < places.length; k++) {
      int i = places[k] / n;
      if (kinds.isDrug(places[k] % n) && !seen[places[k] % n]) {
        theta[k] = prices.drugs * sum[i] / (prices.drugs * count[i] + prices.mean);
      }
    }
  }

  private Network network(double[] theta) {
    double[] scale = expected.clone();
    for (int i = 0; i < theta.length - places.length; i++) {
      scale[i] = Elementary.exp(theta[places.length + i]);
    }
    double[] weights = new double[n * n];
    for (int k = 0; k < places.length; k++) {
      weights[places[k]] = theta[k] / (scale[places[k] / n] * reach[places[k] % n]);
    }
    return new Network(n, weights, scale, Network.filled(n, 1), gain);
  }

  private double objective(double[] theta, double[] gradient) {
    Network network = network(theta);
    Gradient sums = new Gradient(n);
    double value = 0;
    try {
      SteadyState rest = new SteadyState(network, variant, inputs);
      double[][] adjoint = new double[inputs.length][n];
      for (int r = 0; r < inputs.length; r++) {
        for (int i = 0; i < n; i++) {
          double difference = rest.states()[r][i] - responses[r][i];
          adjoint[r][i] = difference;
          value += difference * difference / 2;
        }
      }
      rest.pull(adjoint, sums);
    } catch (NumericalFailure e) {
      return Double.NaN; // a step too far: the line search comes back
    }
    Network g = sums.values();
    Arrays.fill(gradient, 0);
    for (int k = 0; k < places.length; k++) {
      int i = places[k] / n;
      double byWeight = g.weights()[places[k]];
      gradient[k] = byWeight / (network.scale()[i] * reach[places[k] % n]);
      gradient[places.length + i] -= byWeight * network.weights()[places[k]];
    }
    for (int i = 0; i < theta.length - places.length; i++) {
      gradient[places.length + i] += g.scale()[i] * network.scale()[i];
    }
    return value + penalty(theta, gradient);
  }

  private double penalty(double[] theta, double[] gradient) {
    double value = 0;
    double[] sum = new double[n];
    for (int k = 0; k < places.length; k++) {
      if (kinds.isDrug(places[k] % n)) {
        sum[places[k] / n] += theta[k];
      }
    }
    double weight = kinds.drugs() * prices.drugs + prices.mean;
    for (int i = 0; i < kinds.proteins(); i++) {
      sum[i] *= prices.drugs / weight; // the mean effect that costs least
      value += prices.mean * sum[i] * sum[i] / 2;
    }
    for (int k = 0; k < places.length; k++) {
      int i = places[k] / n;
      boolean drug = kinds.isDrug(places[k] % n);
      double price =
          drug ? prices.drugs : kinds.isPhenotype(i) ? prices.phenotypes : prices.proteins;
      double off = drug ? theta[k] - sum[i] : theta[k];
      value += price * off * off / 2;
      gradient[k] += price * off;
    }
    for (int i = 0; i < theta.length - places.length; i++) {
      double off = theta[places.length + i] - Elementary.log(expected[i]);
      value += prices.scale * off * off / 2;
      gradient[places.length + i] += prices.scale * off;
    }
    return value;
  }

  /** The responses that a network predicts. */
  public static double[][] predict(Network network, Variant variant, double[][] inputs) {
    return new SteadyState(network, variant, inputs).states();
  }
}
