package org.blastema.runner.command;

/**
 * What one look at the machine found.
 *
 * @param subject what was looked at
 * @param verdict whether it will do
 * @param detail what was found, and what to do about it
 */
record Diagnosis(String subject, Verdict verdict, String detail) {
  /** Whether something will do. */
  enum Verdict {
    /** It will. */
    OK,
    /** It will, not as well as it could. */
    WARNING,
    /** It will not. */
    PROBLEM
  }

  static Diagnosis ok(String subject, String detail) {
    return new Diagnosis(subject, Verdict.OK, detail);
  }

  static Diagnosis warning(String subject, String detail) {
    return new Diagnosis(subject, Verdict.WARNING, detail);
  }

  static Diagnosis problem(String subject, String detail) {
    return new Diagnosis(subject, Verdict.PROBLEM, detail);
  }
}
