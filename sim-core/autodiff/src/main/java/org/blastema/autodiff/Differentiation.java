package org.blastema.autodiff;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Forward and reverse differentiation of expression graphs into expression graphs (Griewank and
 * Walther, Evaluating Derivatives, chapters 3 and 6).
 *
 * <p>An adjoint that a choice sets to 0 is dead: whatever is below the branch not taken, even if
 * infinite or undefined, must leave it 0. So below choices adjoints meet other numbers only as the
 * gates of {@link Expr#gated} products, whose derivatives are again gated by what may be dead: by
 * the gate in forward mode, and in reverse mode by the gate or by the adjoint that comes in,
 * whichever is 0 ({@link Expr#masked}). In forward mode, what does not move is treated likewise.
 */
final class Differentiation {
  private Differentiation() {}

  /**
   * Directional derivatives of the roots when input column k moves at rate {@code tangents[k]}
   * (null: not at all).
   */
  static Expr[] forward(Expr[] roots, Expr[] tangents) {
    Map<Expr, Expr> dot = new IdentityHashMap<>();
    for (Expr node : Graph.topological(roots)) {
      Expr tangent = null;
      if (node.op == Op.INPUT) {
        tangent = tangents[node.slot];
      } else if (isSelect(node.op)) {
        Expr a = dot.get(node.args[2]);
        Expr b = dot.get(node.args[3]);
        tangent = a == null && b == null ? null : choose(node, zeroIfNull(a), zeroIfNull(b));
      } else if (node.op == Op.GATED_PRODUCT) {
        Expr gate = dot.get(node.args[0]);
        Expr factor = dot.get(node.args[1]);
        tangent =
            add(
                gate == null ? null : Expr.gated(gate, node.args[1]),
                factor == null ? null : Expr.gated(node.args[0], factor));
      } else if (node.op == Op.MASKED_PRODUCT) {
        for (int k = 0; k < 2; k++) {
          Expr moving = dot.get(node.args[k]);
          tangent = add(tangent, moving == null ? null : Expr.masked(moving, node.args[1 - k]));
        }
      } else if (isSquare(node)) {
        Expr moving = dot.get(node.args[0]);
        tangent = moving == null ? null : product(moving, node.args[0], true).times(2);
      } else {
        for (int k = 0; k < node.args.length; k++) {
          Expr moving = dot.get(node.args[k]);
          if (moving != null) {
            tangent = add(tangent, product(moving, partial(node, k), true));
          }
        }
      }
      if (tangent != null) {
        dot.put(node, tangent);
      }
    }
    return Arrays.stream(roots).map(r -> zeroIfNull(dot.get(r))).toArray(Expr[]::new);
  }

  /**
   * Adjoints of the wanted input columns when root k has adjoint {@code cotangents[k]}.
   *
   * @param wanted which of the input columns; the others come back as null
   */
  static Expr[] reverse(Expr[] roots, Expr[] cotangents, boolean[] wanted) {
    List<Expr> order = Graph.topological(roots);
    Map<Expr, Boolean> active = new IdentityHashMap<>();
    for (Expr node : order) {
      boolean moves = node.op == Op.INPUT && wanted[node.slot];
      for (Expr arg : node.args) {
        moves |= active.containsKey(arg);
      }
      if (moves && node.op != Op.SIGN) {
        active.put(node, true);
      }
    }
    Map<Expr, Boolean> guarded = belowChoice(order);
    Map<Expr, Expr> bar = new IdentityHashMap<>();
    for (int k = 0; k < roots.length; k++) {
      accumulate(bar, active, roots[k], cotangents[k]);
    }
    Expr[] result = new Expr[wanted.length];
    for (int k = order.size() - 1; k >= 0; k--) {
      Expr node = order.get(k);
      Expr adjoint = bar.get(node);
      if (adjoint == null) {
        continue;
      }
      if (node.op == Op.INPUT) {
        result[node.slot] = add(result[node.slot], adjoint);
      } else if (isSelect(node.op)) {
        accumulate(bar, active, node.args[2], choose(node, adjoint, Expr.constant(0)));
        accumulate(bar, active, node.args[3], choose(node, Expr.constant(0), adjoint));
      } else if (node.op == Op.GATED_PRODUCT) {
        accumulate(bar, active, node.args[0], Expr.gated(adjoint, node.args[1]));
        accumulate(bar, active, node.args[1], Expr.masked(node.args[0], adjoint));
      } else if (node.op == Op.MASKED_PRODUCT) {
        accumulate(bar, active, node.args[0], Expr.masked(adjoint, node.args[1]));
        accumulate(bar, active, node.args[1], Expr.masked(adjoint, node.args[0]));
      } else if (isSquare(node)) {
        Expr slope = product(adjoint, node.args[0], guarded.containsKey(node)).times(2);
        accumulate(bar, active, node.args[0], slope);
      } else {
        for (int a = 0; a < node.args.length; a++) {
          if (active.containsKey(node.args[a])) {
            accumulate(
                bar,
                active,
                node.args[a],
                product(adjoint, partial(node, a), guarded.containsKey(node)));
          }
        }
      }
    }
    for (int k = 0; k < wanted.length; k++) {
      result[k] = wanted[k] ? zeroIfNull(result[k]) : null;
    }
    return result;
  }

  /** Nodes whose adjoint may have been zeroed by a choice. */
  private static Map<Expr, Boolean> belowChoice(List<Expr> order) {
    Map<Expr, Boolean> guarded = new IdentityHashMap<>();
    for (int k = order.size() - 1; k >= 0; k--) {
      Expr node = order.get(k);
      boolean setsZeros =
          switch (node.op) {
            case SELECT_LESS, SELECT_AT_MOST, MIN, MAX, GATED_PRODUCT, MASKED_PRODUCT -> true;
            default -> false;
          };
      if (setsZeros || guarded.containsKey(node)) {
        for (Expr arg : node.args) {
          guarded.put(arg, true);
        }
      }
    }
    return guarded;
  }

  private static void accumulate(
      Map<Expr, Expr> bar, Map<Expr, Boolean> active, Expr node, Expr adjoint) {
    if (active.containsKey(node) && !adjoint.is(0)) {
      bar.merge(node, adjoint, Expr::plus);
    }
  }

  /** A node's partial derivative by one argument. */
  private static Expr partial(Expr node, int k) {
    Expr x = node.args[k];
    return switch (node.op) {
      case NEGATE -> Expr.constant(-1);
      case ABS -> x.sign();
      case SIGN -> Expr.constant(0);
      case SQRT -> node.reciprocal().times(0.5);
      case EXP -> node;
      case LOG -> x.reciprocal();
      case TANH -> Expr.constant(1).minus(node.square());
      case LOGISTIC -> node.times(Expr.constant(1).minus(node));
      case SIN -> x.cos();
      case COS -> x.sin().negate();
      case EXPM1 -> node.plus(1);
      case LOG1P -> x.plus(1).reciprocal();
      case ATAN -> x.square().plus(1).reciprocal();
      case ERF -> x.square().negate().exp().times(Elementary.ERF_SLOPE_AT_0);
      case POW -> x.pow(node.value - 1).times(node.value);
      case ADD -> Expr.constant(1);
      case SUBTRACT -> Expr.constant(k == 0 ? 1 : -1);
      case MULTIPLY -> node.args[1 - k];
      case DIVIDE -> k == 0 ? node.args[1].reciprocal() : slopeByDivisor(node);
      case MIN, MAX -> {
        Condition firstWins =
            node.op == Op.MIN
                ? node.args[0].atMost(node.args[1])
                : node.args[0].atLeast(node.args[1]);
        yield k == 0
            ? Expr.where(firstWins, Expr.constant(1), Expr.constant(0))
            : Expr.where(firstWins, Expr.constant(0), Expr.constant(1));
      }
      default -> throw new IllegalStateException("no partial derivative of " + node.op);
    };
  }

  /** {@code -a / b^2} with the reciprocal that the other derivative needs as well. */
  private static Expr slopeByDivisor(Expr quotient) {
    Expr reciprocal = quotient.args[0].is(1) ? quotient : quotient.args[1].reciprocal();
    return quotient.times(reciprocal).negate();
  }

  private static boolean isSquare(Expr node) {
    return node.op == Op.MULTIPLY && node.args[0] == node.args[1];
  }

  private static Expr product(Expr adjoint, Expr factor, boolean guard) {
    return guard ? Expr.gated(adjoint, factor) : adjoint.times(factor);
  }

  private static boolean isSelect(Op op) {
    return op == Op.SELECT_LESS || op == Op.SELECT_AT_MOST;
  }

  private static Expr choose(Expr select, Expr a, Expr b) {
    return select.rebuiltChoice(a, b);
  }

  private static Expr add(Expr a, Expr b) {
    return a == null ? b : b == null ? a : a.plus(b);
  }

  private static Expr zeroIfNull(Expr e) {
    return e == null ? Expr.constant(0) : e;
  }
}
