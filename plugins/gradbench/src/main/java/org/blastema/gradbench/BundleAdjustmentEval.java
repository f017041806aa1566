package org.blastema.gradbench;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Inputs;
import org.blastema.autodiff.Port;

/**
 * Bundle adjustment: how far the projections of points are from where cameras saw them (Srajer,
 * Kukelova and Fitzgibbon, A benchmark of selected algorithmic differentiation tools on some
 * problems in computer vision and machine learning, 2018).
 *
 * <p>A camera is a rotation vector (3), a center (3), a focal length, a principal point (2) and two
 * radial distortions.
 */
final class BundleAdjustmentEval implements Eval {
  /** Numbers of a camera. */
  static final int CAMERA = 11;

  /** Numbers of a point. */
  static final int POINT = 3;

  /** Numbers that one observation depends on and that are fitted. */
  static final int COLUMNS = CAMERA + POINT + 1;

  private static final List<Port> FITTED =
      List.of(new Port("camera", CAMERA), new Port("point", POINT), Port.scalar("weight"));

  private static final List<Port> ALL =
      List.of(FITTED.get(0), FITTED.get(1), FITTED.get(2), new Port("seen", 2));

  /** The two components of the error, and that of the weight. */
  static final Formula ERRORS = Formula.trace("ba", ALL, BundleAdjustmentEval::errors);

  /** Derivatives of the first two errors, row by row, and that of the third by the weight. */
  static final Formula BLOCK =
      Formula.trace(
          "blocks",
          ALL,
          in -> {
            int rows = ERRORS.outputWidth();
            Expr[] jacobian =
                ERRORS
                    .jacobian()
                    .call(
                        in.vector("camera"),
                        in.vector("point"),
                        in.vector("weight"),
                        in.vector("seen"));
            Expr[] block = new Expr[2 * COLUMNS + 1];
            for (int j = 0; j < COLUMNS; j++) {
              block[j] = jacobian[j * rows];
              block[COLUMNS + j] = jacobian[j * rows + 1];
            }
            block[2 * COLUMNS] = jacobian[(COLUMNS - 1) * rows + 2];
            return block;
          });

  private static Expr[] errors(Inputs in) {
    Expr[] camera = in.vector("camera");
    Expr[] point = in.vector("point");
    Expr weight = in.scalar("weight");
    Expr[] seen = in.vector("seen");
    Expr[] moved = new Expr[POINT];
    for (int k = 0; k < POINT; k++) {
      moved[k] = point[k].minus(camera[POINT + k]);
    }
    Expr[] turned = rotated(new Expr[] {camera[0], camera[1], camera[2]}, moved);
    Expr u = turned[0].divide(turned[2]);
    Expr v = turned[1].divide(turned[2]);
    Expr square = u.square().plus(v.square());
    Expr distortion = camera[9].times(square).plus(camera[10].times(square.square())).plus(1);
    Expr scale = camera[6].times(distortion);
    return new Expr[] {
      weight.times(scale.times(u).plus(camera[7]).minus(seen[0])),
      weight.times(scale.times(v).plus(camera[8]).minus(seen[1])),
      Expr.constant(1).minus(weight.square())
    };
  }

  /** Rodrigues' formula; to first order where there is no rotation. */
  private static Expr[] rotated(Expr[] r, Expr[] v) {
    Expr square = r[0].square().plus(r[1].square()).plus(r[2].square());
    Expr angle = square.sqrt();
    Expr cosine = angle.cos();
    Expr sine = angle.sin();
    Expr[] axis = {r[0].divide(angle), r[1].divide(angle), r[2].divide(angle)};
    Expr along =
        axis[0]
            .times(v[0])
            .plus(axis[1].times(v[1]))
            .plus(axis[2].times(v[2]))
            .times(Expr.constant(1).minus(cosine));
    Expr[] aside = cross(axis, v);
    Expr[] little = cross(r, v);
    Expr[] turned = new Expr[POINT];
    for (int k = 0; k < POINT; k++) {
      Expr whole = v[k].times(cosine).plus(aside[k].times(sine)).plus(axis[k].times(along));
      turned[k] = Expr.where(square.greaterThan(0), whole, v[k].plus(little[k]));
    }
    return turned;
  }

  private static Expr[] cross(Expr[] a, Expr[] b) {
    return new Expr[] {
      a[1].times(b[2]).minus(a[2].times(b[1])),
      a[2].times(b[0]).minus(a[0].times(b[2])),
      a[0].times(b[1]).minus(a[1].times(b[0]))
    };
  }

  @Override
  public Task prepare(String function, Fields input) {
    Bundle bundle = Bundle.read(input);
    return switch (function) {
      case "objective" -> new ReprojectionErrors(bundle);
      case "jacobian" -> new ReprojectionJacobian(bundle);
      default -> throw Eval.unknown(function);
    };
  }
}
