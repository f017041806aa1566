package org.blastema.rigidbody;

import org.jbox2d.dynamics.Body;

/**
 * Something solid that does not move. Cells touch it; their centers never cross it.
 *
 * <p>Points are {@code {x, y}} in the scenario's unit of length.
 */
public sealed interface Boundary permits Wall, Region {
  /**
   * How far a point lies beyond the boundary, where no center may be: its distance from the
   * boundary, or 0 if it is on the allowed side.
   */
  double beyond(double x, double y);

  /** The point of the boundary that is nearest to a point, {@code {x, y}}. */
  double[] nearest(double x, double y);

  /**
   * Adds the boundary's shapes to a body at rest.
   *
   * @param scale length that JBox2D calls 1
   * @param extent rectangle that the discs can reach: least x, least y, greatest x, greatest y
   */
  void build(Body ground, Surface surface, double scale, double[] extent);
}
