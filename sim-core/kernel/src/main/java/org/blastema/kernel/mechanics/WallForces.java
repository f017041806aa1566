package org.blastema.kernel.mechanics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Inputs;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Sides;
import org.blastema.kernel.space.Space;
import org.blastema.plugin.Parameter;

/**
 * What the walls of a space do to cells: a cell of radius r whose center is at a distance s from a
 * wall has the energy {@code stiffness/2 (r - s)^2} for s < r, where s is negative beyond the wall.
 */
final class WallForces {
  /**
   * One wall.
   *
   * @param axis the axis that it is normal to
   * @param inward 1 if cells are above it, -1 if below
   * @param place its coordinate
   * @param stiffness its stiffness
   */
  private record Wall(int axis, int inward, Parameter place, Parameter stiffness) {}

  /**
   * A cell that presses against a wall.
   *
   * @param row row of the cell
   * @param axis the axis that the wall is normal to
   * @param depth how deep the cell is in the wall (length)
   */
  record Contact(int row, int axis, double depth) {}

  private final List<Wall> walls = new ArrayList<>();
  private final Formula energy;
  private final Formula force;
  private final Formula tangent;
  private final Formula virial;

  WallForces(Space space) {
    int dimensions = space.dimensions();
    for (int axis = 0; axis < dimensions; axis++) {
      if (space.sides().get(axis) instanceof Sides.Walls sides) {
        add(axis, 1, sides.from(), sides.stiffness());
        add(axis, -1, sides.to(), sides.stiffness());
      }
    }
    List<Port> ports = new ArrayList<>();
    ports.add(Port.vector("x", dimensions));
    ports.add(Port.scalar("radius"));
    for (int k = 0; k < walls.size(); k++) {
      ports.add(Port.scalar("place-" + k));
      ports.add(Port.scalar("stiffness-" + k));
    }
    this.energy = Formula.trace("wall energy", ports, in -> new Expr[] {sum(in, this::energy)});
    this.force =
        Formula.trace(
            "wall force",
            ports,
            in ->
                Arrays.stream(energy.gradient("x").call(arguments(in, ports)))
                    .map(Expr::negate)
                    .toArray(Expr[]::new));
    this.virial = Formula.trace("wall virial", ports, in -> new Expr[] {sum(in, this::virial)});
    List<Port> moving = new ArrayList<>(ports);
    moving.add(Port.vector("v", dimensions));
    this.tangent =
        Formula.trace(
            "wall force tangent",
            moving,
            in -> {
              List<Expr[]> all = new ArrayList<>(List.of(arguments(in, ports)));
              all.add(in.vector("v"));
              for (Port port : ports.subList(1, ports.size())) {
                Expr[] still = new Expr[port.width()];
                Arrays.fill(still, Expr.constant(0));
                all.add(still);
              }
              return force.jvp().call(all.toArray(Expr[][]::new));
            });
  }

  private void add(int axis, int inward, Optional<Parameter> place, Parameter stiffness) {
    place.ifPresent(p -> walls.add(new Wall(axis, inward, p, stiffness)));
  }

  /** What one wall adds to a sum over all of them. */
  private interface Term {
    /** For a cell at a distance s from the wall. */
    Expr of(Expr distance, Expr radius, Expr stiffness);
  }

  private Expr sum(Inputs in, Term term) {
    Expr sum = Expr.constant(0);
    for (int k = 0; k < walls.size(); k++) {
      Wall wall = walls.get(k);
      Expr distance =
          in.vector("x")[wall.axis()].minus(in.scalar("place-" + k)).times(wall.inward());
      Expr radius = in.scalar("radius");
      Expr touching = term.of(distance, radius, in.scalar("stiffness-" + k));
      sum = sum.plus(Expr.where(distance.lessThan(radius), touching, Expr.constant(0)));
    }
    return sum;
  }

  private Expr energy(Expr distance, Expr radius, Expr stiffness) {
    return stiffness.times(0.5).times(radius.minus(distance).square());
  }

  private Expr virial(Expr distance, Expr radius, Expr stiffness) {
    return stiffness.times(radius.minus(distance)).times(distance);
  }

  private static Expr[][] arguments(Inputs in, List<Port> ports) {
    return ports.stream().map(port -> in.vector(port.name())).toArray(Expr[][]::new);
  }

  /** Whether there are any. */
  boolean exist() {
    return !walls.isEmpty();
  }

  /** The parameters whose values the forces take: place and stiffness of every wall. */
  List<Parameter> parameters() {
    return walls.stream().flatMap(w -> List.of(w.place(), w.stiffness()).stream()).toList();
  }

  /** The energy of every cell, {@code n x 1}. */
  Var energies(Var x, Var radius, List<Var> values) {
    return applied(energy, x, radius, values);
  }

  /** The force on every cell, {@code n x dimensions}. */
  Var forces(Var x, Var radius, List<Var> values) {
    return applied(force, x, radius, values);
  }

  /** The force of the walls on every cell times its distance, {@code n x 1} (energy). */
  Var virials(Var x, Var radius, List<Var> values) {
    return applied(virial, x, radius, values);
  }

  /** The rate at which the forces change as the cells move with velocities {@code v}. */
  Var tangent(Var x, Var radius, Var v, List<Var> values) {
    List<Var> all = new ArrayList<>(List.of(x, radius));
    all.addAll(values);
    all.add(v);
    return tangent.apply(all.toArray(Var[]::new));
  }

  private static Var applied(Formula formula, Var x, Var radius, List<Var> values) {
    List<Var> all = new ArrayList<>(List.of(x, radius));
    all.addAll(values);
    return formula.apply(all.toArray(Var[]::new));
  }

  /** All cells that press against walls, by wall and row. */
  List<Contact> contacts(Var x, Var radius, List<Var> values) {
    List<Contact> contacts = new ArrayList<>();
    for (int k = 0; k < walls.size(); k++) {
      Wall wall = walls.get(k);
      double place = values.get(2 * k).item();
      for (int i = 0; i < x.rows(); i++) {
        double depth = radius.get(i, 0) - wall.inward() * (x.get(i, wall.axis()) - place);
        if (depth > 0) {
          contacts.add(new Contact(i, wall.axis(), depth));
        }
      }
    }
    return contacts;
  }
}
