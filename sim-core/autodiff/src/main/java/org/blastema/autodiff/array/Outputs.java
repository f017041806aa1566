package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.List;

/** The named results of a formula while it is traced. */
public final class Outputs {
  private final List<String> names;
  private final List<Value> values;

  private Outputs(List<String> names, List<Value> values) {
    this.names = names;
    this.values = values;
  }

  /** One result: a Real, Reals, Index or Indexes. */
  public static Outputs of(String name, Object value) {
    return new Outputs(List.of(), List.of()).and(name, value);
  }

  static Outputs of(List<String> names, List<Value> values) {
    return new Outputs(names, values);
  }

  /** One more result: a Real, Reals, Index or Indexes. */
  public Outputs and(String name, Object value) {
    List<String> moreNames = new ArrayList<>(names);
    moreNames.add(name);
    List<Value> moreValues = new ArrayList<>(values);
    moreValues.add(Carried.valueOf(value));
    return new Outputs(List.copyOf(moreNames), List.copyOf(moreValues));
  }

  /** The result of a name, which is a number. */
  public Real real(String name) {
    return new Real(find(name));
  }

  /** The result of a name, which is an array. */
  public Reals reals(String name) {
    return new Reals(find(name));
  }

  private Value find(String name) {
    int k = names.indexOf(name);
    if (k < 0) {
      throw new IllegalArgumentException("there is no result '" + name + "', only " + names);
    }
    return values.get(k);
  }

  List<Value> values() {
    return values;
  }

  List<ArrayPort> ports() {
    List<ArrayPort> ports = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      Type type = values.get(k).type;
      ports.add(new ArrayPort(names.get(k), type.isReal(), type.rank()));
    }
    return ports;
  }
}
