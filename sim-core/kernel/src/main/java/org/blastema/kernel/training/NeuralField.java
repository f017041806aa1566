package org.blastema.kernel.training;

import java.util.List;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.random.Purpose;

/**
 * A gradient given by a network with one hidden layer, {@code v(x) = g + W tanh(V x + c)}, trained
 * by Adam so that its path integrals (Gauss-Legendre quadrature with three points) fit the
 * differences of the function in the sense of least squares. Begins as the constant gradient that
 * fits best.
 */
final class NeuralField implements GradientField {
  /** Nodes on [0, 1] and weights of the Gauss-Legendre rule with three points. */
  private static final double[] NODES = {0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)};

  private static final double[] WEIGHTS = {5 / 18.0, 8 / 18.0, 5 / 18.0};

  private final Var[] weights;

  private NeuralField(Var[] weights) {
    this.weights = weights;
  }

  /**
   * A fit by gradient descent.
   *
   * @param hidden width of the hidden layer
   * @param steps number of steps of Adam
   * @param ridge as for {@link AffineField#fit}, for the constant part that it begins with
   */
  static Fit fit(int hidden, int steps, double ridge) {
    return pairs -> {
      double scale = 0;
      for (Pair pair : pairs) {
        scale = Math.max(scale, Math.abs(pair.change()));
      }
      int size = pairs.get(0).from().length;
      double[] constant = AffineField.fit(false, ridge).to(pairs).at(new double[size]);
      if (scale == 0) {
        return new NeuralField(initial(size, hidden, constant));
      }
      return new NeuralField(trained(pairs, initial(size, hidden, constant), scale, steps));
    };
  }

  private static Var[] initial(int size, int hidden, double[] constant) {
    PhiloxRandom random = PhiloxRandom.of(0, 0, 0);
    double[] in = new double[size * hidden];
    for (int k = 0; k < in.length; k++) {
      in[k] = random.gaussian(Purpose.PERTURBATION, 0, k) / Math.sqrt(size);
    }
    return new Var[] {
      Var.of(size, hidden, in), Var.zeros(1, hidden), Var.zeros(hidden, size), Var.row(constant)
    };
  }

  private static Var[] trained(List<Pair> pairs, Var[] start, double scale, int steps) {
    int n = pairs.size();
    int size = start[0].rows();
    double[] from = new double[n * size];
    double[] move = new double[n * size];
    double[] change = new double[n];
    for (int k = 0; k < n; k++) {
      Pair pair = pairs.get(k);
      change[k] = pair.change();
      for (int i = 0; i < size; i++) {
        from[i * n + k] = pair.from()[i];
        move[i * n + k] = pair.to()[i] - pair.from()[i];
      }
    }
    Var a = Var.of(n, size, from);
    Var d = Var.of(n, size, move);
    Var target = Var.column(change);
    Var[] weights = start;
    int count = 0;
    for (Var w : weights) {
      count += w.data().length;
    }
    Adam adam =
        new Adam(
            new Adam.Configuration(0.02, null, 0.9, 0.999, 1e-8, 0, Double.POSITIVE_INFINITY),
            (epoch, epochs) -> 1 - 0.9 * epoch / epochs,
            steps,
            count);
    for (int step = 0; step < steps; step++) {
      Tape tape = new Tape();
      Var[] live = new Var[weights.length];
      for (int k = 0; k < live.length; k++) {
        live[k] = tape.input(weights[k]);
      }
      Var loss = integral(live, a, d).minus(target).divide(scale).square().mean();
      tape.seed(loss, 1);
      tape.sweep();
      double[] gradient = new double[count];
      double[] values = new double[count];
      int at = 0;
      for (int k = 0; k < live.length; k++) {
        double[] adjoint = tape.adjoint(live[k]);
        System.arraycopy(adjoint, 0, gradient, at, adjoint.length);
        System.arraycopy(weights[k].data(), 0, values, at, adjoint.length);
        at += adjoint.length;
      }
      // what leads out of the network is in units of the function
      double[] delta = adam.change(step, values, gradient);
      Var[] next = new Var[weights.length];
      at = 0;
      for (int k = 0; k < next.length; k++) {
        double[] moved = weights[k].toArray();
        double unit = k < 2 ? 1 : scale;
        for (int i = 0; i < moved.length; i++) {
          moved[i] += unit * delta[at++];
        }
        next[k] = Var.of(weights[k].rows(), weights[k].columns(), moved);
      }
      weights = next;
    }
    return weights;
  }

  private static Var field(Var[] w, Var x) {
    return x.matmul(w[0]).plus(w[1]).tanh().matmul(w[2]).plus(w[3]);
  }

  private static Var integral(Var[] w, Var from, Var move) {
    Var sum = Var.constant(0);
    for (int q = 0; q < NODES.length; q++) {
      Var x = from.plus(move.times(NODES[q]));
      sum = sum.plus(field(w, x).times(move).sumColumns().times(WEIGHTS[q]));
    }
    return sum;
  }

  @Override
  public double[] at(double[] point) {
    return field(weights, Var.row(point)).toArray();
  }

  @Override
  public double change(double[] from, double[] to) {
    Var a = Var.row(from);
    return integral(weights, a, Var.row(to).minus(a)).item();
  }
}
