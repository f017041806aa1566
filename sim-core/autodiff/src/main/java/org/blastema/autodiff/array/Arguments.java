package org.blastema.autodiff.array;

import java.util.List;

/** The arguments of a formula or of a routine while it is traced. */
public final class Arguments {
  private final String owner;
  private final List<ArrayPort> ports;
  private final List<Value> values;

  Arguments(String owner, List<ArrayPort> ports, List<Value> values) {
    this.owner = owner;
    this.ports = ports;
    this.values = values;
  }

  /** A number. */
  public Real real(String name) {
    return new Real(find(name, true, 0));
  }

  /** An array of numbers. */
  public Reals reals(String name) {
    return new Reals(find(name, true, 1));
  }

  /** A whole number. */
  public Index index(String name) {
    return new Index(find(name, false, 0));
  }

  /** An array of whole numbers. */
  public Indexes indexes(String name) {
    return new Indexes(find(name, false, 1));
  }

  /** An argument of any kind. */
  Object any(String name) {
    ArrayPort port = ports.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    if (port.isReal()) {
      return port.rank() == 0 ? real(name) : reals(name);
    }
    return port.rank() == 0 ? index(name) : indexes(name);
  }

  private Value find(String name, boolean isReal, int leastRank) {
    for (int k = 0; k < ports.size(); k++) {
      ArrayPort port = ports.get(k);
      if (port.name().equals(name)) {
        if (port.isReal() != isReal || (leastRank == 0) != (port.rank() == 0)) {
          throw new IllegalArgumentException(owner + ": '" + name + "' is " + port);
        }
        return values.get(k);
      }
    }
    throw new IllegalArgumentException(owner + " has no argument '" + name + "', only " + ports);
  }
}
