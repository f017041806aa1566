package org.blastema.runner.tree;

import java.util.Optional;

/**
 * One thing that is wrong with what the user wrote.
 *
 * @param place where
 * @param message what
 * @param suggestion the nearest word that would have been understood
 */
public record Problem(Place place, String message, Optional<String> suggestion) {
  /** A problem without a suggestion. */
  public static Problem at(Place place, String message) {
    return new Problem(place, message, Optional.empty());
  }

  /**
   * For example {@code x.yaml:12:5: unknown entry 'epsilonn' in steps.mechanics (did you mean
   * 'epsilon'?)}.
   */
  @Override
  public String toString() {
    return place + ": " + sentence();
  }

  /** The message with its suggestion, without the place. */
  public String sentence() {
    return message + suggestion.map(word -> " (did you mean '" + word + "'?)").orElse("");
  }
}
