package org.blastema.viewer;

/**
 * The field that a picture shows.
 *
 * @param name the chemical
 * @param cut where it is cut if it lies in space
 */
record FieldWish(String name, Cut cut) {

  /**
   * A plane across an axis.
   *
   * @param axis 0, 1 or 2
   * @param share where, from the lower end of the grid (0) to its upper end (1)
   */
  record Cut(int axis, double share) {
    static final Cut MIDDLE = new Cut(2, 0.5);

    /**
     * Reads a cut such as {@code z=0.5}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Cut of(String text) {
      int axis = text.length() > 2 && text.charAt(1) == '=' ? "xyz".indexOf(text.charAt(0)) : -1;
      try {
        double share = axis < 0 ? Double.NaN : Double.parseDouble(text.substring(2));
        if (share >= 0 && share <= 1) {
          return new Cut(axis, share);
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new IllegalArgumentException(
          "--slice needs an axis and a share from 0 to 1, such as z=0.5, not '" + text + "'");
    }
  }
}
