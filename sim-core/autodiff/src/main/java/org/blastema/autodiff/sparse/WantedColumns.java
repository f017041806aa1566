package org.blastema.autodiff.sparse;

import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;

/** The input columns of some of a formula's ports. */
final class WantedColumns {
  private WantedColumns() {}

  /**
   * For every input column whether it belongs to one of the named ports; all do if none is named.
   *
   * @throws IllegalArgumentException if there is no port of such a name
   */
  static boolean[] of(Formula formula, String... names) {
    List<Port> ports = formula.inputs();
    for (String name : names) {
      if (ports.stream().noneMatch(port -> port.name().equals(name))) {
        throw new IllegalArgumentException(
            "formula " + formula.name() + " has no input '" + name + "', only " + ports);
      }
    }
    boolean[] wanted = new boolean[ports.stream().mapToInt(Port::width).sum()];
    int at = 0;
    for (Port port : ports) {
      boolean named = names.length == 0 || Arrays.asList(names).contains(port.name());
      Arrays.fill(wanted, at, at + port.width(), named);
      at += port.width();
    }
    return wanted;
  }
}
