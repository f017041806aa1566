package org.blastema.plugin;

import java.util.Collection;
import java.util.List;

/**
 * What a component throws when its configuration makes no sense; the runner turns it into one line
 * with file, line and column.
 */
public final class InvalidConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String entry;
  private final transient List<String> knownWords;
  private final String word;

  private InvalidConfiguration(
      String entry, String message, String word, Collection<String> knownWords) {
    super(message);
    this.entry = entry;
    this.word = word;
    this.knownWords = List.copyOf(knownWords);
  }

  /**
   * A complaint about one entry.
   *
   * @param entry where, relative to the component: {@code cells}, {@code inputs[0]}, or empty for
   *     the component itself; an absolute path starts with {@code /}: {@code /stop.cells}
   * @param message what is wrong, without the place
   */
  public static InvalidConfiguration at(String entry, String message) {
    return new InvalidConfiguration(entry, message, "", List.of());
  }

  /**
   * A complaint about a word that names nothing; the nearest known word is offered to the user.
   *
   * @param what the sort of thing that was named, for example {@code chemical}
   */
  public static InvalidConfiguration unknownWord(
      String entry, String what, String word, Collection<String> knownWords) {
    return new InvalidConfiguration(entry, "unknown " + what + " '" + word + "'", word, knownWords);
  }

  /** Where, relative to the component. */
  public String entry() {
    return entry;
  }

  /** The word that was not understood, or empty. */
  public String word() {
    return word;
  }

  /** Words that would have been understood. */
  public List<String> knownWords() {
    return knownWords == null ? List.of() : knownWords;
  }
}
