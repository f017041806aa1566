package org.blastema.kernel.initial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.random.Purpose;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/** Founder cells on a regular lattice around the origin, with types in given shares. */
final class Lattice implements InitialState {
  /** Where the sites lie. */
  enum Sites {
    /** In the plane, rows shifted by half a spacing: six nearest neighbors. */
    HEXAGONAL,
    /** Squares in the plane, cubes in space. */
    CUBIC,
    /** In space, cubes with a site in the middle of every face: twelve nearest neighbors. */
    FACE_CENTERED
  }

  /** Which site gets which type. */
  enum Arrangement {
    /** Shuffled, anew for every rollout. */
    RANDOM,
    /** One type after the other along an axis. */
    BLOCK,
    /** One type after the other from the center outward. */
    CORE
  }

  /**
   * Configuration.
   *
   * @param sites where the sites lie
   * @param counts sites along every axis
   * @param cells number of sites around the origin, instead
   * @param spacing distance of nearest sites
   * @param radius radius of the cells
   * @param jitter standard deviation of displacements from the sites
   * @param shares shares of the types
   * @param arrangement which site gets which type
   * @param axis axis of the blocks
   * @param fields further fields
   * @param randomFields further fields drawn for every cell
   */
  @Describe("Founder cells on a regular lattice, with types in given shares.")
  record Configuration(
      @Describe(
              "Hexagonal (in the plane), cubic (squares in the plane, cubes in space), or"
                  + " face-centered (cubic, in space).")
          @Default("hexagonal")
          Sites sites,
      @Describe("Number of sites along every axis, for example [10, 10].") @Range(min = 1)
          List<Integer> counts,
      @Describe("Instead of counts: so many sites, those nearest to the origin.") @Range(min = 1)
          Optional<Integer> cells,
      @Describe("Distance of nearest sites.")
          @Default("1")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          double spacing,
      @Describe("Radius of the cells.")
          @Default("0.5")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          double radius,
      @Describe("Standard deviation of random displacements from the sites.")
          @Default("0")
          @Unit("length")
          @Range(min = 0)
          double jitter,
      @Describe("Share of every type by name, of any common scale; all the first type if left out.")
          @Range(min = 0)
          Map<String, Double> shares,
      @Describe("Shuffled, in blocks along an axis, or one type after the other from the center.")
          @Default("random")
          Arrangement arrangement,
      @Describe("Axis along which blocks lie.") @Default("y") Axis axis,
      @Describe("Initial values of further fields, the same for all cells.") @Unit("")
          Map<String, Double> fields,
      @Describe("Further fields drawn for every cell uniformly from [0, value].") @Unit("")
          Map<String, Double> randomFields) {}

  private final Configuration c;
  private final CellTypes known;
  private final int[] typesInOrder;
  private final double[][] sites;

  private Lattice(Configuration c, CellTypes known, int[] typesInOrder, double[][] sites) {
    this.c = c;
    this.known = known;
    this.typesInOrder = typesInOrder;
    this.sites = sites;
  }

  /**
   * Lays the lattice out.
   *
   * @throws InvalidConfiguration if it does not fit the space or the types
   */
  static Lattice of(Configuration c, BuildContext context) {
    Space space = context.require(Space.class);
    CellTypes known = context.require(CellTypes.class);
    int d = space.dimensions();
    if (c.cells.isPresent() && !c.counts.isEmpty()) {
      throw InvalidConfiguration.at("cells", "takes the place of counts: give one of them");
    }
    if (c.cells.isEmpty() && c.counts.size() != d) {
      throw InvalidConfiguration.at("counts", "needs " + d + " numbers, one for every axis");
    }
    for (int count : c.counts) {
      if (count < 1) {
        throw InvalidConfiguration.at("counts", "must be at least 1");
      }
    }
    if (c.sites == Sites.HEXAGONAL && d != 2) {
      throw InvalidConfiguration.at("sites", "a hexagonal lattice lies in the plane");
    }
    if (c.sites == Sites.FACE_CENTERED && d != 3) {
      throw InvalidConfiguration.at("sites", "a face-centered lattice lies in space");
    }
    c.axis.in(space);
    double[][] sites = LatticeSites.of(c, d);
    return new Lattice(c, known, typesInOrder(c, known, sites.length), sites);
  }

  /** The type of every cell in the order in which types follow each other. */
  private static int[] typesInOrder(Configuration c, CellTypes known, int n) {
    Map<Integer, Double> shares = new LinkedHashMap<>();
    c.shares.forEach((name, share) -> shares.put(known.require("shares", name), share));
    if (shares.isEmpty()) {
      shares.put(0, 1.0);
    }
    double total = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!(total > 0)) {
      throw InvalidConfiguration.at("shares", "must not all be 0");
    }
    int[] types = new int[n];
    double cumulated = 0;
    int from = 0;
    for (Map.Entry<Integer, Double> share : shares.entrySet()) {
      cumulated += share.getValue();
      int to = (int) Math.round(n * cumulated / total);
      Arrays.fill(types, from, to, share.getKey());
      from = to;
    }
    return types;
  }

  @Override
  public boolean random() {
    return c.jitter > 0
        || !c.randomFields.isEmpty()
        || (c.arrangement == Arrangement.RANDOM && c.shares.size() > 1);
  }

  @Override
  public CellState create(StateSchema schema, KeyedRandom random) {
    int n = sites.length;
    int d = sites[0].length;
    double[] x = new double[n * d];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) {
        double noise =
            c.jitter == 0 ? 0 : c.jitter * random.gaussian(Purpose.INITIAL_STATE, i, 1 + k);
        x[k * n + i] = sites[i][k] + noise;
      }
    }
    int[] types = new int[n];
    List<Integer> order = order(random);
    for (int k = 0; k < n; k++) {
      types[order.get(k)] = typesInOrder[k];
    }
    CellState state =
        Founders.of(schema, known, types, Var.of(n, d, x), Var.filled(n, 1, c.radius), allFields());
    int draw = 1 + d;
    for (Map.Entry<String, Double> field : c.randomFields.entrySet()) {
      int components = state.get(field.getKey()).columns();
      double[] values = new double[n * components];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < components; k++) {
          values[k * n + i] = field.getValue() * random.uniform(Purpose.INITIAL_STATE, i, draw + k);
        }
      }
      draw += components;
      state = state.with(field.getKey(), Var.of(n, components, values));
    }
    return state;
  }

  /** Fixed values, and the largest ones of those drawn, so that unknown names are refused alike. */
  private Map<String, Double> allFields() {
    Map<String, Double> all = new LinkedHashMap<>(c.fields);
    all.putAll(c.randomFields);
    return all;
  }

  /** The cells in the order in which they get their types. */
  private List<Integer> order(KeyedRandom random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, sites.length).boxed().toList());
    Optional<Comparator<Integer>> by =
        switch (c.arrangement) {
          case RANDOM -> Optional.empty();
          case BLOCK -> Optional.of(Comparator.comparingDouble(i -> sites[i][c.axis.column()]));
          case CORE ->
              Optional.of(
                  Comparator.comparingDouble(i -> Arrays.stream(sites[i]).map(v -> v * v).sum()));
        };
    by.ifPresentOrElse(order::sort, () -> shuffle(order, random));
    return order;
  }

  /** Source: R. A. Fisher and F. Yates, Statistical Tables (1938), example 12. */
  private static void shuffle(List<Integer> order, KeyedRandom random) {
    for (int k = order.size() - 1; k > 0; k--) {
      int other = (int) (random.uniform(Purpose.INITIAL_STATE, k, 0) * (k + 1));
      Integer kept = order.get(k);
      order.set(k, order.get(other));
      order.set(other, kept);
    }
  }
}
