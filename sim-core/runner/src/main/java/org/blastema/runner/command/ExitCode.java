package org.blastema.runner.command;

/** The exit codes of the command line. */
public final class ExitCode {
  /** Everything was done, and the scenario's checks hold. */
  public static final int DONE = 0;

  /** Something failed that is neither the input's fault nor the numbers': a full disk, a defect. */
  public static final int FAILED = 1;

  /** The command line, a file or a plugin cannot be used. */
  public static final int BAD_INPUT = 2;

  /** A simulation failed numerically. */
  public static final int NUMERICAL_FAILURE = 3;

  /** A check of the scenario does not hold. */
  public static final int CHECKS_FAILED = 4;

  /** Stopped by the user; the run can be resumed. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
