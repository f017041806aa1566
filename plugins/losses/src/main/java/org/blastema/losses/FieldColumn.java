package org.blastema.losses;

import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;

/**
 * One component of a field over the cells.
 *
 * @param field the field
 * @param component which of its components, from 0
 */
record FieldColumn(FieldSpec field, int component) {
  /**
   * The column that two entries of a scenario name.
   *
   * @param entry name of the entry that holds the field
   * @throws InvalidConfiguration if no step declares the field, or it has fewer components
   */
  static FieldColumn of(String entry, String field, int component, BuildContext context) {
    StateSchema schema = context.require(Model.class).schema();
    if (!schema.has(field)) {
      throw InvalidConfiguration.unknownWord(
          entry, "field", field, schema.fields().stream().map(FieldSpec::name).toList());
    }
    FieldSpec spec = schema.fields().get(schema.indexOf(field));
    if (component >= spec.components()) {
      throw InvalidConfiguration.at(
          "component", "field '" + field + "' has the components 0 to " + (spec.components() - 1));
    }
    if (spec.name().equals("position")) {
      context.require(Space.class).refusePeriodicSides();
    }
    return new FieldColumn(spec, component);
  }

  /** The numbers, {@code n x 1}. */
  Var of(CellState state) {
    return state.get(field).column(component);
  }

  /** Weights of the cells that add up to 1: by the values of a field, or equal ones. */
  static Var weights(Optional<FieldColumn> by, CellState state) {
    if (by.isEmpty()) {
      return Var.filled(state.count(), 1, 1.0 / state.count());
    }
    Var w = by.get().of(state);
    return w.divide(w.sum());
  }
}
