package org.blastema.celltypes.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;

/** The two formulas of a persistent random walk in a space of so many dimensions. */
final class Heading {
  private Heading() {}

  /** Number of planes in which a direction can turn. */
  static int planes(int dimensions) {
    return dimensions * (dimensions - 1) / 2;
  }

  /**
   * The heading after a time dt, turned in every coordinate plane, one after the other, by an
   * independent normal angle of variance {@code 2 dt / ((d - 1) P)}. Each of the d axes lies in d -
   * 1 of the planes, and the mean cosine of an angle of variance v is {@code exp(-v/2)}, so the
   * mean of the new heading is {@code exp(-dt/P)} times the old one for every dt, in the plane and
   * in space.
   *
   * <p>Inputs: heading, noise (a standard normal number a plane), persistence P, dt.
   */
  static Formula turned(int dimensions) {
    return Formula.trace(
        "turned heading",
        List.of(
            Port.vector("heading", dimensions),
            Port.vector("noise", planes(dimensions)),
            Port.scalar("persistence"),
            Port.scalar("dt")),
        in -> {
          Expr[] u = in.vector("heading").clone();
          Expr variance =
              in.scalar("dt").times(2.0 / (dimensions - 1)).divide(in.scalar("persistence"));
          int plane = 0;
          for (int a = 0; a < dimensions; a++) {
            for (int b = a + 1; b < dimensions; b++) {
              Expr angle = variance.sqrt().times(in.vector("noise")[plane++]);
              Expr along = u[a].times(angle.cos()).minus(u[b].times(angle.sin()));
              u[b] = u[a].times(angle.sin()).plus(u[b].times(angle.cos()));
              u[a] = along;
            }
          }
          return u;
        });
  }

  /**
   * The velocity: speed times the unit vector along {@code (1 - b) u + b e} with the heading u and
   * the unit vector e of an axis.
   *
   * <p>Inputs: heading, axis, speed, bias b.
   */
  static Formula velocity(int dimensions) {
    return Formula.trace(
        "crawling velocity",
        List.of(
            Port.vector("heading", dimensions),
            Port.vector("axis", dimensions),
            Port.scalar("speed"),
            Port.scalar("bias")),
        in -> {
          List<Expr> mixed = new ArrayList<>();
          Expr bias = in.scalar("bias");
          for (int k = 0; k < dimensions; k++) {
            Expr own = Expr.constant(1).minus(bias).times(in.vector("heading")[k]);
            mixed.add(own.plus(bias.times(in.vector("axis")[k])));
          }
          Expr perLength = in.scalar("speed").divide(Expr.norm(mixed.toArray(Expr[]::new)));
          Expr[] velocity = new Expr[dimensions];
          Arrays.setAll(velocity, k -> mixed.get(k).times(perLength));
          return velocity;
        });
  }
}
