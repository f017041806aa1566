package org.blastema.record;

/** How a run stands. */
public enum RunStatus {
  /** A process is writing it. */
  RUNNING,
  /** It ended as the scenario asked. */
  DONE,
  /** It ended by an error, which {@link RunInfo#failure} tells. */
  FAILED,
  /** It was stopped, or its process died; it can be resumed if it has a checkpoint. */
  INTERRUPTED
}
