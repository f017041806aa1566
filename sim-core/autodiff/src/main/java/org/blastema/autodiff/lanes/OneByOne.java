package org.blastema.autodiff.lanes;

import org.blastema.autodiff.Elementary;

/**
 * Functions of rare arguments, number by number. They take arrays: a vector that is handed to a
 * method that is not inlined becomes an object, even where the call is not reached.
 */
final class OneByOne {
  private OneByOne() {}

  static double[] expm1(double[] x) {
    for (int k = 0; k < x.length; k++) {
      x[k] = Elementary.expm1(x[k]);
    }
    return x;
  }

  static double[] log1p(double[] x) {
    for (int k = 0; k < x.length; k++) {
      x[k] = Elementary.log1p(x[k]);
    }
    return x;
  }

  static double[] log(double[] x) {
    for (int k = 0; k < x.length; k++) {
      x[k] = Elementary.log(x[k]);
    }
    return x;
  }

  static double[] sin(double[] x) {
    for (int k = 0; k < x.length; k++) {
      x[k] = Elementary.sin(x[k]);
    }
    return x;
  }

  static double[] cos(double[] x) {
    for (int k = 0; k < x.length; k++) {
      x[k] = Elementary.cos(x[k]);
    }
    return x;
  }

  static double[] atan(double[] x) {
    for (int k = 0; k < x.length; k++) {
      x[k] = Elementary.atan(x[k]);
    }
    return x;
  }

  static double[] erf(double[] x) {
    for (int k = 0; k < x.length; k++) {
      x[k] = Elementary.erf(x[k]);
    }
    return x;
  }

  static double[] pow(double[] x, double exponent) {
    for (int k = 0; k < x.length; k++) {
      x[k] = StrictMath.pow(x[k], exponent);
    }
    return x;
  }
}
