package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    SYMMETRIC
  }

  private final Formula pair;
  private final int dims;
  private final int attributes;
  private final double sign;
  private final ThreadLocal<Workspace> workspace = ThreadLocal.withInitial(Workspace::new);

  private PairSum(Formula pair, int dims, int attributes, double sign) {
    this.pair = pair;
    this.dims = dims;
    this.attributes = attributes;
    this.sign = sign;
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
    return new PairSum(pair, dims, attributes.size(), symmetry == Symmetry.ANTISYMMETRIC ? -1 : 1);
  }

  /**
   * The sum for every row.
   *
   * @param pairs which rows are partners
   * @param x positions, {@code n x dims}
   * @param ofRows attributes, each {@code n x width}
   * @param shared numbers common to all pairs, each {@code 1 x width}
   * @return {@code n x} (output width of the pair formula)
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
    Pairs kept = arguments[0].isActive() || anyActive(arguments) ? copy(pairs) : pairs;
    return Tape.primitive(
        pair.name(),
        arguments,
        n,
        pair.outputWidth(),
        sum(pairs, n, data),
        (output, inputs) -> pull(kept, n, data, output, inputs));
  }

  private static boolean anyActive(Var[] arguments) {
    return Arrays.stream(arguments).anyMatch(Var::isActive);
  }

  /** The caller may reuse its arrays before the sweep comes back. */
  private static Pairs copy(Pairs pairs) {
    return new Pairs(
        pairs.count(),
        Arrays.copyOf(pairs.first(), pairs.count()),
        Arrays.copyOf(pairs.second(), pairs.count()));
  }

  private void check(Var[] arguments, int rowArguments) {
    int n = arguments[0].rows();
    if (rowArguments != attributes || arguments.length != pair.inputs().size() - attributes) {
      throw new IllegalArgumentException(
          "pair sum "
              + pair.name()
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
                + pair.name()
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
  double[] sum(Pairs pairs, int n, double[][] data) {
    int width = pair.outputWidth();
    double[] out = new double[n * width];
    boolean[] uniform = new boolean[pair.inputs().size()];
    Arrays.fill(uniform, 1 + 2 * attributes, uniform.length, true);
    Program.Evaluation evaluation = pair.program(uniform).evaluation();
    Workspace w = workspace.get();
    double[][] block = w.inputs(columnsPerPair());
    double[][] results = w.outputs(width);
    placeInputs(evaluation, block, data);
    for (int c = 0; c < width; c++) {
      evaluation.output(c, results[c], 0);
    }
    evaluation.begin();
    for (int from = 0; from < pairs.count(); from += Program.BLOCK) {
      int length = Math.min(Program.BLOCK, pairs.count() - from);
      gather(pairs, from, length, n, data, block);
      evaluation.block(0, length);
      for (int c = 0; c < width; c++) {
        addBoth(pairs, from, length, results[c], out, c * n, 1, sign);
      }
    }
    evaluation.release();
    return out;
  }

  private int columnsPerPair() {
    return pair.inputs().stream().limit(1 + 2 * attributes).mapToInt(Port::width).sum();
  }

  private void placeInputs(Program.Evaluation evaluation, double[][] block, double[][] data) {
    int slot = 0;
    for (; slot < columnsPerPair(); slot++) {
      evaluation.input(slot, block[slot], 0);
    }
    for (int k = 1 + attributes; k < data.length; k++) {
      for (int c = 0; c < data[k].length; c++) {
        evaluation.input(slot++, data[k], c);
      }
    }
  }

  private void gather(Pairs pairs, int from, int length, int n, double[][] data, double[][] block) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    double[] x = data[0];
    for (int c = 0; c < dims; c++) {
      double[] to = block[c];
      int base = c * n;
      for (int k = 0; k < length; k++) {
        to[k] = x[base + second[from + k]] - x[base + first[from + k]];
      }
    }
    int slot = dims;
    for (int a = 1; a <= attributes; a++) {
      int width = pair.inputs().get(2 * a - 1).width();
      for (int c = 0; c < width; c++) {
        pick(data[a], c * n, first, from, length, block[slot + c]);
        pick(data[a], c * n, second, from, length, block[slot + width + c]);
      }
      slot += 2 * width;
    }
  }

  private static void pick(
      double[] values, int base, int[] rows, int from, int length, double[] to) {
    for (int k = 0; k < length; k++) {
      to[k] = values[base + rows[from + k]];
    }
  }

  private static void addBoth(
      Pairs pairs,
      int from,
      int length,
      double[] values,
      double[] out,
      int base,
      double forFirst,
      double forSecond) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    for (int k = 0; k < length; k++) {
      double v = values[k];
      out[base + first[from + k]] += forFirst * v;
      out[base + second[from + k]] += forSecond * v;
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
    boolean[] uniform = new boolean[adjoint.inputs().size()];
    Arrays.fill(uniform, 1 + 2 * attributes, pair.inputs().size(), true);
    Program.Evaluation evaluation = adjoint.program(uniform).evaluation();
    Workspace w = workspace.get();
    int width = pair.outputWidth();
    int pairColumns = columnsPerPair();
    double[][] block = w.inputs(pairColumns + width);
    double[][] results = w.outputs(adjoint.outputWidth());
    placeInputs(evaluation, block, data);
    int slots = pair.inputs().stream().mapToInt(Port::width).sum();
    for (int c = 0; c < width; c++) {
      evaluation.input(slots + c, block[pairColumns + c], 0);
    }
    for (int c = 0; c < results.length && c < adjoint.outputWidth(); c++) {
      evaluation.output(c, results[c], 0);
    }
    evaluation.begin();
    for (int from = 0; from < pairs.count(); from += Program.BLOCK) {
      int length = Math.min(Program.BLOCK, pairs.count() - from);
      gather(pairs, from, length, n, data, block);
      for (int c = 0; c < width; c++) {
        double[] to = block[pairColumns + c];
        for (int k = 0; k < length; k++) {
          to[k] =
              output[c * n + pairs.first()[from + k]]
                  + sign * output[c * n + pairs.second()[from + k]];
        }
      }
      evaluation.block(0, length);
      scatterAdjoints(pairs, from, length, n, results, inputs);
    }
    evaluation.release();
  }

  private void scatterAdjoints(
      Pairs pairs, int from, int length, int n, double[][] results, double[][] inputs) {
    int column = 0;
    for (int k = 0; k < inputs.length; k++) {
      if (inputs[k] == null) {
        continue;
      }
      int width = pair.inputs().get(firstPort(k)).width();
      if (k == 0) {
        for (int c = 0; c < width; c++) {
          addBoth(pairs, from, length, results[column++], inputs[0], c * n, -1, 1);
        }
      } else if (k <= attributes) {
        for (int c = 0; c < width; c++) {
          addBoth(pairs, from, length, results[column + c], inputs[k], c * n, 1, 0);
          addBoth(pairs, from, length, results[column + width + c], inputs[k], c * n, 0, 1);
        }
        column += 2 * width;
      } else {
        for (int c = 0; c < width; c++, column++) {
          double total = inputs[k][c];
          for (int r = 0; r < length; r++) {
            total += results[column][r];
          }
          inputs[k][c] = total;
        }
      }
    }
  }

  /** Blocks of pair inputs and results, kept by each thread. */
  private static final class Workspace {
    private double[][] inputs = new double[0][];
    private double[][] outputs = new double[0][];

    double[][] inputs(int count) {
      inputs = grown(inputs, count);
      return inputs;
    }

    double[][] outputs(int count) {
      outputs = grown(outputs, count);
      return outputs;
    }

    private static double[][] grown(double[][] blocks, int count) {
      if (blocks.length >= count) {
        return blocks;
      }
      double[][] more = Arrays.copyOf(blocks, count);
      for (int k = blocks.length; k < count; k++) {
        more[k] = new double[Program.BLOCK];
      }
      return more;
    }
  }
}
