package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sums over pairs of rows ("neighbor sums"): a formula of a pair's displacement, of attributes of
 * both partners and of shared numbers, added to the rows of both partners. Works block by block, so
 * nothing of the size of the pair list is kept, neither in the sum nor for its adjoint.
 *
 * <p>The pair formula's input ports are, in this order: {@code d}, the displacement from the first
 * to the second partner; for each attribute {@code a} the ports {@code a.i} and {@code a.j} of the
 * first and second partner; then the shared ones.
 */
public final class PairSum {
  /** What the second partner of a pair gets. */
  public enum Symmetry {
    /** The opposite of what the first one gets: forces. */
    ANTISYMMETRIC,
    /** The same as the first one: energies, counts. */
    SYMMETRIC,
    /**
     * Its own: the first half of the formula's output columns goes to the first partner, the second
     * half to the second.
     */
    EACH
  }

  private final PairColumns columns;

  /** Computes the output columns of {@link #columns}. */
  private final Formula pair;

  private final int dims;
  private final int attributes;
  private final boolean[] uniformPorts;

  /** The same sum with less to move, where the formula allows that. */
  private final Optional<CentralSum> central;

  /** Input columns of the pair formula: those that differ from pair to pair, and all. */
  private final int pairColumns;

  private final int allColumns;

  private PairSum(PairColumns columns, int dims, int attributes, Optional<CentralSum> central) {
    this.columns = columns;
    this.central = central;
    this.pair = columns.formula();
    this.dims = dims;
    this.attributes = attributes;
    int pairPorts = 1 + 2 * attributes;
    int[] widths = pair.widths();
    uniformPorts = new boolean[widths.length];
    Arrays.fill(uniformPorts, pairPorts, widths.length, true);
    pairColumns = Arrays.stream(widths, 0, pairPorts).sum();
    allColumns = Arrays.stream(widths).sum();
  }

  /**
   * A sum over pairs.
   *
   * @param pair what one pair contributes
   * @param dims width of the displacement
   * @param attributes names of the attributes, in order
   * @param symmetry what the second partner gets
   * @throws IllegalArgumentException if the formula's ports are not as described above
   */
  public static PairSum of(Formula pair, int dims, List<String> attributes, Symmetry symmetry) {
    List<String> expected = new ArrayList<>();
    expected.add("d");
    for (String name : attributes) {
      expected.add(name + ".i");
      expected.add(name + ".j");
    }
    List<String> found = pair.inputs().stream().limit(expected.size()).map(Port::name).toList();
    if (!found.equals(expected) || pair.inputs().get(0).width() != dims) {
      throw new IllegalArgumentException(
          "pair formula "
              + pair
              + " must begin with the inputs "
              + expected
              + ", d of width "
              + dims);
    }
    if (symmetry == Symmetry.EACH && pair.outputWidth() % 2 != 0) {
      throw new IllegalArgumentException(
          "pair formula "
              + pair
              + " must compute as many columns for the second partner as for the first");
    }
    return new PairSum(
        PairColumns.of(pair, symmetry),
        dims,
        attributes.size(),
        symmetry == Symmetry.ANTISYMMETRIC
            ? CentralSum.of(pair, dims, attributes.size())
            : Optional.empty());
  }

  /**
   * The sum for every row.
   *
   * @param pairs which rows are partners, of all dimensions of {@code x} if space is periodic; kept
   *     until the tape is swept
   * @param x positions, {@code n x dims}
   * @param ofRows attributes, each {@code n x width}
   * @param shared numbers common to all pairs, each {@code 1 x width}
   * @return {@code n x} (output width of the pair formula, half of it with {@link Symmetry#EACH})
   */
  public Var apply(Pairs pairs, Var x, List<Var> ofRows, List<Var> shared) {
    Var[] arguments = new Var[1 + ofRows.size() + shared.size()];
    arguments[0] = x;
    for (int k = 0; k < ofRows.size(); k++) {
      arguments[1 + k] = ofRows.get(k);
    }
    for (int k = 0; k < shared.size(); k++) {
      arguments[1 + ofRows.size() + k] = shared.get(k);
    }
    check(arguments, ofRows.size());
    double[][] data = new double[arguments.length][];
    for (int k = 0; k < data.length; k++) {
      data[k] = arguments[k].data();
    }
    int n = x.rows();
    return Tape.primitive(
        pair.name(),
        arguments,
        n,
        columns.width(),
        central.isPresent() && !pairs.periodic()
            ? central.get().sum(pairs, n, data)
            : sum(pairs, n, data),
        (output, inputs) -> pull(pairs, n, data, output, inputs));
  }

  private void check(Var[] arguments, int rowArguments) {
    int n = arguments[0].rows();
    if (rowArguments != attributes || arguments.length != pair.inputs().size() - attributes) {
      throw new IllegalArgumentException(
          "pair sum "
              + pair.title()
              + " takes "
              + pair.inputs()
              + ", got "
              + rowArguments
              + " attributes and "
              + (arguments.length - 1 - rowArguments)
              + " shared arguments");
    }
    for (int k = 0; k < arguments.length; k++) {
      Port port = pair.inputs().get(firstPort(k));
      int rows = k <= attributes ? n : 1;
      if (arguments[k].rows() != rows || arguments[k].columns() != port.width()) {
        throw new IllegalArgumentException(
            "pair sum "
                + pair.title()
                + ": "
                + port
                + " got "
                + arguments[k].rows()
                + " x "
                + arguments[k].columns()
                + ", needs "
                + rows
                + " rows");
      }
    }
  }

  /** The pair formula's first port for an argument of this sum. */
  private int firstPort(int argument) {
    return argument == 0 ? 0 : argument <= attributes ? 2 * argument - 1 : argument + attributes;
  }

  /** The sums as plain numbers, {@code n} rows, column-major. */
  private double[] sum(Pairs pairs, int n, double[][] data) {
    int width = pair.outputWidth();
    double[] out = new double[n * columns.width()];
    Program.Evaluation evaluation = pair.program(uniformPorts).evaluation();
    placeShared(evaluation, data);
    evaluation.begin(pairs.count());
    double[][] block = inputBlocks(evaluation, pairColumns);
    double[][] results = outputBlocks(evaluation, width);
    for (int from = 0; from < pairs.count(); from += Program.BLOCK) {
      int length = Math.min(Program.BLOCK, pairs.count() - from);
      gather(pairs, from, length, n, data, block);
      evaluation.block(length);
      scatter(pairs, from, length, n, results, out);
    }
    evaluation.release();
    return out;
  }

  private void scatter(Pairs pairs, int from, int length, int n, double[][] results, double[] out) {
    int c = 0;
    while (c < columns.width()) {
      double sign = columns.sign()[c];
      if (columns.isShared(c)) {
        int end = columns.endOfShared(c);
        PairRows.addBoth(pairs, from, length, results, c, end - c, out, c * n, n, 1, sign);
        c = end;
      } else {
        double[] ofSecond = results[columns.second()[c]];
        PairRows.addOne(pairs, from, length, results[c], ofSecond, out, c * n, 1, sign);
        c++;
      }
    }
  }

  private static double[][] inputBlocks(Program.Evaluation evaluation, int count) {
    double[][] blocks = new double[count][];
    Arrays.setAll(blocks, evaluation::inputBlock);
    return blocks;
  }

  private static double[][] outputBlocks(Program.Evaluation evaluation, int count) {
    double[][] blocks = new double[count][];
    Arrays.setAll(blocks, evaluation::outputBlock);
    return blocks;
  }

  private void placeShared(Program.Evaluation evaluation, double[][] data) {
    int slot = pairColumns;
    for (int k = 1 + attributes; k < data.length; k++) {
      for (int c = 0; c < data[k].length; c++) {
        evaluation.input(slot++, data[k], c);
      }
    }
  }

  private void gather(Pairs pairs, int from, int length, int n, double[][] data, double[][] block) {
    PairRows.differences(pairs, from, length, data[0], n, dims, block);
    pairs.toNearestImages(block, length);
    int slot = dims;
    for (int a = 1; a <= attributes; a++) {
      int width = pair.widths()[2 * a - 1];
      for (int c = 0; c < width; c++) {
        PairRows.pick(pairs.first(), from, length, data[a], c * n, block[slot + c]);
        PairRows.pick(pairs.second(), from, length, data[a], c * n, block[slot + width + c]);
      }
      slot += 2 * width;
    }
  }

  private void pull(Pairs pairs, int n, double[][] data, double[] output, double[][] inputs) {
    boolean[] wanted = new boolean[pair.inputs().size()];
    for (int k = 0; k < inputs.length; k++) {
      int port = firstPort(k);
      wanted[port] = inputs[k] != null;
      if (k >= 1 && k <= attributes) {
        wanted[port + 1] = wanted[port];
      }
    }
    Formula adjoint = pair.vjp(wanted);
    boolean[] uniform = Arrays.copyOf(uniformPorts, adjoint.widths().length);
    Program.Evaluation evaluation = adjoint.program(uniform).evaluation();
    placeShared(evaluation, data);
    evaluation.begin(pairs.count());
    double[][] block = inputBlocks(evaluation, pairColumns);
    double[][] results = outputBlocks(evaluation, adjoint.outputWidth());
    for (int from = 0; from < pairs.count(); from += Program.BLOCK) {
      int length = Math.min(Program.BLOCK, pairs.count() - from);
      gather(pairs, from, length, n, data, block);
      gatherAdjoints(pairs, from, length, output, n, evaluation);
      evaluation.block(length);
      scatterAdjoints(pairs, from, length, n, results, inputs);
    }
    evaluation.release();
  }

  /** The adjoints of the pair formula's output columns. */
  private void gatherAdjoints(
      Pairs pairs, int from, int length, double[] output, int n, Program.Evaluation evaluation) {
    for (int c = 0; c < columns.width(); c++) {
      double[] ofFirst = evaluation.inputBlock(allColumns + c);
      double sign = columns.sign()[c];
      if (columns.isShared(c)) {
        PairRows.combine(pairs, from, length, output, c * n, sign, ofFirst);
      } else {
        double[] ofSecond = evaluation.inputBlock(allColumns + columns.second()[c]);
        PairRows.pick(pairs.first(), from, length, output, c * n, ofFirst);
        PairRows.pick(pairs.second(), from, length, output, c * n, ofSecond);
      }
    }
  }

  private void scatterAdjoints(
      Pairs pairs, int from, int length, int n, double[][] results, double[][] inputs) {
    int column = 0;
    for (int k = 0; k < inputs.length; k++) {
      if (inputs[k] == null) {
        continue;
      }
      int width = pair.widths()[firstPort(k)];
      if (k == 0) {
        PairRows.addBoth(pairs, from, length, results, column, width, inputs[0], 0, n, -1, 1);
        column += width;
      } else if (k <= attributes) {
        for (int c = 0; c < width; c++) {
          double[] ofFirst = results[column + c];
          double[] ofSecond = results[column + width + c];
          PairRows.addOne(pairs, from, length, ofFirst, ofSecond, inputs[k], c * n, 1, 1);
        }
        column += 2 * width;
      } else {
        for (int c = 0; c < width; c++, column++) {
          inputs[k][c] += Kernels.sum(results[column], 0, length);
        }
      }
    }
  }
}
