package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;

/**
 * Share of the cells that are of one type. Types are discrete, so nothing flows back through it.
 *
 * @param type index of the type
 */
record TypeShare(int type) implements Measure {
  /** The entries of a scenario. */
  @Describe("Share of the cells that are of one type.")
  record Configuration(@Describe("The type.") String type) {}

  static TypeShare create(Configuration c, BuildContext context) {
    CellTypes types = context.require(CellTypes.class);
    int index = types.indexOf(c.type());
    if (index < 0) {
      throw InvalidConfiguration.unknownWord("type", "cell type", c.type(), types.names());
    }
    return new TypeShare(index);
  }

  @Override
  public Var of(CellState state) {
    double count = 0;
    for (int i = 0; i < state.count(); i++) {
      count += state.type(i) == type ? 1 : 0;
    }
    return Var.constant(count / state.count());
  }
}
