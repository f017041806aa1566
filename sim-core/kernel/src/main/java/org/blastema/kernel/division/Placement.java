package org.blastema.kernel.division;

import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;

/**
 * Where the two cells of a division lie. Both get the mother's radius r times {@code m = 2^(-1/d)},
 * which conserves the volume in d dimensions, and move apart by the same length in opposite
 * directions.
 *
 * @param distance how far apart
 * @param direction how the direction is drawn
 */
@Describe(
    "Where the two cells of a division lie; together they have the mother's volume and center.")
public record Placement(
    @Describe("How far apart: just touching, or overlapping as in the published model.")
        @Default("touching")
        Distance distance,
    @Describe("How the direction is drawn: uniform, or with the published bias toward z.")
        @Default("uniform")
        Direction direction) {

  /** How far each of the two cells moves from the mother's center. */
  public enum Distance {
    /** By r m, so that the two just touch. */
    TOUCHING,
    /**
     * By r m^2, so that the two overlap by 29 % in the plane and 21 % in space: the published
     * behavior.
     */
    OVERLAPPING
  }

  /** Just touching, in a uniform direction. */
  public static Placement standard() {
    return new Placement(Distance.TOUCHING, Direction.UNIFORM);
  }

  /** The state after the divisions, carried out in order; daughters are appended in that order. */
  CellState carryOut(CellState state, Iterable<Division> divisions) {
    CellState next = state;
    for (Division division : divisions) {
      next = carryOut(next, division, state.time());
    }
    return next;
  }

  /**
   * The same for divisions at times within a macro-step. All are born before it ends, by a rounding
   * if need be: what is born in a macro-step is told by that from what was there.
   *
   * @param times of every division, from the beginning of the macro-step
   * @param dt length of the macro-step
   */
  CellState carryOut(CellState state, List<Division> divisions, List<Double> times, double dt) {
    CellState next = state;
    double last = Math.nextDown(state.time() + dt);
    for (int k = 0; k < divisions.size(); k++) {
      next = carryOut(next, divisions.get(k), Math.min(state.time() + times.get(k), last));
    }
    return next;
  }

  private CellState carryOut(CellState state, Division division, double birth) {
    int mother = division.row();
    int dimensions = division.direction().length;
    double m = StrictMath.pow(2, -1.0 / dimensions);
    CellState divided = state.divide(mother, birth);
    int n = divided.count();
    double[] shrink = new double[n];
    Arrays.fill(shrink, 1);
    shrink[mother] = m;
    shrink[n - 1] = m;
    Var offset =
        state
            .radius()
            .gatherRows(mother)
            .times(distance == Distance.TOUCHING ? m : m * m)
            .times(Var.row(division.direction()));
    Var moves = Var.concatRows(offset, offset.negate());
    return divided
        .with(
            "position", divided.position().plus(moves.scatterAddRows(new int[] {mother, n - 1}, n)))
        .with("radius", divided.radius().times(Var.column(shrink)));
  }
}
