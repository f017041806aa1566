package org.blastema.losses;

import java.util.Optional;
import java.util.OptionalInt;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;

/**
 * Distance along an axis between the outermost centers of the cells. Its derivative is that of the
 * two outermost cells; of cells equally far out, the first counts.
 *
 * @param axis the axis
 * @param type index of the only type that counts; all if empty
 */
record Extent(Axis axis, OptionalInt type) implements Measure {
  /** The entries of a scenario. */
  @Describe("Distance along an axis between the outermost centers of the cells.")
  record Configuration(
      @Describe("The axis.") @Default("x") Axis axis,
      @Describe("The only type that counts; all if left out.") Optional<String> type) {}

  static Extent create(Configuration c, BuildContext context) {
    c.axis().in(context.require(Space.class));
    CellTypes types = context.require(CellTypes.class);
    if (c.type().isPresent() && types.indexOf(c.type().get()) < 0) {
      throw InvalidConfiguration.unknownWord("type", "cell type", c.type().get(), types.names());
    }
    return new Extent(
        c.axis(), c.type().map(t -> OptionalInt.of(types.indexOf(t))).orElse(OptionalInt.empty()));
  }

  @Override
  public String unit() {
    return "length";
  }

  @Override
  public Var of(CellState state) {
    Var x = state.position().column(axis.column());
    int least = -1;
    int greatest = -1;
    for (int i = 0; i < state.count(); i++) {
      if (type.isEmpty() || type.getAsInt() == state.type(i)) {
        least = least < 0 || x.get(i, 0) < x.get(least, 0) ? i : least;
        greatest = greatest < 0 || x.get(i, 0) > x.get(greatest, 0) ? i : greatest;
      }
    }
    return least < 0 ? Var.constant(0) : x.gatherRows(greatest).minus(x.gatherRows(least));
  }
}
