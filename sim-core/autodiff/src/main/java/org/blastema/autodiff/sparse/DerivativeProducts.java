package org.blastema.autodiff.sparse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;

/**
 * Products of a matrix of derivatives with many vectors at once: the Jacobian in forward mode, the
 * transposed Jacobian in reverse mode, or the Hessian.
 */
@FunctionalInterface
public interface DerivativeProducts {
  /**
   * The products at a point.
   *
   * @param point where to take the derivatives; not to be changed
   * @param vectors {@code count} vectors, one row each, column-major; not to be changed
   * @param count number of vectors, at least 1
   * @return {@code count} products, one row each, column-major
   */
  double[] at(double[] point, double[] vectors, int count);

  /**
   * Products with the Jacobian of a formula, output columns x input columns over all ports in
   * order. All are computed by one application of {@link Formula#jvp}, one row each.
   */
  static DerivativeProducts forward(Formula formula) {
    return rowWise(formula.jvp(), formula.inputs(), formula.inputs());
  }

  /** Products with the transposed Jacobian of a formula: {@link Formula#vjp}. */
  static DerivativeProducts reverse(Formula formula) {
    return rowWise(formula.vjp(), formula.inputs(), formula.outputs());
  }

  /**
   * Products with the Hessian of the sum of a formula's output columns, forward over reverse mode.
   */
  static DerivativeProducts hessian(Formula formula) {
    return forward(formula.gradient());
  }

  /**
   * Products with the transposed Jacobian of a function of arrays, recorded once for all vectors.
   *
   * @param function takes a column and returns an array of any shape, counted column after column
   */
  static DerivativeProducts recorded(UnaryOperator<Var> function) {
    return (point, vectors, count) -> {
      Tape tape = new Tape();
      Var x = tape.input(Var.column(point));
      Var y = function.apply(x);
      if (vectors.length != count * y.size()) {
        throw new IllegalArgumentException(
            count + " vectors of " + vectors.length + " numbers for a result of " + y.size());
      }
      double[] products = new double[count * point.length];
      double[] adjoint = new double[y.size()];
      for (int k = 0; k < count; k++) {
        for (int i = 0; i < adjoint.length; i++) {
          adjoint[i] = vectors[i * count + k];
        }
        tape.clearAdjoints();
        tape.seed(y, adjoint);
        tape.sweep();
        double[] product = tape.adjoint(x);
        for (int j = 0; j < product.length; j++) {
          products[j * count + k] = product[j];
        }
      }
      return products;
    };
  }

  private static DerivativeProducts rowWise(
      Formula products, List<Port> pointPorts, List<Port> vectorPorts) {
    int inputs = pointPorts.stream().mapToInt(Port::width).sum();
    return (point, vectors, count) -> {
      if (point.length != inputs) {
        throw new IllegalArgumentException(
            products.name() + " at " + point.length + " numbers, not " + inputs);
      }
      List<Var> arguments = new ArrayList<>();
      addRows(arguments, pointPorts, point, 1);
      addRows(arguments, vectorPorts, vectors, count);
      return products.apply(arguments.toArray(Var[]::new)).data();
    };
  }

  private static void addRows(List<Var> arguments, List<Port> ports, double[] numbers, int rows) {
    int at = 0;
    for (Port port : ports) {
      int size = rows * port.width();
      arguments.add(Var.of(rows, port.width(), Arrays.copyOfRange(numbers, at, at + size)));
      at += size;
    }
  }
}
