package org.blastema.autodiff;

/**
 * The coefficients of a Rosenbrock method, in the form that needs no products with the Jacobian
 * {@code J} (Hairer and Wanner, Solving Ordinary Differential Equations II, section IV.7): stages
 *
 * <pre>
 * (1 / (h gamma) - J) u_i = f(t + alpha_i h, y + sum_j a_ij u_j) + sum_j c_ij u_j / h + gamma_i h df/dt
 * </pre>
 *
 * and the result {@code y + sum_i m_i u_i}. Every row has a Jacobian of its own.
 *
 * @param name for messages
 * @param order order of consistency of the result
 * @param gamma the diagonal coefficient
 * @param a strictly lower triangular, one row a stage
 * @param c strictly lower triangular, one row a stage
 * @param m weights of the result
 * @param error weights of the difference between the result and an embedded one of one order less
 * @param alpha when the right-hand side of a stage is taken, in units of the step size
 * @param drift the {@code gamma_i}
 */
record RosenbrockTableau(
    String name,
    int order,
    double gamma,
    double[][] a,
    double[][] c,
    double[] m,
    double[] error,
    double[] alpha,
    double[] drift)
    implements OdeMethod {
  private static final double[] LAST_POINT = {
    1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950
  };

  /** The method RODAS of the book, order 4(3), six stages, stiffly accurate and L-stable. */
  static final RosenbrockTableau RODAS =
      new RosenbrockTableau(
          "Rodas 4(3)",
          4,
          0.25,
          new double[][] {
            {},
            {1.544},
            {0.9466785280815826, 0.2557011698983284},
            {3.314825187068521, 2.896124015972201, 0.9986419139977817},
            LAST_POINT,
            {LAST_POINT[0], LAST_POINT[1], LAST_POINT[2], LAST_POINT[3], 1}
          },
          new double[][] {
            {},
            {-5.6688},
            {-2.430093356833875, -0.2063599157091915},
            {-0.1073529058151375, -9.594562251023355, -20.47028614809616},
            {7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160},
            {
              8.083246795921522,
              -7.981132988064893,
              -31.52159432874371,
              16.31930543123136,
              -6.058818238834054
            }
          },
          new double[] {LAST_POINT[0], LAST_POINT[1], LAST_POINT[2], LAST_POINT[3], 1, 1},
          new double[] {0, 0, 0, 0, 0, 1},
          new double[] {0, 0.386, 0.21, 0.63, 1, 1},
          new double[] {0.25, -0.1043, 0.1035, -0.0362, 0, 0});

  int stages() {
    return m.length;
  }

  @Override
  public boolean estimatesError() {
    return true;
  }

  @Override
  public OdeStepper stepper(OdeProblem problem, boolean withError) {
    return new RosenbrockStepper(this, problem);
  }

  @Override
  public OdeStepAdjoint adjoint(OdeProblem problem, OdeConstants constants) {
    return new RosenbrockAdjoint(this, problem, constants);
  }
}
