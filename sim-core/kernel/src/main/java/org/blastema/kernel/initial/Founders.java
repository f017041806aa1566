package org.blastema.kernel.initial;

import java.util.Map;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
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
   * @param fields further fields by name, one number for every cell and component
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
      state = state.with("secretion", secretion(schema, known, types));
    }
    if (schema.has("division")) {
      double[] propensity = new double[types.length];
      for (int i = 0; i < propensity.length; i++) {
        propensity[i] = known.types().get(types[i]).divides() ? 1 : 0;
      }
      state = state.with("division", Var.column(propensity));
    }
    for (Map.Entry<String, Double> field : fields.entrySet()) {
      if (!schema.has(field.getKey())) {
        throw InvalidConfiguration.unknownWord(
            "fields",
            "field",
            field.getKey(),
            schema.fields().stream().map(FieldSpec::name).toList());
      }
      int components = schema.fields().get(schema.indexOf(field.getKey())).components();
      state = state.with(field.getKey(), Var.filled(types.length, components, field.getValue()));
    }
    return state;
  }

  private static Var secretion(StateSchema schema, CellTypes known, int[] types) {
    int chemicals = schema.fields().get(schema.indexOf("secretion")).components();
    double[] rates = new double[types.length * chemicals];
    for (int i = 0; i < types.length; i++) {
      CellType type = known.types().get(types[i]);
      for (int c = 0; c < chemicals; c++) {
        rates[c * types.length + i] = type.secretion().get(c);
      }
    }
    return Var.of(types.length, chemicals, rates);
  }

  /** Index of a type by name. */
  static int type(CellTypes known, String entry, String name) {
    int index = known.indexOf(name);
    if (index < 0) {
      throw InvalidConfiguration.unknownWord(entry, "cell type", name, known.names());
    }
    return index;
  }
}
