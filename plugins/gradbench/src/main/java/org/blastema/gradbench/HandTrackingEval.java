package org.blastema.gradbench;

import java.util.ArrayList;
import java.util.List;
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
      ArrayFormula.trace("ht", INPUTS, in -> Outputs.of("errors", errors(in, false)));

  private static final ArrayFormula IN_TRIANGLES =
      ArrayFormula.trace("ht with places", INPUTS, in -> Outputs.of("errors", errors(in, true)));

  private final Evaluation verticesErrors = AT_VERTICES.evaluation();
  private final Evaluation trianglesErrors = IN_TRIANGLES.evaluation();
  private final Evaluation verticesJacobian = jacobian(AT_VERTICES, false).evaluation();
  private final Evaluation trianglesJacobian = jacobian(IN_TRIANGLES, true).evaluation();

  private static Reals errors(Arguments in, boolean withPlaces) {
    Reals us = in.reals("us");
    Reals points = in.reals("points");
    Indexes corners = in.indexes("corners");
    Reals skin = skin(in);
    Index[] corner = {Index.constant(0), Index.constant(1), Index.constant(2)};
    return Reals.build(
        points.extent(0),
        points.extent(1),
        (i, c) -> {
          if (!withPlaces) {
            return points.at(i, c).minus(skin.at(corners.at(i, corner[0]), c));
          }
          Real u0 = us.at(i, corner[0]);
          Real u1 = us.at(i, corner[1]);
          Real place =
              u0.times(skin.at(corners.at(i, corner[0]), c))
                  .plus(u1.times(skin.at(corners.at(i, corner[1]), c)))
                  .plus(
                      Real.constant(1)
                          .minus(u0)
                          .minus(u1)
                          .times(skin.at(corners.at(i, corner[2]), c)));
          return points.at(i, c).minus(place);
        });
  }

  /** Positions of the vertices. */
  private static Reals skin(Arguments in) {
    Reals theta = in.reals("theta");
    Reals influences = in.reals("influences");
    Indexes firsts = in.indexes("firsts");
    Indexes bones = in.indexes("bones");
    Reals placed = placedBones(in);
    return Reals.build(
        firsts.length().minus(1),
        Index.constant(SPACE),
        (v, r) -> {
          Index first = firsts.at(v);
          return Real.sum(
                  firsts.at(v.plus(1)).minus(first),
                  n -> {
                    Index k = first.plus(n);
                    return Real.sum(
                        influences.extent(1),
                        c -> placed.at(bones.at(k), r, c).times(influences.at(k, c)));
                  })
              .plus(theta.at(r.plus(SPACE)));
        });
  }

  /** For each bone the motion from the base pose to the present one, mirrored and rotated. */
  private static Reals placedBones(Arguments in) {
    Reals theta = in.reals("theta");
    Reals relatives = in.reals("baseRelatives");
    Reals inverses = in.reals("inverseBaseAbsolutes");
    Indexes chains = in.indexes("chains");
    Indexes lengths = in.indexes("chainLengths");
    Indexes bends = in.indexes("bends");
    Index four = Index.constant(HandModel.COORDINATES);
    Index boneCount = lengths.length();
    Reals bent =
        Reals.ofRows(
            boneCount,
            b -> {
              Real aboutX = bend(theta, bends.at(b, Index.constant(0)));
              Real aboutZ = bend(theta, bends.at(b, Index.constant(1)));
              return matrixTimes(relatives.row(b), turn(aboutX, aboutZ));
            });
    Reals whole = wholeHand(theta, in.real("mirror"));
    return Reals.ofRows(
        boneCount,
        b -> {
          Reals moved =
              Carried.of(whole)
                  .loop(
                      lengths.at(b),
                      (s, c) -> Carried.of(matrixTimes(c.reals(0), bent.row(chains.at(b, s)))))
                  .reals(0);
          return Reals.build(
              four,
              four,
              (r, c) -> Real.sum(four, k -> moved.at(r, k).times(inverses.at(b, k, c))));
        });
  }

  private static Reals matrixTimes(Reals a, Reals b) {
    Index four = Index.constant(HandModel.COORDINATES);
    return Reals.build(four, four, (r, c) -> Real.sum(four, k -> a.at(r, k).times(b.at(k, c))));
  }

  private static Real bend(Reals theta, Index at) {
    return Real.choose(at.isLess(Index.constant(0)), () -> Real.constant(0), () -> theta.at(at));
  }

  /** A rotation about x, then about z. */
  private static Reals turn(Real aboutX, Real aboutZ) {
    Real cosX = aboutX.cos();
    Real sinX = aboutX.sin();
    Real cosZ = aboutZ.cos();
    Real sinZ = aboutZ.sin();
    Real zero = Real.constant(0);
    Real one = Real.constant(1);
    return matrix(
        cosZ,
        sinZ.times(cosX).negate(),
        sinZ.times(sinX),
        zero,
        sinZ,
        cosZ.times(cosX),
        cosZ.times(sinX).negate(),
        zero,
        zero,
        sinX,
        cosX,
        zero,
        zero,
        zero,
        zero,
        one);
  }

  /** The mirroring, then the rotation about the vector in the first numbers of theta. */
  private static Reals wholeHand(Reals theta, Real mirror) {
    Real[] r = {theta.at(0), theta.at(1), theta.at(2)};
    Real angle = r[0].square().plus(r[1].square()).plus(r[2].square()).sqrt();
    Real zero = Real.constant(0);
    Real one = Real.constant(1);
    Carried entries =
        Carried.choose(
            angle.isLess(Real.constant(LEAST_ANGLE)),
            () -> Carried.of(one, zero, zero, zero, one, zero, zero, zero, one),
            () -> {
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
            });
    return matrix(
        entries.real(0).times(mirror),
        entries.real(1),
        entries.real(2),
        zero,
        entries.real(3).times(mirror),
        entries.real(4),
        entries.real(5),
        zero,
        entries.real(6).times(mirror),
        entries.real(7),
        entries.real(8),
        zero,
        zero,
        zero,
        zero,
        one);
  }

  private static Reals matrix(Real... entries) {
    Reals list = Reals.of(entries);
    Index four = Index.constant(HandModel.COORDINATES);
    return Reals.build(four, four, (r, c) -> list.at(r.times(four).plus(c)));
  }

  /** Entry (i, c, k): the derivative of error c of correspondence i by the number k. */
  private static ArrayFormula jacobian(ArrayFormula errors, boolean withPlaces) {
    ArrayFormula byTheta = errors.jvp("theta");
    ArrayFormula byPlaces = errors.jvp("us");
    return ArrayFormula.trace(
        "jacobian of " + errors.name(),
        INPUTS,
        in -> {
          List<Object> arguments = arguments(in);
          Reals theta = in.reals("theta");
          Reals us = in.reals("us");
          Reals points = in.reals("points");
          Reals poses =
              Reals.ofRows(
                  theta.length(),
                  k ->
                      byTheta
                          .call(
                              with(
                                  arguments,
                                  Reals.build(theta.length(), (Index j) -> unit(j.isEqual(k)))))
                          .reals("errors'"));
          if (!withPlaces) {
            return Outputs.of("poses", poses);
          }
          Reals places =
              Reals.ofRows(
                  us.extent(1),
                  k ->
                      byPlaces
                          .call(
                              with(
                                  arguments,
                                  Reals.build(
                                      points.extent(0),
                                      us.extent(1),
                                      (i, j) -> unit(j.isEqual(k)))))
                          .reals("errors'"));
          return Outputs.of("poses", poses).and("places", places);
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
    return switch (function) {
      case "objective" ->
          FormulaTask.list(set(withPlaces ? trianglesErrors : verticesErrors, input, us), "errors");
      case "jacobian" ->
          new HandJacobian(
              set(withPlaces ? trianglesJacobian : verticesJacobian, input, us),
              3 * input.fields("data").numbers("points", 2).length(),
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
