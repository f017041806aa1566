package org.blastema.plugin;

import java.nio.file.Path;
import java.util.Optional;

/** What a component may ask for while it is being made. */
public interface BuildContext {
  /** The run's seed. */
  long seed();

  /** An object that the scenario has set up before, by its type (the space, the chemicals, ...). */
  <X> Optional<X> find(Class<X> type);

  /**
   * Like {@link #find}, for what must exist.
   *
   * @throws InvalidConfiguration if the scenario has none
   */
  default <X> X require(Class<X> type) {
    return find(type)
        .orElseThrow(() ->
            InvalidConfiguration.at("", "needs a " + type.getSimpleName() + " in the scenario"));
  }

  /**
   * A file named in a scenario, found relative to the scenario's folder (or the run folder's copy).
   */
  Path file(String name);
}
