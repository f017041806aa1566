package org.blastema.celltypes.adhesion;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;

/**
 * The cadherins of a scenario, in the order in which its cell types name them.
 *
 * @param names their names
 */
record Cadherins(List<String> names) {
  /** The field that holds the levels. */
  static final String FIELD = "cadherin";

  /**
   * All that some cell type has.
   *
   * @throws InvalidConfiguration if none has any
   */
  static Cadherins of(BuildContext context) {
    Set<String> names = new LinkedHashSet<>();
    context
        .require(CellTypes.class)
        .types()
        .forEach(type -> type.all(Adheres.class).forEach(a -> names.addAll(a.levels().keySet())));
    if (names.isEmpty()) {
      throw InvalidConfiguration.at("", "needs a cell type with the behavior 'adheres'");
    }
    return new Cadherins(List.copyOf(names));
  }

  /** The levels on the surface of every cell, a component a cadherin. */
  FieldSpec field() {
    return new FieldSpec(
        FIELD, names.size(), Inheritance.COPY, 0, "", "Level of every cadherin on the surface.");
  }
}
