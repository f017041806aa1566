package org.blastema.losses;

import java.util.List;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;

/**
 * Length of the borders between cells of different types in the plane, by {@link VoronoiContacts}.
 * Not differentiable: a metric alone.
 *
 * @param reach how far a cell extends at most, in units of its radius
 * @param share whether to divide by the length of all borders
 */
@Describe(
    "Length of the borders between cells of different types in the plane, from Voronoi cells.")
record BorderLength(
    @Describe("How far a cell extends at most, in units of its radius.")
        @Default("1.5")
        @Range(min = 1)
        double reach,
    @Describe("Whether to divide by the length of all borders.") @Default("false") boolean share)
    implements Metric {
  static BorderLength create(BorderLength c, BuildContext context) {
    context.require(Space.class).refusePeriodicSides();
    if (context.require(Space.class).dimensions() != 2) {
      throw InvalidConfiguration.at("", "needs a space of 2 dimensions");
    }
    return c;
  }

  @Override
  public String unit() {
    return share ? "" : "length";
  }

  @Override
  public double of(List<CellState> history) {
    CellState state = history.get(history.size() - 1);
    VoronoiContacts contacts = new VoronoiContacts(state, reach);
    double unlike = contacts.total(state, true);
    return share ? unlike / contacts.total(state, false) : unlike;
  }
}
