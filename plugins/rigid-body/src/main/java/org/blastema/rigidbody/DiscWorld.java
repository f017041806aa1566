package org.blastema.rigidbody;

import java.util.Collection;
import java.util.function.IntUnaryOperator;
import org.blastema.autodiff.Pairs;
import org.blastema.kernel.space.NeighborSearch;
import org.jbox2d.collision.shapes.CircleShape;
import org.jbox2d.common.Vec2;
import org.jbox2d.dynamics.Body;
import org.jbox2d.dynamics.BodyDef;
import org.jbox2d.dynamics.BodyType;
import org.jbox2d.dynamics.World;
import org.jbox2d.pooling.normal.DefaultWorldPool;

/**
 * A JBox2D world that lives for one macro-step: the boundaries first, then a disc a cell in order
 * of the cells' ids. JBox2D computes in single precision and gives the same bits for the same order
 * of calls, so what comes out is a function of what goes in alone.
 *
 * <p>Velocities are damped implicitly, {@code v <- (v + h a) / (1 + h c)}, by scaling them and all
 * accelerations before a time step; JBox2D's own damping, which is explicit, is off.
 */
final class DiscWorld {
  /** Largest coordinate, in JBox2D's units, that single precision resolves well enough. */
  private static final double FARTHEST = 1e4;

  private static final double SMALLEST_RADIUS = 0.02;
  private static final double LARGEST_RADIUS = 50;

  private final int n;
  private final double[] radii;
  private final Material material;
  private final Accuracy accuracy;
  private final World world;
  private final Body[] discs;
  private final double damped;
  private final float timeStep;

  /** Discs that move no farther in a time step cannot jump over a wall. */
  private final float slow;

  /** Velocities: of the centers, column after column, and angular ones. */
  record Motion(double[] velocity, double[] spin) {
    static Motion rest(int n) {
      return new Motion(new double[2 * n], new double[n]);
    }
  }

  /**
   * Builds a world.
   *
   * @param positions column-major {@code n x 2}
   * @param radii of the n discs
   * @param rolling whether discs may turn
   * @param dt length of the macro-step
   * @throws ArithmeticException if a disc is too small, too large or too far away for JBox2D
   */
  DiscWorld(
      Collection<Boundary> boundaries,
      Material material,
      Accuracy accuracy,
      double[] positions,
      double[] radii,
      Motion motion,
      boolean rolling,
      double dt) {
    this.n = radii.length;
    this.radii = radii;
    this.material = material;
    this.accuracy = accuracy;
    double h = dt / accuracy.substeps();
    this.timeStep = (float) h;
    this.damped = 1 / (1 + h * material.damping());
    double scale = accuracy.scale();
    this.world =
        new World(
            new Vec2(
                (float) (material.gravityX() * damped / scale),
                (float) (material.gravityY() * damped / scale)),
            new DefaultWorldPool(World.WORLD_POOL_SIZE, World.WORLD_POOL_CONTAINER_SIZE),
            new FatTree());
    world.setAllowSleep(false);
    requireFit(positions);
    if (!boundaries.isEmpty()) {
      Body ground = world.createBody(new BodyDef());
      double[] extent = extent(positions);
      boundaries.forEach(b -> b.build(ground, material.surface(), scale, extent));
    }
    this.discs = new Body[n];
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      smallest = Math.min(smallest, radii[i] / scale);
      BodyDef body = new BodyDef();
      body.type = BodyType.DYNAMIC;
      body.position.set((float) (positions[i] / scale), (float) (positions[n + i] / scale));
      body.linearVelocity.set(
          (float) (motion.velocity()[i] / scale), (float) (motion.velocity()[n + i] / scale));
      body.angularVelocity = (float) motion.spin()[i];
      body.fixedRotation = !rolling;
      discs[i] = world.createBody(body);
      CircleShape circle = new CircleShape();
      circle.setRadius((float) (radii[i] / scale));
      material.surface().attach(discs[i], circle, material.density());
    }
    this.slow = (float) (smallest / 2);
  }

  private void requireFit(double[] positions) {
    for (int i = 0; i < n; i++) {
      double r = radii[i] / accuracy.scale();
      double far = Math.max(Math.abs(positions[i]), Math.abs(positions[n + i])) / accuracy.scale();
      if (!(r >= SMALLEST_RADIUS && r <= LARGEST_RADIUS)) {
        throw new ArithmeticException(
            "the radius of row %d is %.3g in JBox2D's units, not %s to %s: change 'accuracy.scale'"
                .formatted(i, r, SMALLEST_RADIUS, LARGEST_RADIUS));
      }
      if (!(far <= FARTHEST)) {
        throw new ArithmeticException(
            "row %d is at %.3g in JBox2D's units, farther from the origin than %s"
                .formatted(i, far, FARTHEST));
      }
    }
  }

  /** The rectangle around all discs, widened by as far as JBox2D moves a body at most. */
  private double[] extent(double[] positions) {
    double[] e = {0, 0, 0, 0};
    for (int i = 0; i < n; i++) {
      double x = positions[i];
      double y = positions[n + i];
      e[0] = i == 0 ? x : Math.min(e[0], x);
      e[1] = i == 0 ? y : Math.min(e[1], y);
      e[2] = i == 0 ? x : Math.max(e[2], x);
      e[3] = i == 0 ? y : Math.max(e[3], y);
    }
    double margin = accuracy.scale() * (LARGEST_RADIUS + 2.0 * Math.min(100, accuracy.substeps()));
    return new double[] {e[0] - margin, e[1] - margin, e[2] + margin, e[3] + margin};
  }

  /**
   * Runs all time steps of the macro-step.
   *
   * @param enclosure what puts centers back after every time step
   * @param ids id of the cell of every disc
   */
  void run(NeighborSearch neighbors, Enclosure enclosure, IntUnaryOperator ids) {
    for (int s = 0; s < accuracy.substeps(); s++) {
      float fastest = 0;
      for (Body disc : discs) {
        disc.m_linearVelocity.mulLocal((float) damped);
        disc.m_angularVelocity *= (float) damped;
        fastest = Math.max(fastest, disc.m_linearVelocity.length());
      }
      float move = timeStep * (fastest + timeStep * world.getGravity().length());
      world.setContinuousPhysics(move > slow);
      if (material.adhesion() > 0) {
        attract(neighbors);
      }
      world.step(timeStep, accuracy.velocityIterations(), accuracy.positionIterations());
      for (int i = 0; i < n; i++) {
        enclose(i, enclosure, ids.applyAsInt(i));
      }
    }
  }

  private void enclose(int disc, Enclosure enclosure, int cell) {
    double scale = accuracy.scale();
    Vec2 center = discs[disc].getPosition();
    double[] at = {center.x * scale, center.y * scale};
    if (enclosure.putBack(at, radii[disc], cell)) {
      Vec2 back = new Vec2((float) (at[0] / scale), (float) (at[1] / scale));
      discs[disc].setTransform(back, discs[disc].getAngle());
    }
  }

  private void attract(NeighborSearch neighbors) {
    double scale = accuracy.scale();
    double[] x = new double[2 * n];
    double greatest = 0;
    for (int i = 0; i < n; i++) {
      Vec2 at = discs[i].getPosition();
      x[i] = at.x * scale;
      x[n + i] = at.y * scale;
      greatest = Math.max(greatest, radii[i]);
    }
    Pairs pairs = neighbors.within(x, n, 2, 2 * greatest + material.reach());
    Vec2 force = new Vec2();
    for (int k = 0; k < pairs.count(); k++) {
      int i = pairs.first()[k];
      int j = pairs.second()[k];
      double dx = x[j] - x[i];
      double dy = x[n + j] - x[n + i];
      double distance = Math.sqrt(dx * dx + dy * dy);
      double pull =
          material.attraction(distance - radii[i] - radii[j]) * damped / (scale * scale * scale);
      if (pull > 0 && distance > 0) {
        force.set((float) (pull * dx / distance), (float) (pull * dy / distance));
        discs[i].applyForceToCenter(force);
        force.negateLocal();
        discs[j].applyForceToCenter(force);
      }
    }
  }

  /**
   * Where the discs are: the given positions, moved by as much as JBox2D moved the discs.
   *
   * @param before the positions that the world was built from
   */
  double[] positions(double[] before) {
    double scale = accuracy.scale();
    double[] after = new double[2 * n];
    for (int i = 0; i < n; i++) {
      Vec2 at = discs[i].getPosition();
      after[i] = before[i] + scale * ((double) at.x - (float) (before[i] / scale));
      after[n + i] = before[n + i] + scale * ((double) at.y - (float) (before[n + i] / scale));
    }
    return after;
  }

  /** How the discs move at the end. */
  Motion motion() {
    Motion motion = Motion.rest(n);
    for (int i = 0; i < n; i++) {
      motion.velocity()[i] = discs[i].m_linearVelocity.x * accuracy.scale();
      motion.velocity()[n + i] = discs[i].m_linearVelocity.y * accuracy.scale();
      motion.spin()[i] = discs[i].m_angularVelocity;
    }
    return motion;
  }
}
