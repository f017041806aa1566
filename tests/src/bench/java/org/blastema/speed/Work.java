package org.blastema.speed;

/** What is measured, in the order of the table. */
enum Work {
  MORSE_ALL_PAIRS("Gradient of the Morse energy of all pairs of 200 cells", null),
  MORSE_NEIGHBORS("Morse energies and forces, neighbor list", null),
  CHAIN("30 operations with 4 exponentials, 100,000 rows", null),
  LOG_SUM_EXP("Log-sum-exp of 320,000 numbers: value", null),
  LOG_SUM_EXP_GRADIENT("Log-sum-exp of 320,000 numbers: gradient", LOG_SUM_EXP),
  LEAST_SQUARES("Least squares, n = 16,392, m = 128: value", null),
  LEAST_SQUARES_GRADIENT("Least squares, n = 16,392, m = 128: gradient", LEAST_SQUARES),
  MIXTURE("Gaussian mixture, n = 1000, d = 10, k = 25: value", null),
  MIXTURE_GRADIENT("Gaussian mixture, n = 1000, d = 10, k = 25: gradient", MIXTURE),
  RECURRENT("LSTM, 2 layers of 14 bits, 1024 characters: value", null),
  RECURRENT_GRADIENT("LSTM, 2 layers of 14 bits, 1024 characters: gradient", RECURRENT),
  GROWTH("Logistic growth, 1000 steps of Runge-Kutta: 3 derivatives a row", null),
  ROSENBROCK("Hessian of the Rosenbrock function, n = 1000, times a vector", null);

  private final String title;
  private final Work value;

  Work(String title, Work value) {
    this.title = title;
    this.value = value;
  }

  String title() {
    return title;
  }

  /** What this is the gradient of, if that is measured too; else null. */
  Work value() {
    return value;
  }
}
