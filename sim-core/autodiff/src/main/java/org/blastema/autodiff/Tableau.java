package org.blastema.autodiff;

/**
 * The coefficients of an explicit Runge-Kutta method for {@code y' = f(t, y)}: slopes {@code k_i =
 * f(t + c_i h, y + h sum_j a_ij k_j)} with {@code c_i = sum_j a_ij}, result {@code y + h sum_i b_i
 * k_i} (Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, section II.1).
 *
 * @param name for messages
 * @param order order of consistency of the result
 * @param a strictly lower triangular, one row a stage
 * @param b weights of the result
 * @param error weights of the difference between the result and an embedded one of one order less;
 *     null if there is none
 */
record Tableau(String name, int order, double[][] a, double[] b, double[] error)
    implements OdeMethod {
  static final Tableau EULER = new Tableau("Euler", 1, new double[][] {{}}, new double[] {1}, null);

  static final Tableau MIDPOINT =
      new Tableau("midpoint", 2, new double[][] {{}, {0.5}}, new double[] {0, 1}, null);

  /** The explicit trapezoidal rule. */
  static final Tableau HEUN =
      new Tableau("Heun", 2, new double[][] {{}, {1}}, new double[] {0.5, 0.5}, null);

  /** The classical method of Kutta (1901). */
  static final Tableau RUNGE_KUTTA_4 =
      new Tableau(
          "Runge-Kutta 4",
          4,
          new double[][] {{}, {0.5}, {0, 0.5}, {0, 0, 1}},
          new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6},
          null);

  /** Dormand and Prince, A family of embedded Runge-Kutta formulae (1980), RK5(4)7M. */
  static final Tableau DORMAND_PRINCE =
      new Tableau(
          "Dormand-Prince 5(4)",
          5,
          new double[][] {
            {},
            {1.0 / 5},
            {3.0 / 40, 9.0 / 40},
            {44.0 / 45, -56.0 / 15, 32.0 / 9},
            {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
            {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
            {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}
          },
          new double[] {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0},
          new double[] {
            35.0 / 384 - 5179.0 / 57600,
            0,
            500.0 / 1113 - 7571.0 / 16695,
            125.0 / 192 - 393.0 / 640,
            92097.0 / 339200 - 2187.0 / 6784,
            11.0 / 84 - 187.0 / 2100,
            -1.0 / 40
          });

  /**
   * Tsitouras, Runge-Kutta pairs of order 5(4) satisfying only the first column simplifying
   * assumption (2011).
   */
  static final Tableau TSITOURAS =
      new Tableau(
          "Tsitouras 5(4)",
          5,
          new double[][] {
            {},
            {0.161},
            {-0.008480655492356989, 0.335480655492357},
            {2.8971530571054935, -6.359448489975075, 4.3622954328695815},
            {5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525},
            {
              5.86145544294642,
              -12.92096931784711,
              8.159367898576159,
              -0.071584973281401,
              -0.028269050394068383
            },
            {
              0.09646076681806523,
              0.01,
              0.4798896504144996,
              1.379008574103742,
              -3.290069515436081,
              2.324710524099774
            }
          },
          new double[] {
            0.09646076681806523,
            0.01,
            0.4798896504144996,
            1.379008574103742,
            -3.290069515436081,
            2.324710524099774,
            0
          },
          new double[] {
            -0.001780011052225777,
            -0.0008164344596567469,
            0.007880878010261995,
            -0.1447110071732629,
            0.5823571654525552,
            -0.45808210592918697,
            1.0 / 66
          });

  @Override
  public boolean estimatesError() {
    return error != null;
  }

  @Override
  public OdeStepper stepper(OdeProblem problem, boolean withError) {
    return new ExplicitStepper(this, problem, withError);
  }

  @Override
  public OdeStepAdjoint adjoint(OdeProblem problem, OdeConstants constants) {
    return new ExplicitAdjoint(this, problem, constants);
  }

  int stages() {
    return b.length;
  }

  /** When a stage's slope is taken, in units of the step size. */
  double c(int stage) {
    double sum = 0;
    for (double weight : a[stage]) {
      sum += weight;
    }
    return sum;
  }

  /** Whether the last slope is the first one of the next step: "first same as last". */
  boolean lastIsNextFirst() {
    int last = stages() - 1;
    if (b[last] != 0 || a[last].length != last) {
      return false;
    }
    for (int j = 0; j < last; j++) {
      if (a[last][j] != b[j]) {
        return false;
      }
    }
    return last > 0;
  }

  /**
   * The number of leading stages that the result depends on; later ones only estimate the error.
   */
  int contributing() {
    int count = stages();
    while (b[count - 1] == 0) {
      count--;
    }
    return count;
  }
}
