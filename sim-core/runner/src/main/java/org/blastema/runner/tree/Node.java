package org.blastema.runner.tree;

/** A value of a configuration file, with its place in the text and its path in the tree. */
public sealed interface Node permits Scalar, ListNode, MapNode {
  /** Where the value begins. */
  Place place();

  /**
   * Path from the root, for example {@code steps.mechanics.potential.epsilon} or {@code inputs[0]};
   * empty at the root.
   */
  String path();

  /** The same value under another path. */
  Node withPath(String path);

  /** The same value as if all of it were written at one place. */
  Node withPlace(Place place);

  /** The value in a few words, to end a sentence such as "expected a number, not ...". */
  String inWords();

  /** Whether nothing is written here ({@code key:} or {@code null}). */
  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NULL;
  }
}
