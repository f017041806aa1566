package org.blastema.kernel.state;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Grid;

/** The union of all declared fields, in order of declaration. */
public final class StateSchema {
  private final List<FieldSpec> fields;
  private final Map<String, Integer> index;
  private final Var blank;

  private StateSchema(List<FieldSpec> fields, Map<String, Integer> index) {
    this.fields = fields;
    this.index = index;
    this.blank = Var.zeros(grid(fields).map(Grid::voxels).orElse(0), 1);
  }

  private static Optional<Grid> grid(List<FieldSpec> fields) {
    List<Grid> grids = fields.stream().flatMap(field -> field.grid().stream()).distinct().toList();
    if (grids.size() > 1) {
      throw new IllegalArgumentException(
          "fields on two grids in one model: " + grids.get(0) + " and " + grids.get(1));
    }
    return grids.stream().findFirst();
  }

  /**
   * The union of declarations. A name declared twice must have the same number of components, the
   * same inheritance and the same grid, if any; the first declaration counts.
   *
   * @throws IllegalArgumentException on two different declarations of one name, or on two grids
   */
  public static StateSchema union(Collection<FieldSpec> declarations) {
    Map<String, FieldSpec> byName = new LinkedHashMap<>();
    for (FieldSpec field : declarations) {
      FieldSpec other = byName.putIfAbsent(field.name(), field);
      if (other != null
          && (other.components() != field.components()
              || other.inheritance() != field.inheritance()
              || !other.grid().equals(field.grid()))) {
        throw new IllegalArgumentException(
            "field '" + field.name() + "' is declared in two ways: " + other + " and " + field);
      }
    }
    Map<String, Integer> index = new LinkedHashMap<>();
    byName.keySet().forEach(name -> index.put(name, index.size()));
    return new StateSchema(List.copyOf(byName.values()), index);
  }

  /** The grid of the fields that are on one. */
  public Optional<Grid> grid() {
    return grid(fields);
  }

  /** Zeros in the shape of a field on the grid; all such fields share them. */
  public Var blank(FieldSpec field) {
    return field.components() == 1 ? blank : Var.zeros(blank.rows(), field.components());
  }

  /** The fields in order. */
  public List<FieldSpec> fields() {
    return fields;
  }

  /**
   * Position of a field in {@link #fields}.
   *
   * @throws IllegalArgumentException if no step declared it
   */
  public int indexOf(String name) {
    Integer position = index.get(name);
    if (position == null) {
      throw new IllegalArgumentException(
          "no step declares the field '" + name + "'; declared: " + index.keySet());
    }
    return position;
  }

  /** Whether some step declared the field. */
  public boolean has(String name) {
    return index.containsKey(name);
  }
}
