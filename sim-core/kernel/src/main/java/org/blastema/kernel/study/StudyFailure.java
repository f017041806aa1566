package org.blastema.kernel.study;

/** A numerical failure of a {@link Study}; the message names the part and the data. */
public final class StudyFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with its cause. */
  public StudyFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** A failure. */
  public StudyFailure(String message) {
    super(message);
  }
}
