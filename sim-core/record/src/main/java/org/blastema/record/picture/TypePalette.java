package org.blastema.record.picture;

/**
 * Colors of cell types that color-blind people can tell apart, after M. Okabe and K. Ito, "Color
 * universal design" (2008), in an order that also differs in lightness.
 */
final class TypePalette {
  private static final int[] COLORS = {
    0x56B4E9, 0xE69F00, 0x009E73, 0xCC79A7, 0x0072B2, 0xD55E00, 0xF0E442, 0x6B6B6B
  };

  private TypePalette() {}

  /** The color of a type; after the eighth they repeat. */
  static int rgb(int type) {
    return COLORS[Math.floorMod(type, COLORS.length)];
  }
}
