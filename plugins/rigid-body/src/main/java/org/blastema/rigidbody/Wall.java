package org.blastema.rigidbody;

import java.util.List;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Unit;
import org.jbox2d.collision.shapes.EdgeShape;
import org.jbox2d.common.Vec2;
import org.jbox2d.dynamics.Body;

/**
 * A straight wall without end: cells are on the side that the normal points to.
 *
 * @param x a point of the wall
 * @param y a point of the wall
 * @param normalX unit normal
 * @param normalY unit normal
 */
record Wall(double x, double y, double normalX, double normalY) implements Boundary {
  /**
   * Configuration.
   *
   * @param point a point of the wall
   * @param normal direction away from the wall, of any length
   */
  @Describe("A straight wall without end; cells are on the side that its normal points to.")
  record Configuration(
      @Describe("A point of the wall.") @Default("[0, 0]") @Unit("length") List<Double> point,
      @Describe("Direction from the wall to the cells, of any length.") @Default("[0, 1]") @Unit("")
          List<Double> normal) {}

  static Wall of(Configuration c) {
    Plane.requirePoint("point", c.point);
    Plane.requirePoint("normal", c.normal);
    double length = Math.hypot(c.normal.get(0), c.normal.get(1));
    if (!(length > 0)) {
      throw InvalidConfiguration.at("normal", "has no direction");
    }
    return new Wall(
        c.point.get(0), c.point.get(1), c.normal.get(0) / length, c.normal.get(1) / length);
  }

  private double height(double px, double py) {
    return (px - x) * normalX + (py - y) * normalY;
  }

  @Override
  public double beyond(double px, double py) {
    return Math.max(0, -height(px, py));
  }

  @Override
  public double[] nearest(double px, double py) {
    double height = height(px, py);
    return new double[] {px - height * normalX, py - height * normalY};
  }

  /** Only as long as discs can reach: single precision does not bear long edges. */
  @Override
  public void build(Body ground, Surface surface, double scale, double[] extent) {
    double centerX = (extent[0] + extent[2]) / 2;
    double centerY = (extent[1] + extent[3]) / 2;
    double half = Math.hypot(extent[2] - extent[0], extent[3] - extent[1]) / 2;
    double[] foot = nearest(centerX, centerY);
    EdgeShape edge = new EdgeShape();
    edge.set(
        new Vec2(
            (float) ((foot[0] - half * normalY) / scale),
            (float) ((foot[1] + half * normalX) / scale)),
        new Vec2(
            (float) ((foot[0] + half * normalY) / scale),
            (float) ((foot[1] - half * normalX) / scale)));
    edge.setRadius(0);
    surface.attach(ground, edge, 0);
  }
}
