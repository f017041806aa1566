package org.blastema.cellbox.model;

/** Sums of derivatives by everything that a {@link Network} holds. */
public final class Gradient {
  private final double[][] weights;
  private final double[] sums;
  private final double[] scale;
  private final double[] decay;
  private final double[] gain;

  /** Zeros. */
  public Gradient(int nodes) {
    this.weights = new double[nodes][nodes];
    this.sums = new double[nodes];
    this.scale = new double[nodes];
    this.decay = new double[nodes];
    this.gain = new double[nodes];
  }

  double[][] rows() {
    return weights;
  }

  /** Adds what a stage with adjoint kappa of its rate gives, but for the weights. */
  void add(Variant variant, double[] kappa, double[] x, double[] value, double[] u) {
    boolean scaled = variant.placement() == Variant.Placement.SCALED;
    for (int i = 0; i < kappa.length; i++) {
      scale[i] += kappa[i] * (scaled ? value[i] + u[i] : value[i]);
      decay[i] -= kappa[i] * x[i];
    }
    if (variant.placement() == Variant.Placement.BESIDE) {
      for (int i = 0; i < kappa.length; i++) {
        gain[i] += kappa[i] * u[i];
      }
    }
  }

  void addSums(double[] v, double[] x) {
    for (int i = 0; i < v.length; i++) {
      sums[i] += v[i] * x[i];
    }
  }

  /** Adds another gradient. */
  public void add(Gradient other) {
    for (int i = 0; i < scale.length; i++) {
      for (int j = 0; j < scale.length; j++) {
        weights[i][j] += other.weights[i][j];
      }
      sums[i] += other.sums[i];
      scale[i] += other.scale[i];
      decay[i] += other.decay[i];
      gain[i] += other.gain[i];
    }
  }

  /** Adds derivatives that are in the places of the network's numbers. */
  public void add(Network derivatives) {
    for (int i = 0; i < scale.length; i++) {
      for (int j = 0; j < scale.length; j++) {
        weights[i][j] += derivatives.weight(i, j);
      }
      scale[i] += derivatives.scale()[i];
      decay[i] += derivatives.decay()[i];
      gain[i] += derivatives.gain()[i];
    }
  }

  /** The derivatives in the places of the network's numbers. */
  public Network values() {
    int n = scale.length;
    double[] flat = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        flat[i * n + j] = weights[i][j] + sums[i];
      }
    }
    return new Network(n, flat, scale.clone(), decay.clone(), gain.clone());
  }
}
