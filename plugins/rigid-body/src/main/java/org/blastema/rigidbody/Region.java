package org.blastema.rigidbody;

import java.util.List;
import org.jbox2d.collision.shapes.EdgeShape;
import org.jbox2d.common.Vec2;
import org.jbox2d.dynamics.Body;

/**
 * A part of the plane with one or several closed outlines, which need not be convex; an outline
 * inside of another one is a hole. What is inside follows the even-odd rule.
 *
 * @param outlines closed polygons as lists of corners; the last corner is joined to the first
 * @param side where cells belong
 */
public record Region(List<List<double[]>> outlines, Side side) implements Boundary {
  /** Copies the lists, not the corners. */
  public Region {
    outlines = outlines.stream().map(List::copyOf).toList();
  }

  /** Whether a point is inside, by the even-odd rule. */
  public boolean contains(double x, double y) {
    boolean inside = false;
    for (List<double[]> outline : outlines) {
      double[] a = outline.get(outline.size() - 1);
      for (double[] b : outline) {
        if (a[1] > y != b[1] > y && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])) {
          inside = !inside;
        }
        a = b;
      }
    }
    return inside;
  }

  /** Least x, least y, greatest x, greatest y of all corners. */
  public double[] bounds() {
    double[] bounds = {
      Double.POSITIVE_INFINITY,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    for (List<double[]> outline : outlines) {
      for (double[] p : outline) {
        bounds[0] = Math.min(bounds[0], p[0]);
        bounds[1] = Math.min(bounds[1], p[1]);
        bounds[2] = Math.max(bounds[2], p[0]);
        bounds[3] = Math.max(bounds[3], p[1]);
      }
    }
    return bounds;
  }

  @Override
  public double beyond(double x, double y) {
    if (contains(x, y) == (side == Side.MOLD)) {
      return 0;
    }
    return Plane.distance(nearest(x, y), x, y);
  }

  @Override
  public double[] nearest(double x, double y) {
    double[] best = outlines.get(0).get(0);
    double least = Double.POSITIVE_INFINITY;
    for (List<double[]> outline : outlines) {
      double[] a = outline.get(outline.size() - 1);
      for (double[] b : outline) {
        double[] candidate = Plane.nearest(a, b, x, y);
        double distance = Plane.distance(candidate, x, y);
        if (distance < least) {
          least = distance;
          best = candidate;
        }
        a = b;
      }
    }
    return best;
  }

  /**
   * A side that knows its neighbors, so that discs do not catch on corners. Not JBox2D's chain,
   * whose sides are 0.01 thick.
   */
  private static EdgeShape side(Vec2 before, Vec2 from, Vec2 to, Vec2 after) {
    EdgeShape edge = new EdgeShape();
    edge.set(from, to);
    edge.m_vertex0.set(before);
    edge.m_hasVertex0 = true;
    edge.m_vertex3.set(after);
    edge.m_hasVertex3 = true;
    edge.setRadius(0);
    return edge;
  }

  @Override
  public void build(Body ground, Surface surface, double scale, double[] extent) {
    for (List<double[]> outline : outlines) {
      Vec2[] corners =
          outline.stream()
              .map(p -> new Vec2((float) (p[0] / scale), (float) (p[1] / scale)))
              .toArray(Vec2[]::new);
      int n = corners.length;
      for (int k = 0; k < n; k++) {
        surface.attach(
            ground,
            side(corners[(k + n - 1) % n], corners[k], corners[(k + 1) % n], corners[(k + 2) % n]),
            0);
      }
    }
  }
}
