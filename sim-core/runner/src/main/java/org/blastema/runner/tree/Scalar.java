package org.blastema.runner.tree;

/**
 * A single value.
 *
 * @param place where it is written
 * @param path its path
 * @param text the characters, without quotes
 * @param kind what the format takes it for; a number that only some readers know ({@code 1_000}) is
 *     text
 */
public record Scalar(Place place, String path, String text, Kind kind) implements Node {
  private static final int SHOWN = 40;

  /** What YAML or JSON takes a scalar for. */
  public enum Kind {
    /** A string, quoted or not. */
    TEXT,
    /** A number. */
    NUMBER,
    /** True or false. */
    FLAG,
    /** Nothing. */
    NULL
  }

  @Override
  public Scalar withPath(String path) {
    return new Scalar(place, path, text, kind);
  }

  @Override
  public Scalar withPlace(Place place) {
    return new Scalar(place, path, text, kind);
  }

  @Override
  public String inWords() {
    if (kind == Kind.NULL) {
      return "nothing";
    }
    return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "'";
  }
}
