package org.blastema.kernel.state;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The union of all declared fields, in order of declaration. */
public final class StateSchema {
  private final List<FieldSpec> fields;
  private final Map<String, Integer> index;

  private StateSchema(List<FieldSpec> fields, Map<String, Integer> index) {
    this.fields = fields;
    this.index = index;
  }

  /**
   * The union of declarations. A name declared twice must have the same number of components and
   * the same inheritance; the first declaration counts.
   *
   * @throws IllegalArgumentException on two different declarations of one name
   */
  public static StateSchema union(Collection<FieldSpec> declarations) {
    Map<String, FieldSpec> byName = new LinkedHashMap<>();
    for (FieldSpec field : declarations) {
      FieldSpec other = byName.putIfAbsent(field.name(), field);
      if (other != null
          && (other.components() != field.components()
              || other.inheritance() != field.inheritance())) {
        throw new IllegalArgumentException(
            "field '" + field.name() + "' is declared in two ways: " + other + " and " + field);
      }
    }
    Map<String, Integer> index = new LinkedHashMap<>();
    byName.keySet().forEach(name -> index.put(name, index.size()));
    return new StateSchema(List.copyOf(byName.values()), index);
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
