package org.blastema.record.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The trained parameters after an epoch.
 *
 * @param epoch number of epochs done
 * @param score what training maximizes, evaluated with these values; NaN if it was not
 * @param values parameter path, for example {@code steps.genes.weights}, to value, in a fixed order
 */
public record ParameterSnapshot(int epoch, double score, Map<String, ParameterValue> values) {

  /** Copies the map, keeping its order. */
  public ParameterSnapshot {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
