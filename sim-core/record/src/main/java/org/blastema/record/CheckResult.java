package org.blastema.record;

import java.util.Objects;

/**
 * The outcome of one of a scenario's checks.
 *
 * @param name name of the check in the scenario
 * @param passed whether it holds
 * @param value what was found; NaN if it could not be computed
 * @param expected what was asked for, for example {@code 9.0 within 0.5 %}
 * @param message one sentence for people; may be empty
 */
public record CheckResult(
    String name, boolean passed, double value, String expected, String message) {

  /** Checks that nothing is missing. */
  public CheckResult {
    Objects.requireNonNull(name);
    Objects.requireNonNull(expected);
    Objects.requireNonNull(message);
  }
}
