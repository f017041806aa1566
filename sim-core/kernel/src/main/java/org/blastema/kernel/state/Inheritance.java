package org.blastema.kernel.state;

/** What the two cells of a division get of a mother's field. */
public enum Inheritance {
  /** Both keep the mother's value. */
  COPY,
  /** Each gets half: amounts, as opposed to concentrations. */
  HALVE,
  /** Both start again at the field's initial value. */
  RESET
}
