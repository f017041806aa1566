package org.blastema.autodiff;

import java.util.Arrays;
import java.util.Optional;

/**
 * The sum of a central pair formula over pairs of rows, in opposite directions for both partners,
 * with the bits of the sum of any pair formula, but with less moved to and from blocks of pairs.
 */
final class CentralSum {
  /** Pairs whose factors one thread computes at a time. */
  private static final int TASK = 32 * Program.BLOCK;

  /** A number, of the displacement's squared length and the pair formula's other inputs. */
  private final Formula factor;

  private final int dims;

  /** Numbers of columns of the attributes. */
  private final int[] widths;

  private final boolean[] uniformPorts;
  private final int pairColumns;

  private CentralSum(Formula factor, int dims, int[] widths) {
    this.factor = factor;
    this.dims = dims;
    this.widths = widths;
    uniformPorts = new boolean[factor.inputs().size()];
    Arrays.fill(uniformPorts, 1 + 2 * widths.length, uniformPorts.length, true);
    pairColumns = 1 + 2 * Arrays.stream(widths).sum();
  }

  /** The sum of a pair formula; empty if it is not central, or of more than three dimensions. */
  static Optional<CentralSum> of(Formula pair, int dims, int attributes) {
    if (dims > 3) {
      return Optional.empty();
    }
    int[] widths = new int[attributes];
    Arrays.setAll(widths, a -> pair.widths()[1 + 2 * a]);
    return CentralForm.factor(pair, dims).map(factor -> new CentralSum(factor, dims, widths));
  }

  /**
   * The sums, {@code n} rows, column-major.
   *
   * @param data positions, attributes and shared numbers
   */
  double[] sum(Pairs pairs, int n, double[][] data) {
    boolean single = widths.length > 0 && widths[0] == 1;
    double[] rows = CentralRows.beside(data[0], dims, single ? data[1] : null, n);
    Optional<PairIndex> index =
        Workers.count() > 1 && pairs.count() > 2 * TASK ? pairs.index(n) : Optional.empty();
    double[] sums =
        index.isPresent()
            ? SharedScatter.sums(
                pairs, index.get(), n, rows, factorsByTasks(pairs, n, data, rows, single))
            : new double[CentralRows.STRIDE * n];
    if (index.isEmpty()) {
      factors(
          pairs,
          0,
          pairs.count(),
          n,
          data,
          rows,
          single,
          (from, length, results) ->
              CentralScatter.scatter(pairs, from, length, rows, results, sums));
    }
    return CentralRows.columns(sums, dims, n);
  }

  /** The factors of all pairs. */
  private double[] factorsByTasks(
      Pairs pairs, int n, double[][] data, double[] rows, boolean single) {
    double[] all = new double[pairs.count()];
    Workers.forEach(
        (pairs.count() + TASK - 1) / TASK,
        task ->
            factors(
                pairs,
                task * TASK,
                Math.min((task + 1) * TASK, pairs.count()),
                n,
                data,
                rows,
                single,
                (from, length, results) -> System.arraycopy(results, 0, all, from, length)));
    return all;
  }

  /** Takes the factors of a block of pairs. */
  private interface Taker {
    void take(int from, int length, double[] results);
  }

  private void factors(
      Pairs pairs,
      int begin,
      int end,
      int n,
      double[][] data,
      double[] rows,
      boolean single,
      Taker taker) {
    Program.Evaluation evaluation = factor.program(uniformPorts).evaluation();
    int slot = pairColumns;
    for (int k = 1 + widths.length; k < data.length; k++) {
      for (int c = 0; c < data[k].length; c++) {
        evaluation.input(slot++, data[k], c);
      }
    }
    evaluation.begin(end - begin);
    double[][] block = new double[pairColumns][];
    Arrays.setAll(block, evaluation::inputBlock);
    double[] results = evaluation.outputBlock(0);
    for (int from = begin; from < end; from += Program.BLOCK) {
      int length = Math.min(Program.BLOCK, end - from);
      if (single) {
        CentralRows.gather(pairs, from, length, rows, block[0], block[1], block[2]);
      } else {
        CentralRows.squares(pairs, from, length, rows, block[0]);
      }
      pick(single ? 1 : 0, pairs, from, length, n, data, block);
      evaluation.block(length);
      taker.take(from, length, results);
    }
    evaluation.release();
  }

  /** Attributes of both partners, those before {@code begin} left out. */
  private void pick(
      int begin, Pairs pairs, int from, int length, int n, double[][] data, double[][] block) {
    int slot = 1 + 2 * begin;
    for (int a = begin; a < widths.length; a++) {
      for (int c = 0; c < widths[a]; c++) {
        PairRows.pick(pairs.first(), from, length, data[1 + a], c * n, block[slot + c]);
        PairRows.pick(
            pairs.second(), from, length, data[1 + a], c * n, block[slot + widths[a] + c]);
      }
      slot += 2 * widths[a];
    }
  }
}
