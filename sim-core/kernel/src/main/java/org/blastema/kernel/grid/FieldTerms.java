package org.blastema.kernel.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;

/**
 * What the field of one chemical follows from.
 *
 * @param around the grid and its sides
 * @param dt length of the macro-step
 * @param before the field at its beginning, {@code voxels x 1}
 * @param source what enters every voxel (concentration/time), {@code voxels x 1}
 * @param sink the rate at which every voxel is emptied (1/time), {@code voxels x 1}
 * @param diffusion D, a scalar
 * @param decay K, a scalar
 * @param walls the concentration at every side that is held, scalars in the order low x, high x,
 *     low y, ...; null for the others
 */
record FieldTerms(
    Surroundings around,
    double dt,
    Var before,
    Var source,
    Var sink,
    Var diffusion,
    Var decay,
    List<Var> walls) {

  /** Its plain numbers. */
  FieldLaw law() {
    double[] held = new double[walls.size()];
    for (int side = 0; side < held.length; side++) {
      held[side] = walls.get(side) == null ? 0 : walls.get(side).item();
    }
    return new FieldLaw(diffusion.item(), decay.item(), held);
  }

  /** A field with its adjoint. */
  Var recorded(String name, double[] field, Function<double[], FieldAdjoint> pull) {
    List<Var> arguments = new ArrayList<>(List.of(before, source, sink, diffusion, decay));
    List<Integer> sides = around.held();
    sides.forEach(side -> arguments.add(walls.get(side)));
    return Tape.primitive(
        name,
        arguments.toArray(Var[]::new),
        field.length,
        1,
        field,
        (output, inputs) -> {
          FieldAdjoint adjoint = pull.apply(output);
          add(adjoint.before, inputs[0]);
          add(adjoint.source, inputs[1]);
          add(adjoint.sink, inputs[2]);
          add(new double[] {adjoint.diffusion}, inputs[3]);
          add(new double[] {adjoint.decay}, inputs[4]);
          for (int k = 0; k < sides.size(); k++) {
            add(new double[] {adjoint.walls[sides.get(k)]}, inputs[5 + k]);
          }
        });
  }

  private static void add(double[] adjoint, double[] into) {
    if (into != null) {
      for (int p = 0; p < into.length; p++) {
        into[p] += adjoint[p];
      }
    }
  }
}
