package org.blastema.kernel.chemistry;

import org.blastema.kernel.model.Chemicals;
import org.blastema.plugin.InvalidConfiguration;

/** Checks of a scenario's chemicals. */
final class Rates {
  private Rates() {}

  /**
   * Checks that there is something to diffuse and that a steady state exists.
   *
   * @throws InvalidConfiguration naming the entry if not
   */
  static void check(Chemicals chemicals, boolean needsDecay) {
    require(chemicals);
    for (int c = 0; c < chemicals.count(); c++) {
      String path = "/chemicals." + chemicals.names().get(c);
      if (!(chemicals.diffusion().get(c).values()[0] > 0)) {
        throw InvalidConfiguration.at(path + ".diffusion", "must be positive");
      }
      double decay = chemicals.decay().get(c).values()[0];
      if (!(decay >= 0) || (needsDecay && decay == 0)) {
        throw InvalidConfiguration.at(
            path + ".decay", "must be positive: without decay there is no steady state here");
      }
    }
  }

  /**
   * Checks that there is something to diffuse or sense.
   *
   * @throws InvalidConfiguration if not
   */
  static void require(Chemicals chemicals) {
    if (chemicals.count() == 0) {
      throw InvalidConfiguration.at("/chemicals", "names no chemical");
    }
  }
}
