package org.blastema.rigidbody;

/** On which side of a closed outline cells belong. */
public enum Side {
  /** Inside: the outline is a mold. */
  MOLD,
  /** Outside: the outline is an obstacle. */
  OBSTACLE
}
