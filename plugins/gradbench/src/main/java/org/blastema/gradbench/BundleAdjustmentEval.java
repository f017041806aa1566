package org.blastema.gradbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.blastema.autodiff.array.Arguments;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Carried;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Truth;

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

  private static final List<String> FITTED = names("fitted", COLUMNS);
  private static final List<String> SEEN = names("seen", 2);

  /** The two components of the error of an observation. */
  private static final ArrayFormula ERROR =
      ArrayFormula.trace(
          "ba",
          Stream.concat(FITTED.stream(), SEEN.stream()).map(ArrayPort::real).toList(),
          BundleAdjustmentEval::error);

  /** What keeps a weight away from 0. */
  private static final ArrayFormula WEIGHT_ERROR =
      ArrayFormula.trace(
          "weight",
          List.of(ArrayPort.real("weight")),
          in -> Outputs.of("value", Real.constant(1).minus(in.real("weight").square())));

  private final Evaluation errors =
      Bundle.overObservations("errors", BundleAdjustmentEval::allErrors).evaluation();
  private final Evaluation blocks;

  BundleAdjustmentEval() {
    ArrayFormula pullback = ERROR.vjp(FITTED.toArray(String[]::new));
    ArrayFormula weightSlope = WEIGHT_ERROR.gradient();
    blocks =
        Bundle.overObservations(
                "blocks",
                observation -> {
                  List<Real> block = new ArrayList<>();
                  block.addAll(row(pullback, observation, 1, 0));
                  block.addAll(row(pullback, observation, 0, 1));
                  block.add(weightSlope.call(observation.get(COLUMNS - 1)).real("weight"));
                  return block;
                })
            .evaluation();
  }

  private static List<String> names(String stem, int count) {
    return IntStream.range(0, count).mapToObj(k -> stem + k).toList();
  }

  private static List<Real> allErrors(List<Real> observation) {
    Outputs error = ERROR.call(observation.toArray());
    Real weight = WEIGHT_ERROR.call(observation.get(COLUMNS - 1)).real("value");
    return List.of(error.real("error0"), error.real("error1"), weight);
  }

  /** The derivatives of a combination of the two errors by all that is fitted. */
  private static List<Real> row(
      ArrayFormula pullback, List<Real> observation, double first, double second) {
    List<Real> arguments = new ArrayList<>(observation);
    arguments.add(Real.constant(first));
    arguments.add(Real.constant(second));
    Outputs adjoints = pullback.call(arguments.toArray());
    return FITTED.stream().map(name -> adjoints.real(name + "*")).toList();
  }

  private static Outputs error(Arguments in) {
    List<Real> fitted = FITTED.stream().map(in::real).toList();
    List<Real> rotation = fitted.subList(0, POINT);
    List<Real> moved =
        IntStream.range(0, POINT)
            .mapToObj(k -> fitted.get(CAMERA + k).minus(fitted.get(POINT + k)))
            .toList();
    Carried turned = rotated(rotation, moved);
    Real u = turned.real(0).divide(turned.real(2));
    Real v = turned.real(1).divide(turned.real(2));
    Real square = u.square().plus(v.square());
    Real distortion =
        fitted.get(9).times(square).plus(fitted.get(10).times(square.square())).plus(1);
    Real scale = fitted.get(6).times(distortion);
    Real weight = fitted.get(COLUMNS - 1);
    Real first = scale.times(u).plus(fitted.get(7)).minus(in.real(SEEN.get(0)));
    Real second = scale.times(v).plus(fitted.get(8)).minus(in.real(SEEN.get(1)));
    return Outputs.of("error0", weight.times(first)).and("error1", weight.times(second));
  }

  /** Rodrigues' formula; to first order where there is no rotation. */
  private static Carried rotated(List<Real> r, List<Real> v) {
    Real square = dot(r, r);
    Truth turns = Real.constant(0).isLess(square);
    Real safe = Real.where(turns, square, Real.constant(1)); // slopes stay finite where it is 0
    return Carried.choose(
        turns,
        () -> {
          Real angle = safe.sqrt();
          Real cosine = angle.cos();
          Real sine = angle.sin();
          Real inverse = Real.constant(1).divide(angle);
          List<Real> axis = r.stream().map(c -> c.times(inverse)).toList();
          Real along = dot(axis, v).times(Real.constant(1).minus(cosine));
          return combined(k ->
              v.get(k)
                  .times(cosine)
                  .plus(cross(axis, v, k).times(sine))
                  .plus(axis.get(k).times(along)));
        },
        () -> combined(k -> v.get(k).plus(cross(r, v, k))));
  }

  private static Carried combined(IntFunction<Real> component) {
    return Carried.of(component.apply(0), component.apply(1), component.apply(2));
  }

  private static Real dot(List<Real> a, List<Real> b) {
    return a.get(0).times(b.get(0)).plus(a.get(1).times(b.get(1))).plus(a.get(2).times(b.get(2)));
  }

  private static Real cross(List<Real> a, List<Real> b, int k) {
    int next = (k + 1) % POINT;
    int other = (k + 2) % POINT;
    return a.get(next).times(b.get(other)).minus(a.get(other).times(b.get(next)));
  }

  @Override
  public Task prepare(String function, Fields input) {
    Bundle bundle = Bundle.read(input);
    return switch (function) {
      case "objective" -> new ReprojectionErrors(bundle, errors);
      case "jacobian" -> new ReprojectionJacobian(bundle, blocks);
      default -> throw Eval.unknown(function);
    };
  }
}
