package org.blastema.autodiff;

/**
 * One loop per operation over a block of rows. A null operand array means a number that is the same
 * in every row: it is passed beside it.
 */
final class Interpreter {
  private Interpreter() {}

  static void unary(Op op, double exponent, double[] a, int ao, double[] o, int oo, int n) {
    switch (op) {
      case NEGATE -> {
        for (int k = 0; k < n; k++) {
          o[oo + k] = -a[ao + k];
        }
      }
      case ABS -> {
        for (int k = 0; k < n; k++) {
          o[oo + k] = Math.abs(a[ao + k]);
        }
      }
      case SQRT -> {
        for (int k = 0; k < n; k++) {
          o[oo + k] = Math.sqrt(a[ao + k]);
        }
      }
      case EXP -> {
        for (int k = 0; k < n; k++) {
          o[oo + k] = Elementary.exp(a[ao + k]);
        }
      }
      case LOG -> {
        for (int k = 0; k < n; k++) {
          o[oo + k] = Elementary.log(a[ao + k]);
        }
      }
      case TANH -> {
        for (int k = 0; k < n; k++) {
          o[oo + k] = Elementary.tanh(a[ao + k]);
        }
      }
      case LOGISTIC -> {
        for (int k = 0; k < n; k++) {
          o[oo + k] = Elementary.logistic(a[ao + k]);
        }
      }
      default -> {
        double[] x = new double[1];
        for (int k = 0; k < n; k++) {
          x[0] = a[ao + k];
          o[oo + k] = Scalars.apply(op, exponent, x);
        }
      }
    }
  }

  static void add(double[] a, int ao, double[] b, int bo, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = a[ao + k] + b[bo + k];
    }
  }

  static void add(double[] a, int ao, double b, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = a[ao + k] + b;
    }
  }

  static void subtract(double[] a, int ao, double[] b, int bo, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = a[ao + k] - b[bo + k];
    }
  }

  static void subtract(double a, double[] b, int bo, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = a - b[bo + k];
    }
  }

  static void multiply(double[] a, int ao, double[] b, int bo, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = a[ao + k] * b[bo + k];
    }
  }

  static void multiply(double[] a, int ao, double b, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = a[ao + k] * b;
    }
  }

  static void divide(double[] a, int ao, double[] b, int bo, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = a[ao + k] / b[bo + k];
    }
  }

  static void divide(double a, double[] b, int bo, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = a / b[bo + k];
    }
  }

  static void divide(double[] a, int ao, double b, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = a[ao + k] / b;
    }
  }

  static void min(double[] a, int ao, double[] b, int bo, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = Math.min(a[ao + k], b[bo + k]);
    }
  }

  static void max(double[] a, int ao, double[] b, int bo, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      o[oo + k] = Math.max(a[ao + k], b[bo + k]);
    }
  }

  static void gated(double[] a, int ao, double[] b, int bo, double[] o, int oo, int n) {
    for (int k = 0; k < n; k++) {
      double gate = a[ao + k];
      double product = gate * b[bo + k];
      o[oo + k] = gate == 0 ? 0 : product;
    }
  }

  static void selectLess(
      double[] a,
      int ao,
      double[] b,
      int bo,
      double[] c,
      int co,
      double[] d,
      int dd,
      double[] o,
      int oo,
      int n) {
    for (int k = 0; k < n; k++) {
      double then = c[co + k];
      double otherwise = d[dd + k];
      o[oo + k] = a[ao + k] < b[bo + k] ? then : otherwise;
    }
  }

  static void selectAtMost(
      double[] a,
      int ao,
      double[] b,
      int bo,
      double[] c,
      int co,
      double[] d,
      int dd,
      double[] o,
      int oo,
      int n) {
    for (int k = 0; k < n; k++) {
      double then = c[co + k];
      double otherwise = d[dd + k];
      o[oo + k] = a[ao + k] <= b[bo + k] ? then : otherwise;
    }
  }
}
