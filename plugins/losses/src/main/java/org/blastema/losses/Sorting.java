package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/** How far cells of different types are sorted, by their soft {@link Contacts}. */
final class Sorting {
  private Sorting() {}

  /** The entries of a scenario. */
  @Describe("Number of contacts between cells of different types; a soft count.")
  record HeterotypicContact(
      @Describe("Distance at which a pair counts one half, in units of the sum of the radii.")
          @Default("1.2")
          @Range(min = 0, exclusiveMin = true)
          double range,
      @Describe("How steeply a pair comes to count; .inf for all or nothing, without derivative.")
          @Default("20")
          @Range(min = 0, exclusiveMin = true)
          double steepness)
      implements Measure {
    @Override
    public Var of(CellState state) {
      return new Contacts(range, steepness).of(state).column(1).sum().times(0.5);
    }
  }

  /**
   * The entries of a scenario. With {@code h} the share of contacts between cells of one type and
   * {@code e} what it would be with shuffled types, {@code sum_c n_c (n_c - 1) / (n (n - 1))}.
   */
  @Describe(
      "Segregation (h - e) / (1 - e): h is the share of contacts between cells of one type, e what"
          + " shuffled types would give. 0 mixed, 1 sorted.")
  record Segregation(
      @Describe("Distance at which a pair counts one half, in units of the sum of the radii.")
          @Default("1.2")
          @Range(min = 0, exclusiveMin = true)
          double range,
      @Describe("How steeply a pair comes to count; .inf for all or nothing, without derivative.")
          @Default("20")
          @Range(min = 0, exclusiveMin = true)
          double steepness)
      implements Measure {
    @Override
    public Var of(CellState state) {
      Var sums = new Contacts(range, steepness).of(state).sumRows();
      Var like = Var.constant(1).minus(sums.column(1).divide(sums.column(0)));
      double shuffled = shuffled(state);
      return like.minus(shuffled).divide(1 - shuffled);
    }
  }

  /** The entries of a scenario. */
  @Describe("Share of a cell's contacts that are with other types, mean over the cells.")
  record UnlikeNeighbors(
      @Describe("Distance at which a pair counts one half, in units of the sum of the radii.")
          @Default("1.2")
          @Range(min = 0, exclusiveMin = true)
          double range,
      @Describe("How steeply a pair comes to count; .inf for all or nothing, without derivative.")
          @Default("20")
          @Range(min = 0, exclusiveMin = true)
          double steepness)
      implements Measure {
    /** So many contacts in addition, with cells of the same type: a lone cell has none. */
    private static final double LONE = 1e-9;

    @Override
    public Var of(CellState state) {
      Var sums = new Contacts(range, steepness).of(state);
      return sums.column(1).divide(sums.column(0).plus(LONE)).mean();
    }
  }

  /** Expected share of contacts between cells of one type if types were shuffled. */
  static double shuffled(CellState state) {
    int most = 0;
    for (int type : state.types()) {
      most = Math.max(most, type);
    }
    long[] counts = new long[most + 1];
    for (int type : state.types()) {
      counts[type]++;
    }
    double pairs = 0;
    for (long count : counts) {
      pairs += (double) count * (count - 1);
    }
    return pairs / ((double) state.count() * (state.count() - 1));
  }
}
