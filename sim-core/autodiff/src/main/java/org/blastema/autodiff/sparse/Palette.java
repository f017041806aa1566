package org.blastema.autodiff.sparse;

/** Which colors the vertex at hand may not have; clearing it costs nothing. */
final class Palette {
  private final int[] forbiddenIn;
  private int round;

  Palette(int vertices) {
    forbiddenIn = new int[vertices + 1];
  }

  void clear() {
    round++;
  }

  /** Forbids a color; -1, the color of what has none yet, is ignored. */
  void forbid(int color) {
    if (color >= 0) {
      forbiddenIn[color] = round;
    }
  }

  /** The smallest color that is not forbidden. */
  int smallest() {
    int color = 0;
    while (forbiddenIn[color] == round) {
      color++;
    }
    return color;
  }
}
