package org.blastema.runner.binding;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * A unit of measurement: a factor times powers of meter, cell diameter, second, molar and joule.
 */
final class MeasuredUnit {
  private static final MathContext PRECISION = MathContext.DECIMAL128;
  private static final int ATOMS = 5;

  static final int METER = 0;
  static final int CELL_DIAMETER = 1;
  static final int SECOND = 2;
  static final int MOLAR = 3;
  static final int JOULE = 4;

  static final MeasuredUnit ONE = new MeasuredUnit(BigDecimal.ONE, new int[ATOMS]);

  private final BigDecimal factor;
  private final int[] powers;

  private MeasuredUnit(BigDecimal factor, int[] powers) {
    this.factor = factor;
    this.powers = powers;
  }

  /** A multiple of one atom. */
  static MeasuredUnit of(BigDecimal factor, int atom) {
    int[] powers = new int[ATOMS];
    powers[atom] = 1;
    return new MeasuredUnit(factor, powers);
  }

  /** The SI unit of a base quantity. */
  static MeasuredUnit canonical(BaseQuantity quantity) {
    return of(
        BigDecimal.ONE,
        switch (quantity) {
          case LENGTH -> METER;
          case TIME -> SECOND;
          case CONCENTRATION -> MOLAR;
          case ENERGY -> JOULE;
        });
  }

  BigDecimal factor() {
    return factor;
  }

  boolean usesCellDiameter() {
    return powers[CELL_DIAMETER] != 0;
  }

  MeasuredUnit times(BigDecimal number) {
    return new MeasuredUnit(factor.multiply(number, PRECISION), powers);
  }

  MeasuredUnit times(MeasuredUnit other) {
    int[] sum = new int[ATOMS];
    Arrays.setAll(sum, i -> powers[i] + other.powers[i]);
    return new MeasuredUnit(factor.multiply(other.factor, PRECISION), sum);
  }

  MeasuredUnit divide(MeasuredUnit other) {
    return times(other.power(-1));
  }

  MeasuredUnit power(int exponent) {
    int[] scaled = new int[ATOMS];
    Arrays.setAll(scaled, i -> exponent * powers[i]);
    BigDecimal raised = factor.pow(Math.abs(exponent), PRECISION);
    return new MeasuredUnit(
        exponent < 0 ? BigDecimal.ONE.divide(raised, PRECISION) : raised, scaled);
  }

  Dimension dimension() {
    return new Dimension(
        powers[METER] + powers[CELL_DIAMETER], powers[SECOND], powers[MOLAR], powers[JOULE]);
  }

  /** Whether a number in this unit times a factor is the same thing in the other unit. */
  boolean convertsTo(MeasuredUnit other) {
    return Arrays.equals(powers, other.powers);
  }

  /** How many of the other unit make up one of this; the two must convert. */
  BigDecimal in(MeasuredUnit other) {
    return factor.divide(other.factor, PRECISION);
  }
}
