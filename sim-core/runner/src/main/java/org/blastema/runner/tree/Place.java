package org.blastema.runner.tree;

/**
 * Where something was written.
 *
 * @param source file name as the user gave it, or a command line option
 * @param line line, from 1; 0 if only the source is known
 * @param column column, from 1; 0 if only the source is known
 */
public record Place(String source, int line, int column) {
  /** A source as a whole. */
  public static Place in(String source) {
    return new Place(source, 0, 0);
  }

  /** For example {@code scenarios/x.yaml:12:5}. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
