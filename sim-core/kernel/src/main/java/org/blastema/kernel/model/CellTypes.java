package org.blastema.kernel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.InvalidConfiguration;

/**
 * The cell types of a scenario, in order; a cell's type is an index into this list.
 *
 * @param types the types
 */
public record CellTypes(List<CellType> types) {
  /**
   * One cell type.
   *
   * @param name its name
   * @param divides whether it ever divides
   * @param secretes whether it may secrete each chemical, in the order of {@link Chemicals}
   * @param secretion the rate at which it secretes each chemical where no network decides
   * @param uptake the rate at which it takes up each chemical where nothing decides
   * @param behaviors what its cells do
   */
  public record CellType(
      String name,
      boolean divides,
      List<Boolean> secretes,
      List<Double> secretion,
      List<Double> uptake,
      List<CellBehavior> behaviors) {

    /** A type that takes up nothing, without behaviors. */
    public CellType(String name, boolean divides, List<Boolean> secretes, List<Double> secretion) {
      this(
          name,
          divides,
          secretes,
          secretion,
          Collections.nCopies(secretion.size(), 0.0),
          List.of());
    }

    /** All its behaviors of one sort, in order. */
    public <B extends CellBehavior> List<B> all(Class<B> sort) {
      return behaviors.stream().filter(sort::isInstance).map(sort::cast).toList();
    }

    /**
     * Its behavior of one sort, if it has one.
     *
     * @throws InvalidConfiguration if it has several
     */
    public <B extends CellBehavior> Optional<B> only(Class<B> sort) {
      List<B> found = all(sort);
      if (found.size() > 1) {
        throw InvalidConfiguration.at(
            "/cell-types." + name,
            "has " + found.size() + " behaviors of the same sort, of which there may be one");
      }
      return found.stream().findFirst();
    }
  }

  /** Names in order. */
  public List<String> names() {
    return types.stream().map(CellType::name).toList();
  }

  /** Index of a type by name, or -1. */
  public int indexOf(String name) {
    return names().indexOf(name);
  }

  /**
   * Index of a type by name.
   *
   * @param entry where the name is written, relative to the component
   * @throws InvalidConfiguration if there is none
   */
  public int require(String entry, String name) {
    int index = indexOf(name);
    if (index < 0) {
      throw InvalidConfiguration.unknownWord(entry, "cell type", name, names());
    }
    return index;
  }

  /** Rates at which cells of given types secrete where no network decides, a row a cell. */
  public Var secretion(int[] ofCells, int chemicals) {
    return rates(ofCells, chemicals, CellType::secretion);
  }

  /** Rates at which cells of given types take up where nothing decides, a row a cell. */
  public Var uptake(int[] ofCells, int chemicals) {
    return rates(ofCells, chemicals, CellType::uptake);
  }

  private Var rates(int[] ofCells, int chemicals, Function<CellType, List<Double>> which) {
    double[] rates = new double[ofCells.length * chemicals];
    for (int i = 0; i < ofCells.length; i++) {
      for (int c = 0; c < chemicals; c++) {
        rates[c * ofCells.length + i] = which.apply(types.get(ofCells[i])).get(c);
      }
    }
    return Var.of(ofCells.length, chemicals, rates);
  }

  /** Propensities to divide of cells of given types where nothing decides: 1 or 0, a row a cell. */
  public Var propensity(int[] ofCells) {
    double[] propensity = new double[ofCells.length];
    for (int i = 0; i < propensity.length; i++) {
      propensity[i] = types.get(ofCells[i]).divides() ? 1 : 0;
    }
    return Var.column(propensity);
  }

  /**
   * The state in which cells have other types. A cell that changes gets the secretion, the uptake
   * and the propensity to divide that a founder of its new type has; all its other fields stay.
   *
   * @param newTypes one index a row
   */
  public CellState converted(CellState state, int[] newTypes) {
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < newTypes.length; i++) {
      if (newTypes[i] != state.type(i)) {
        changed.add(i);
      }
    }
    if (changed.isEmpty()) {
      return state;
    }
    CellState next = state.withTypes(newTypes);
    int[] rows = changed.stream().mapToInt(Integer::intValue).toArray();
    if (state.schema().has("secretion")) {
      Var before = state.get("secretion");
      next = next.with("secretion", replaced(before, secretion(newTypes, before.columns()), rows));
    }
    if (state.schema().has("uptake")) {
      Var before = state.get("uptake");
      next = next.with("uptake", replaced(before, uptake(newTypes, before.columns()), rows));
    }
    if (state.schema().has("division")) {
      next = next.with("division", replaced(state.get("division"), propensity(newTypes), rows));
    }
    return next;
  }

  /** An array with some rows taken from another one. */
  private static Var replaced(Var array, Var other, int[] rows) {
    int n = array.rows();
    double[] kept = new double[n];
    Arrays.fill(kept, 1);
    for (int row : rows) {
      kept[row] = 0;
    }
    Var mask = Var.column(kept);
    return array.times(mask).plus(other.times(mask.negate().plus(1)));
  }
}
