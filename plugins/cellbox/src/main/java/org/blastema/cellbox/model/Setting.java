package org.blastema.cellbox.model;

/**
 * What the solutions of some experiments have in common besides a network's numbers.
 *
 * @param variant the equation
 * @param held nodes that stay at their perturbation ("fix x"), or null for none
 * @param edges all that the network may have, or null for any
 */
public record Setting(Variant variant, boolean[] held, Edges edges) {
  /** The usual equation, nothing held, all edges. */
  public static final Setting STANDARD = new Setting(Variant.STANDARD, null, null);

  /** The same with other edges. */
  public Setting along(Edges other) {
    return new Setting(variant, held, other);
  }
}
