package org.blastema.oracles;

import java.util.HashMap;
import java.util.Map;

/** Which computation answers which kind of reference case. */
final class OracleCases {
  /** Computes the named results of a case. */
  @FunctionalInterface
  interface Computation {
    /** Results by name: numbers, strings, arrays, lists and maps of them. */
    Map<String, Object> of(OracleInputs in);
  }

  private static final Map<String, Computation> COMPUTATIONS = new HashMap<>();

  static {
    MechanicsOracles.register(COMPUTATIONS);
    GrowthOracles.register(COMPUTATIONS);
    ChemistryOracles.register(COMPUTATIONS);
    NetworkOracles.register(COMPUTATIONS);
    DivisionOracles.register(COMPUTATIONS);
    ReturnsOracles.register(COMPUTATIONS);
    LossOracles.register(COMPUTATIONS);
    HistoryOracles.register(COMPUTATIONS);
    EquilibriumOracles.register(COMPUTATIONS);
    DerivativeOracles.register(COMPUTATIONS);
  }

  private OracleCases() {}

  /**
   * The results for a case.
   *
   * @throws IllegalArgumentException on a computation that nobody knows
   */
  static Map<String, Object> compute(String computation, OracleInputs in) {
    Computation known = COMPUTATIONS.get(computation);
    if (known == null) {
      throw new IllegalArgumentException("unknown computation '" + computation + "'");
    }
    return known.of(in);
  }
}
