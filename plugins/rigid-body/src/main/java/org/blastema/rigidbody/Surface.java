package org.blastema.rigidbody;

import org.jbox2d.collision.shapes.Shape;
import org.jbox2d.dynamics.Body;
import org.jbox2d.dynamics.FixtureDef;

/**
 * How a surface touches.
 *
 * @param friction Coulomb's coefficient; JBox2D takes the geometric mean of both partners
 * @param restitution share of the approach velocity that is returned; the larger one of both
 *     partners counts, and approaches slower than one JBox2D unit a time are not returned at all
 */
record Surface(double friction, double restitution) {
  /** Fixes a shape to a body. */
  void attach(Body body, Shape shape, double density) {
    FixtureDef fixture = new FixtureDef();
    fixture.shape = shape;
    fixture.friction = (float) friction;
    fixture.restitution = (float) restitution;
    fixture.density = (float) density;
    body.createFixture(fixture);
  }
}
