package org.blastema.autodiff;

/** Primitives that move numbers about or add them up, with their adjoints. */
final class Structure {
  private Structure() {}

  static Var stretch(Var x, int rows, int columns) {
    int rowStep = x.rows() == 1 ? 0 : 1;
    int columnStep = x.columns() == 1 ? 0 : x.rows();
    double[] in = x.data();
    double[] out = new double[rows * columns];
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        out[c * rows + r] = in[c * columnStep + r * rowStep];
      }
    }
    return Tape.primitive(
        "stretch",
        new Var[] {x},
        rows,
        columns,
        out,
        (output, inputs) -> {
          for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
              inputs[0][c * columnStep + r * rowStep] += output[c * rows + r];
            }
          }
        });
  }

  static Var columns(Var x, int from, int to) {
    if (from < 0 || to > x.columns() || from >= to) {
      throw new IllegalArgumentException("columns " + from + " to " + to + " of " + x.columns());
    }
    int start = from * x.rows();
    int length = (to - from) * x.rows();
    double[] out = new double[length];
    System.arraycopy(x.data(), start, out, 0, length);
    return Tape.primitive(
        "columns",
        new Var[] {x},
        x.rows(),
        to - from,
        out,
        (output, inputs) -> {
          for (int k = 0; k < length; k++) {
            inputs[0][start + k] += output[k];
          }
        });
  }

  /** The caller may reuse its array before the sweep comes back. */
  private static int[] kept(Var x, int[] indices) {
    return x.isActive() ? indices.clone() : indices;
  }

  private static void checkRows(int[] indices, int rows) {
    for (int index : indices) {
      if (index < 0 || index >= rows) {
        throw new IllegalArgumentException("row " + index + " of " + rows);
      }
    }
  }

  static Var gatherRows(Var x, int[] rowsToPick) {
    int rows = x.rows();
    checkRows(rowsToPick, rows);
    int[] picked = kept(x, rowsToPick);
    int n = picked.length;
    double[] in = x.data();
    double[] out = new double[n * x.columns()];
    for (int c = 0; c < x.columns(); c++) {
      for (int k = 0; k < n; k++) {
        out[c * n + k] = in[c * rows + picked[k]];
      }
    }
    return Tape.primitive(
        "gatherRows",
        new Var[] {x},
        n,
        x.columns(),
        out,
        (output, inputs) -> {
          for (int c = 0; c < x.columns(); c++) {
            for (int k = 0; k < n; k++) {
              inputs[0][c * rows + picked[k]] += output[c * n + k];
            }
          }
        });
  }

  static Var scatterAddRows(Var x, int[] targets, int outRows) {
    int n = x.rows();
    if (targets.length != n) {
      throw new IllegalArgumentException(targets.length + " target rows for " + n + " rows");
    }
    checkRows(targets, outRows);
    int[] into = kept(x, targets);
    double[] in = x.data();
    double[] out = new double[outRows * x.columns()];
    for (int c = 0; c < x.columns(); c++) {
      for (int k = 0; k < n; k++) {
        out[c * outRows + into[k]] += in[c * n + k];
      }
    }
    return Tape.primitive(
        "scatterAddRows",
        new Var[] {x},
        outRows,
        x.columns(),
        out,
        (output, inputs) -> {
          for (int c = 0; c < x.columns(); c++) {
            for (int k = 0; k < n; k++) {
              inputs[0][c * n + k] += output[c * outRows + into[k]];
            }
          }
        });
  }

  static Var transpose(Var x) {
    int rows = x.rows();
    int columns = x.columns();
    if (rows == 1 || columns == 1) {
      return reshape(x, columns, rows);
    }
    return Tape.primitive(
        "transpose",
        new Var[] {x},
        columns,
        rows,
        transposed(x.data(), rows, columns),
        (output, inputs) -> {
          double[] back = transposed(output, columns, rows);
          for (int k = 0; k < back.length; k++) {
            inputs[0][k] += back[k];
          }
        });
  }

  static double[] transposed(double[] in, int rows, int columns) {
    double[] out = new double[in.length];
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        out[r * columns + c] = in[c * rows + r];
      }
    }
    return out;
  }

  static Var reshape(Var x, int rows, int columns) {
    return Tape.primitive(
        "reshape",
        new Var[] {x},
        rows,
        columns,
        x.data(),
        (output, inputs) -> {
          for (int k = 0; k < output.length; k++) {
            inputs[0][k] += output[k];
          }
        });
  }

  static Var concatRows(Var[] parts) {
    int columns = parts[0].columns();
    int total = 0;
    for (Var part : parts) {
      if (part.columns() != columns) {
        throw new IllegalArgumentException(part.columns() + " columns below " + columns);
      }
      total += part.rows();
    }
    int rows = total;
    double[] out = new double[rows * columns];
    int top = 0;
    for (Var part : parts) {
      for (int c = 0; c < columns; c++) {
        System.arraycopy(part.data(), c * part.rows(), out, c * rows + top, part.rows());
      }
      top += part.rows();
    }
    return Tape.primitive(
        "concatRows",
        parts,
        rows,
        columns,
        out,
        (output, inputs) -> {
          int at = 0;
          for (int p = 0; p < parts.length; p++) {
            int height = parts[p].rows();
            if (inputs[p] != null) {
              for (int c = 0; c < columns; c++) {
                for (int r = 0; r < height; r++) {
                  inputs[p][c * height + r] += output[c * rows + at + r];
                }
              }
            }
            at += height;
          }
        });
  }

  static Var concatColumns(Var[] parts) {
    int rows = parts[0].rows();
    int size = 0;
    for (Var part : parts) {
      if (part.rows() != rows) {
        throw new IllegalArgumentException(part.rows() + " rows beside " + rows);
      }
      size += part.size();
    }
    double[] out = new double[size];
    int at = 0;
    int columns = 0;
    for (Var part : parts) {
      System.arraycopy(part.data(), 0, out, at, part.size());
      at += part.size();
      columns += part.columns();
    }
    return Tape.primitive(
        "concatColumns",
        parts,
        rows,
        columns,
        out,
        (output, inputs) -> {
          int start = 0;
          for (int p = 0; p < parts.length; p++) {
            if (inputs[p] != null) {
              for (int k = 0; k < inputs[p].length; k++) {
                inputs[p][k] += output[start + k];
              }
            }
            start += parts[p].size();
          }
        });
  }

  static Var sum(Var x) {
    double total = 0;
    for (double v : x.data()) {
      total += v;
    }
    return Tape.primitive(
        "sum",
        new Var[] {x},
        1,
        1,
        new double[] {total},
        (output, inputs) -> {
          for (int k = 0; k < inputs[0].length; k++) {
            inputs[0][k] += output[0];
          }
        });
  }

  static Var sumRows(Var x) {
    int rows = x.rows();
    double[] out = new double[x.columns()];
    for (int c = 0; c < out.length; c++) {
      for (int r = 0; r < rows; r++) {
        out[c] += x.data()[c * rows + r];
      }
    }
    return Tape.primitive(
        "sumRows",
        new Var[] {x},
        1,
        x.columns(),
        out,
        (output, inputs) -> {
          for (int c = 0; c < output.length; c++) {
            for (int r = 0; r < rows; r++) {
              inputs[0][c * rows + r] += output[c];
            }
          }
        });
  }

  static Var max(Var x) {
    if (x.size() == 0) {
      throw new IllegalArgumentException("the largest of no numbers");
    }
    int best = 0;
    for (int k = 1; k < x.size(); k++) {
      if (x.data()[k] > x.data()[best]) {
        best = k;
      }
    }
    int where = best;
    return Tape.primitive(
        "max",
        new Var[] {x},
        1,
        1,
        new double[] {x.data()[best]},
        (output, inputs) -> inputs[0][where] += output[0]);
  }
}
