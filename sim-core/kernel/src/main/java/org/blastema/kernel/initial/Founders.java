package org.blastema.kernel.initial;

import java.util.Map;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.InvalidConfiguration;

/**
 * Makes a founder state: what a cell's type says about secretion and division is set, everything
 * else as told.
 */
final class Founders {
  private Founders() {}

  /**
   * A founder state.
   *
   * @param types index of the type of every cell
   * @param positions {@code n x dimensions}
   * @param radii {@code n x 1}
   * @param fields further fields by name, one number for every cell (or voxel) and component
   */
  static CellState of(
      StateSchema schema,
      CellTypes known,
      int[] types,
      Var positions,
      Var radii,
      Map<String, Double> fields) {
    CellState state =
        CellState.founders(schema, types).with("position", positions).with("radius", radii);
    if (schema.has("secretion")) {
      int chemicals = schema.fields().get(schema.indexOf("secretion")).components();
      state = state.with("secretion", known.secretion(types, chemicals));
    }
    if (schema.has("uptake")) {
      int chemicals = schema.fields().get(schema.indexOf("uptake")).components();
      state = state.with("uptake", known.uptake(types, chemicals));
    }
    if (schema.has("division")) {
      state = state.with("division", known.propensity(types));
    }
    for (Map.Entry<String, Double> field : fields.entrySet()) {
      if (!schema.has(field.getKey())) {
        throw InvalidConfiguration.unknownWord(
            "fields",
            "field",
            field.getKey(),
            schema.fields().stream().map(FieldSpec::name).toList());
      }
      FieldSpec declared = schema.fields().get(schema.indexOf(field.getKey()));
      int rows = declared.rows(types.length);
      state = state.with(field.getKey(), Var.filled(rows, declared.components(), field.getValue()));
    }
    return state;
  }
}
