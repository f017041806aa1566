package org.blastema.gradbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.blastema.autodiff.array.Arguments;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Carried;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Index;
import org.blastema.autodiff.array.Indexes;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;
import org.blastema.autodiff.array.Truth;

/**
 * Hand tracking: how far points are from places on the skin of a hand whose bones are bent (Srajer,
 * Kukelova and Fitzgibbon, A benchmark of selected algorithmic differentiation tools on some
 * problems in computer vision and machine learning, 2018).
 *
 * <p>The 26 numbers of {@code theta}: rotation vector (3) and translation (3) of the whole hand,
 * then four bends a finger. A place on the skin is a vertex, or lies within a triangle of three
 * vertices at the barycentric coordinates {@code (u_0, u_1, 1 - u_0 - u_1)}.
 */
final class HandTrackingEval implements Eval {
  private static final int POSE = 26;
  private static final int SPACE = 3;
  private static final double LEAST_ANGLE = 1e-4;

  private static final List<ArrayPort> INPUTS =
      List.of(
          ArrayPort.reals("theta", 1),
          ArrayPort.reals("us", 2),
          ArrayPort.reals("points", 2),
          ArrayPort.indexes("chains", 2),
          ArrayPort.indexes("chainLengths", 1),
          ArrayPort.indexes("bends", 2),
          ArrayPort.reals("baseRelatives", 3),
          ArrayPort.reals("inverseBaseAbsolutes", 3),
          ArrayPort.indexes("firsts", 1),
          ArrayPort.indexes("bones", 1),
          ArrayPort.reals("influences", 2),
          ArrayPort.indexes("corners", 2),
          ArrayPort.real("mirror"));

  private static final ArrayFormula AT_VERTICES =
      ArrayFormula.trace("ht", INPUTS, in -> errors(in, false));

  private static final ArrayFormula IN_TRIANGLES =
      ArrayFormula.trace("ht with places", INPUTS, in -> errors(in, true));

  private final Evaluation verticesErrors = AT_VERTICES.evaluation();
  private final Evaluation trianglesErrors = IN_TRIANGLES.evaluation();
  private final Evaluation verticesJacobian = jacobian(AT_VERTICES, false).evaluation();
  private final Evaluation trianglesJacobian = jacobian(IN_TRIANGLES, true).evaluation();

  private static Outputs errors(Arguments in, boolean withPlaces) {
    Reals us = in.reals("us");
    Reals points = in.reals("points");
    Indexes corners = in.indexes("corners");
    Carried skin = skin(in);
    Index[] corner = {Index.constant(0), Index.constant(1), Index.constant(2)};
    Carried errors =
        Carried.of()
            .scan(
                points.extent(0),
                (i, none) -> {
                  Real[] error = new Real[SPACE];
                  for (int c = 0; c < SPACE; c++) {
                    Reals coordinate = skin.reals(c);
                    Real place = coordinate.at(corners.at(i, corner[0]));
                    if (withPlaces) {
                      Real u0 = us.at(i, corner[0]);
                      Real u1 = us.at(i, corner[1]);
                      Real u2 = Real.constant(1).minus(u0).minus(u1);
                      place =
                          u0.times(place)
                              .plus(u1.times(coordinate.at(corners.at(i, corner[1]))))
                              .plus(u2.times(coordinate.at(corners.at(i, corner[2]))));
                    }
                    error[c] = points.at(i, corner[c]).minus(place);
                  }
                  return Carried.of((Object[]) error);
                });
    return Outputs.of("x", errors.reals(0)).and("y", errors.reals(1)).and("z", errors.reals(2));
  }

  /** Positions of the vertices, coordinate by coordinate. */
  private static Carried skin(Arguments in) {
    Reals theta = in.reals("theta");
    Reals influences = in.reals("influences");
    Indexes firsts = in.indexes("firsts");
    Indexes bones = in.indexes("bones");
    Carried placed = placedBones(in);
    return Carried.of()
        .scan(
            firsts.length().minus(1),
            (v, none) -> {
              Index first = firsts.at(v);
              Index count = firsts.at(v.plus(1)).minus(first);
              Real[] position = new Real[SPACE];
              for (int r = 0; r < SPACE; r++) {
                int row = r * Motion.COLUMNS;
                position[r] =
                    Real.sum(
                            count,
                            n -> {
                              Index k = first.plus(n);
                              Index bone = bones.at(k);
                              Real sum = Real.constant(0);
                              for (int c = 0; c < Motion.COLUMNS; c++) {
                                Real weighted = influences.at(k, Index.constant(c));
                                sum = sum.plus(placed.reals(row + c).at(bone).times(weighted));
                              }
                              return sum;
                            })
                        .plus(theta.at(SPACE + r));
              }
              return Carried.of((Object[]) position);
            });
  }

  /**
   * For each bone the motion from the base pose to the present one, mirrored and rotated, entry by
   * entry.
   */
  private static Carried placedBones(Arguments in) {
    Reals theta = in.reals("theta");
    Reals relatives = in.reals("baseRelatives");
    Reals inverses = in.reals("inverseBaseAbsolutes");
    Indexes chains = in.indexes("chains");
    Indexes lengths = in.indexes("chainLengths");
    Indexes bends = in.indexes("bends");
    Carried bent =
        Carried.of()
            .scan(
                lengths.length(),
                (b, none) -> {
                  Real aboutX = bend(theta, bends.at(b, Index.constant(0)));
                  Real aboutZ = bend(theta, bends.at(b, Index.constant(1)));
                  return Motion.of(relatives.row(b)).times(turn(aboutX, aboutZ)).carried();
                });
    Motion whole = wholeHand(theta, in.real("mirror"));
    return Carried.of()
        .scan(
            lengths.length(),
            (b, none) -> {
              Carried moved =
                  whole
                      .carried()
                      .loop(
                          lengths.at(b),
                          (s, c) -> {
                            Index link = chains.at(b, s);
                            return Motion.of(c).times(Motion.of(bent, link)).carried();
                          });
              return Motion.of(moved).times(Motion.of(inverses.row(b))).carried();
            });
  }

  private static Real bend(Reals theta, Index at) {
    return Real.choose(at.isLess(Index.constant(0)), () -> Real.constant(0), () -> theta.at(at));
  }

  /** A rotation about x, then about z. */
  private static Motion turn(Real aboutX, Real aboutZ) {
    Real cosX = aboutX.cos();
    Real sinX = aboutX.sin();
    Real cosZ = aboutZ.cos();
    Real sinZ = aboutZ.sin();
    Real zero = Real.constant(0);
    return Motion.rotation(
        cosZ,
        sinZ.times(cosX).negate(),
        sinZ.times(sinX),
        sinZ,
        cosZ.times(cosX),
        cosZ.times(sinX).negate(),
        zero,
        sinX,
        cosX);
  }

  /** The mirroring, then the rotation about the vector in the first numbers of theta. */
  private static Motion wholeHand(Reals theta, Real mirror) {
    Real[] r = {theta.at(0), theta.at(1), theta.at(2)};
    Real square = r[0].square().plus(r[1].square()).plus(r[2].square());
    Truth turns = Real.constant(LEAST_ANGLE * LEAST_ANGLE).isAtMost(square);
    Real safe = Real.where(turns, square, Real.constant(1)); // slopes stay finite where it is 0
    Real zero = Real.constant(0);
    Real one = Real.constant(1);
    Carried entries =
        Carried.choose(
            turns,
            () -> {
              Real angle = safe.sqrt();
              Real cosine = angle.cos();
              Real sine = angle.sin();
              Real rest = one.minus(cosine);
              Real[] u = {r[0].divide(angle), r[1].divide(angle), r[2].divide(angle)};
              return Carried.of(
                  cosine.plus(rest.times(u[0]).times(u[0])),
                  rest.times(u[0]).times(u[1]).minus(sine.times(u[2])),
                  rest.times(u[0]).times(u[2]).plus(sine.times(u[1])),
                  rest.times(u[1]).times(u[0]).plus(sine.times(u[2])),
                  cosine.plus(rest.times(u[1]).times(u[1])),
                  rest.times(u[1]).times(u[2]).minus(sine.times(u[0])),
                  rest.times(u[2]).times(u[0]).minus(sine.times(u[1])),
                  rest.times(u[2]).times(u[1]).plus(sine.times(u[0])),
                  cosine.plus(rest.times(u[2]).times(u[2])));
            },
            () -> Carried.of(one, zero, zero, zero, one, zero, zero, zero, one));
    return Motion.rotation(
        entries.real(0).times(mirror),
        entries.real(1),
        entries.real(2),
        entries.real(3).times(mirror),
        entries.real(4),
        entries.real(5),
        entries.real(6).times(mirror),
        entries.real(7),
        entries.real(8));
  }

  /**
   * Derivatives of the three coordinates of the errors, outputs x, y, z: entry (k, i) is by the
   * number k of correspondence i. With places, their derivatives by these are placeX, placeY,
   * placeZ.
   */
  private static ArrayFormula jacobian(ArrayFormula errors, boolean withPlaces) {
    ArrayFormula byTheta = errors.jvp("theta");
    ArrayFormula byPlaces = errors.jvp("us");
    return ArrayFormula.trace(
        "jacobian of " + errors.name(),
        INPUTS,
        in -> {
          List<Object> arguments = arguments(in);
          Index pose = in.reals("theta").length();
          Reals us = in.reals("us");
          Carried poses =
              columns(
                  pose,
                  k ->
                      byTheta.call(
                          with(arguments, Reals.build(pose, (Index j) -> unit(j.isEqual(k))))));
          Outputs outputs =
              Outputs.of("x", poses.reals(0)).and("y", poses.reals(1)).and("z", poses.reals(2));
          if (!withPlaces) {
            return outputs;
          }
          Carried places =
              columns(
                  us.extent(1),
                  k ->
                      byPlaces.call(
                          with(
                              arguments,
                              Reals.build(
                                  us.extent(0), us.extent(1), (i, j) -> unit(j.isEqual(k))))));
          return outputs
              .and("placeX", places.reals(0))
              .and("placeY", places.reals(1))
              .and("placeZ", places.reals(2));
        });
  }

  private static Carried columns(Index count, Function<Index, Outputs> column) {
    return Carried.of()
        .scan(
            count,
            (k, none) -> {
              Outputs tangents = column.apply(k);
              return Carried.of(tangents.reals("x'"), tangents.reals("y'"), tangents.reals("z'"));
            });
  }

  private static Real unit(Truth chosen) {
    return Real.where(chosen, Real.constant(1), Real.constant(0));
  }

  private static List<Object> arguments(Arguments in) {
    List<Object> arguments = new ArrayList<>();
    for (ArrayPort port : INPUTS) {
      if (port.rank() == 0) {
        arguments.add(in.real(port.name()));
      } else {
        arguments.add(port.isReal() ? in.reals(port.name()) : in.indexes(port.name()));
      }
    }
    return arguments;
  }

  private static Object[] with(List<Object> arguments, Reals direction) {
    List<Object> all = new ArrayList<>(arguments);
    all.add(direction);
    return all.toArray();
  }

  @Override
  public Task prepare(String function, Fields input) {
    Numbers us = input.numbers("us", 2);
    boolean withPlaces = us.length() > 0;
    int count = input.fields("data").numbers("points", 2).length();
    return switch (function) {
      case "objective" ->
          HandTask.errors(set(withPlaces ? trianglesErrors : verticesErrors, input, us), count);
      case "jacobian" ->
          HandTask.jacobian(
              set(withPlaces ? trianglesJacobian : verticesJacobian, input, us),
              count,
              POSE,
              withPlaces);
      default -> throw Eval.unknown(function);
    };
  }

  private static Evaluation set(Evaluation evaluation, Fields input, Numbers us) {
    boolean withPlaces = us.length() > 0;
    HandModel hand = HandModel.read(input, withPlaces);
    Numbers points = input.fields("data").numbers("points", 2);
    double[] theta = input.vector("theta");
    if (theta.length != POSE) {
      throw new IllegalArgumentException("'theta' must have " + POSE + " entries");
    }
    int bones = hand.boneCount();
    int four = HandModel.COORDINATES;
    return evaluation
        .set("theta", theta)
        .set("us", us.data(), us.extents())
        .set("points", points.data(), points.extents())
        .set("chains", hand.chains(), bones, hand.chainWidth())
        .set("chainLengths", hand.chainLengths())
        .set("bends", hand.bends(), bones, 2)
        .set("baseRelatives", hand.baseRelatives(), bones, four, four)
        .set("inverseBaseAbsolutes", hand.inverseBaseAbsolutes(), bones, four, four)
        .set("firsts", hand.firsts())
        .set("bones", hand.bones())
        .set("influences", hand.influences(), hand.bones().length, four)
        .set("corners", hand.corners(), points.length(), withPlaces ? 3 : 1)
        .set("mirror", hand.mirror());
  }
}
