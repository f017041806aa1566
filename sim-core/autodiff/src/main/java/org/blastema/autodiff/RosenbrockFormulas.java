package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Derivatives of a right-hand side that Rosenbrock methods and their adjoints need. */
final class RosenbrockFormulas {
  private static final String DIRECTION = "(direction)";

  private enum Part {
    JACOBIAN,
    DIRECTIONAL
  }

  private record Drift(List<Integer> driven) {}

  private RosenbrockFormulas() {}

  /** The derivative of every rate by every column of the state, entry (i, j) at {@code j n + i}. */
  static Formula jacobian(Formula rhs) {
    return DerivedFormulas.of(
        rhs,
        Part.JACOBIAN,
        () -> {
          int n = rhs.outputWidth();
          Formula all = rhs.jacobian();
          return rhs.derived(
              "jacobian of " + rhs.name(),
              rhs.inputs(),
              in -> Arrays.copyOf(all.call(inputs(rhs, in).toArray(Expr[][]::new)), n * n));
        });
  }

  /** The derivative along a direction of the state, which is the last input. */
  static Formula directional(Formula rhs) {
    return DerivedFormulas.of(
        rhs,
        Part.DIRECTIONAL,
        () -> {
          List<Port> ports = new ArrayList<>(rhs.inputs());
          ports.add(new Port(DIRECTION, rhs.outputWidth()));
          return along(rhs, ports, List.of(0));
        });
  }

  /**
   * The derivative by time through the constants that change with it; their rates are the last
   * inputs.
   */
  static Formula drift(Formula rhs, List<Integer> driven) {
    return DerivedFormulas.of(
        rhs,
        new Drift(driven),
        () -> {
          List<Port> ports = new ArrayList<>(rhs.inputs());
          List<Integer> moving = new ArrayList<>();
          for (int constant : driven) {
            Port port = rhs.inputs().get(1 + constant);
            ports.add(new Port("(rate of " + port.name() + ")", port.width()));
            moving.add(1 + constant);
          }
          return along(rhs, ports, moving);
        });
  }

  /** The derivative where some inputs move at rates that are the last inputs. */
  private static Formula along(Formula rhs, List<Port> ports, List<Integer> moving) {
    Formula jvp = rhs.jvp();
    int given = rhs.inputs().size();
    return rhs.derived(
        "derivative of " + rhs.name(),
        ports,
        in -> {
          List<Expr[]> all = inputs(rhs, in);
          for (int k = 0; k < given; k++) {
            int at = moving.indexOf(k);
            Expr[] rate = new Expr[rhs.inputs().get(k).width()];
            Arrays.fill(rate, Expr.constant(0));
            all.add(at < 0 ? rate : in.vector(ports.get(given + at).name()));
          }
          return jvp.call(all.toArray(Expr[][]::new));
        });
  }

  private static List<Expr[]> inputs(Formula rhs, Inputs in) {
    List<Expr[]> all = new ArrayList<>();
    rhs.inputs().forEach(port -> all.add(in.vector(port.name())));
    return all;
  }
}
