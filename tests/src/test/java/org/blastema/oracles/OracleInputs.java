package org.blastema.oracles;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The named inputs of a reference case. */
public record OracleInputs(JsonNode node) {
  boolean has(String name) {
    return node.has(name);
  }

  JsonNode get(String name) {
    if (!node.has(name)) {
      throw new IllegalArgumentException("the case has no input '" + name + "'");
    }
    return node.get(name);
  }

  double number(String name) {
    return get(name).asDouble();
  }

  int integer(String name) {
    return get(name).asInt();
  }

  /** A list of numbers; a single number counts as a list of one. */
  double[] numbers(String name) {
    return numbers(get(name));
  }

  /** A list of rows. */
  double[][] table(String name) {
    return table(get(name));
  }

  static double[] numbers(JsonNode list) {
    if (list.isNumber()) {
      return new double[] {list.asDouble()};
    }
    double[] values = new double[list.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = list.get(k).asDouble();
    }
    return values;
  }

  static double[][] table(JsonNode list) {
    double[][] rows = new double[list.size()][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = numbers(list.get(k));
    }
    return rows;
  }

  List<OracleInputs> list(String name) {
    List<OracleInputs> all = new ArrayList<>();
    get(name).forEach(entry -> all.add(new OracleInputs(entry)));
    return all;
  }
}
