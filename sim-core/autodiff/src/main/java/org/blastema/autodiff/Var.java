package org.blastema.autodiff;

import java.util.Arrays;

/**
 * An immutable matrix of doubles, {@code rows x columns}, stored column after column. A scalar is 1
 * x 1, a field of a tissue is cells x components.
 *
 * <p>If it depends on an input of a {@link Tape}, operations on it are recorded there; else they
 * just compute. Elementwise operations stretch an operand that has one row or one column.
 */
public final class Var {
  private final int rows;
  private final int columns;
  private final double[] data;
  private final Tape tape;
  private final int index;

  Var(int rows, int columns, double[] data, Tape tape, int index) {
    this.rows = rows;
    this.columns = columns;
    this.data = data;
    this.tape = tape;
    this.index = index;
  }

  /** A scalar constant. */
  public static Var constant(double value) {
    return new Var(1, 1, new double[] {value}, null, -1);
  }

  /** A constant column; the array is not copied and not to be changed any more. */
  public static Var column(double... values) {
    return new Var(values.length, 1, values, null, -1);
  }

  /** A constant row; the array is not copied and not to be changed any more. */
  public static Var row(double... values) {
    return new Var(1, values.length, values, null, -1);
  }

  /** A constant matrix from its columns one after the other; the array is not copied. */
  public static Var of(int rows, int columns, double... columnMajor) {
    if (columnMajor.length != rows * columns) {
      throw new IllegalArgumentException(
          columnMajor.length + " numbers for " + rows + " x " + columns);
    }
    return new Var(rows, columns, columnMajor, null, -1);
  }

  /** A constant matrix from a list of rows. */
  public static Var ofRows(double[][] table) {
    int rows = table.length;
    int columns = rows == 0 ? 0 : table[0].length;
    double[] data = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        data[c * rows + r] = table[r][c];
      }
    }
    return new Var(rows, columns, data, null, -1);
  }

  /** A constant matrix of one number. */
  public static Var filled(int rows, int columns, double value) {
    double[] data = new double[rows * columns];
    Arrays.fill(data, value);
    return new Var(rows, columns, data, null, -1);
  }

  /** A matrix of zeros. */
  public static Var zeros(int rows, int columns) {
    return new Var(rows, columns, new double[rows * columns], null, -1);
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int columns() {
    return columns;
  }

  /** Number of entries. */
  public int size() {
    return data.length;
  }

  /** One entry. */
  public double get(int row, int column) {
    return data[column * rows + row];
  }

  /**
   * The value of a scalar.
   *
   * @throws IllegalStateException if it is not 1 x 1
   */
  public double item() {
    if (data.length != 1) {
      throw new IllegalStateException("a matrix of " + rows + " x " + columns + " is not a scalar");
    }
    return data[0];
  }

  /** The entries column after column: this object's own array, not to be changed. */
  public double[] data() {
    return data;
  }

  /** A copy of the entries, column after column. */
  public double[] toArray() {
    return data.clone();
  }

  /** A copy of the entries as a list of rows. */
  public double[][] toRows() {
    double[][] table = new double[rows][columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        table[r][c] = data[c * rows + r];
      }
    }
    return table;
  }

  /** Whether it depends on an input of a tape. */
  public boolean isActive() {
    return tape != null;
  }

  /** The tape that records it, or null. */
  public Tape tape() {
    return tape;
  }

  int index() {
    return index;
  }

  /** The same value as a constant. */
  public Var stopGradient() {
    return tape == null ? this : new Var(rows, columns, data, null, -1);
  }

  /** Elementwise sum. */
  public Var plus(Var other) {
    return Elementwise.binary(Elementwise.PLUS, this, other);
  }

  /** Elementwise sum. */
  public Var plus(double other) {
    return plus(constant(other));
  }

  /** Elementwise difference. */
  public Var minus(Var other) {
    return Elementwise.binary(Elementwise.MINUS, this, other);
  }

  /** Elementwise difference. */
  public Var minus(double other) {
    return minus(constant(other));
  }

  /** Elementwise product. */
  public Var times(Var other) {
    return Elementwise.binary(Elementwise.TIMES, this, other);
  }

  /** Elementwise product. */
  public Var times(double other) {
    return times(constant(other));
  }

  /** Elementwise quotient. */
  public Var divide(Var other) {
    return Elementwise.binary(Elementwise.DIVIDE, this, other);
  }

  /** Elementwise quotient. */
  public Var divide(double other) {
    return divide(constant(other));
  }

  /** Elementwise one divided by this. */
  public Var reciprocal() {
    return constant(1).divide(this);
  }

  /** Elementwise opposite. */
  public Var negate() {
    return Elementwise.unary(Elementwise.NEGATE, this);
  }

  /** Elementwise square. */
  public Var square() {
    return Elementwise.unary(Elementwise.SQUARE, this);
  }

  /** Elementwise square root. */
  public Var sqrt() {
    return Elementwise.unary(Elementwise.SQRT, this);
  }

  /** Elementwise exponential. */
  public Var exp() {
    return Elementwise.unary(Elementwise.EXP, this);
  }

  /** Elementwise natural logarithm. */
  public Var log() {
    return Elementwise.unary(Elementwise.LOG, this);
  }

  /** Elementwise hyperbolic tangent. */
  public Var tanh() {
    return Elementwise.unary(Elementwise.TANH, this);
  }

  /** Elementwise logistic function. */
  public Var logistic() {
    return Elementwise.unary(Elementwise.LOGISTIC, this);
  }

  /** Elementwise absolute value. */
  public Var abs() {
    return Elementwise.unary(Elementwise.ABS, this);
  }

  /** Elementwise power with a constant exponent. */
  public Var pow(double exponent) {
    return Elementwise.unary(
        Formula.trace(
            "pow",
            java.util.List.of(Port.scalar("x")),
            in -> new Expr[] {in.scalar("x").pow(exponent)}),
        this);
  }

  /** One column, {@code rows x 1}. */
  public Var column(int column) {
    return columns(column, column + 1);
  }

  /** Columns {@code from} to {@code to - 1}. */
  public Var columns(int from, int to) {
    return Structure.columns(this, from, to);
  }

  /** Rows {@code from} to {@code to - 1}. */
  public Var rowRange(int from, int to) {
    int[] picked = new int[to - from];
    Arrays.setAll(picked, k -> from + k);
    return gatherRows(picked);
  }

  /** Row {@code picked[k]} as row k; rows may repeat. */
  public Var gatherRows(int... picked) {
    return Structure.gatherRows(this, picked);
  }

  /** Adds row k to row {@code into[k]} of a matrix of {@code outRows} rows that starts as zeros. */
  public Var scatterAddRows(int[] into, int outRows) {
    return Structure.scatterAddRows(this, into, outRows);
  }

  /** The transpose. */
  public Var transpose() {
    return Structure.transpose(this);
  }

  /** The same entries, column after column, as another shape. */
  public Var reshape(int newRows, int newColumns) {
    return Structure.reshape(this, newRows, newColumns);
  }

  /** Matrices below each other. */
  public static Var concatRows(Var... parts) {
    return Structure.concatRows(parts.clone());
  }

  /** Matrices side by side. */
  public static Var concatColumns(Var... parts) {
    return Structure.concatColumns(parts.clone());
  }

  /** Sum of all entries, a scalar, added in the order of storage. */
  public Var sum() {
    return Structure.sum(this);
  }

  /** Mean of all entries, a scalar. */
  public Var mean() {
    return sum().divide(data.length);
  }

  /** Sum over the rows, {@code 1 x columns}. */
  public Var sumRows() {
    return Structure.sumRows(this);
  }

  /** Sum over the columns, {@code rows x 1}. */
  public Var sumColumns() {
    return transpose().sumRows().transpose();
  }

  /** The largest entry, a scalar; the derivative goes to its first occurrence. */
  public Var max() {
    return Structure.max(this);
  }

  /** Matrix product. */
  public Var matmul(Var other) {
    return LinearAlgebra.product(this, other);
  }

  /**
   * The solution {@code x} of {@code a x = b} for a dense square matrix.
   *
   * @throws ArithmeticException if the matrix is singular to working precision
   */
  public static Var solve(Var a, Var b) {
    return LinearAlgebra.solve(a, b);
  }

  @Override
  public String toString() {
    return rows
        + " x "
        + columns
        + (isActive() ? " recorded " : " ")
        + Arrays.deepToString(toRows());
  }
}
