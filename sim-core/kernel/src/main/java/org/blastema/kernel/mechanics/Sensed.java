package org.blastema.kernel.mechanics;

import java.util.Optional;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Part;

/** Finds the potential that a sensing step means. */
final class Sensed {
  private Sensed() {}

  /**
   * The potential that the scenario writes at the sensing step, else that of the mechanics step
   * before it.
   */
  static Potential potential(Optional<Part<Potential>> written, BuildContext context) {
    if (written.isPresent()) {
      return written.get().build(context);
    }
    return context
        .find(Mechanics.class)
        .orElseThrow(() ->
            InvalidConfiguration.at("potential", "is needed where no mechanics step comes before"))
        .potential();
  }
}
