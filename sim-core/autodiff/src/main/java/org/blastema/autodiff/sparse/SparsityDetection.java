package org.blastema.autodiff.sparse;

import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.blastema.autodiff.Formula;

/**
 * Finds where the derivatives of a formula may differ from zero, by one pass with sets of input
 * columns in the place of numbers (Griewank and Walther, Evaluating Derivatives, section 7;
 * Walther, Computing sparse Hessians with automatic differentiation, 2008).
 *
 * <p>A global pattern holds for all inputs. A local one holds at a point: branches that are not
 * taken there drop out, and so does what is multiplied by a factor that is 0 there, given that the
 * other factor's derivative is finite. All patterns may contain entries that are 0, none lacks one
 * that is not.
 */
public final class SparsityDetection {
  private SparsityDetection() {}

  /** The pattern of the Jacobian, output columns x input columns, for all inputs. */
  public static SparsityPattern jacobian(Formula formula) {
    return jacobian(new Operations(formula, null));
  }

  /**
   * The pattern of the Jacobian at a point.
   *
   * @param point all input columns in order
   * @throws IllegalArgumentException if the number of columns does not fit
   */
  public static SparsityPattern jacobianAt(Formula formula, double... point) {
    return jacobian(new Operations(formula, point));
  }

  /** The pattern of the Hessian of the sum of all output columns, for all inputs; symmetric. */
  public static SparsityPattern hessian(Formula formula) {
    Operations operations = new Operations(formula, null);
    return hessian(operations, operations.outputs());
  }

  /**
   * The pattern of the Hessian of one output column, for all inputs; symmetric.
   *
   * @param output the output column
   * @throws IllegalArgumentException if there is none of that number
   */
  public static SparsityPattern hessianOfOutput(Formula formula, int output) {
    if (output < 0 || output >= formula.outputWidth()) {
      throw new IllegalArgumentException(
          "formula " + formula.name() + " has no output column " + output);
    }
    Operations operations = new Operations(formula, null);
    return hessian(operations, operations.outputs()[output]);
  }

  /**
   * The pattern of the Hessian of the sum of all output columns at a point; symmetric.
   *
   * @param point all input columns in order
   * @throws IllegalArgumentException if the number of columns does not fit
   */
  public static SparsityPattern hessianAt(Formula formula, double... point) {
    Operations operations = new Operations(formula, point);
    return hessian(operations, operations.outputs());
  }

  private static SparsityPattern jacobian(Operations operations) {
    IndexSet[] sets = propagate(operations, (arguments, place) -> {});
    return SparsityPattern.ofRows(
        operations.inputs(),
        Arrays.stream(operations.outputs())
            .mapToObj(output -> sets[output].toArray())
            .toArray(int[][]::new));
  }

  /**
   * For every operation the set of input columns that it moves with; forgotten after the last use,
   * but for the outputs.
   *
   * @param seen gets the sets of every operation's arguments, and its place
   */
  private static IndexSet[] propagate(Operations operations, ObjIntConsumer<IndexSet[]> seen) {
    IndexSet empty = IndexSet.empty(operations.inputs());
    IndexSet[] sets = new IndexSet[operations.size()];
    int[] lastUses = operations.lastUses();
    for (int place = 0; place < sets.length; place++) {
      Operations.Operation operation = operations.get(place);
      int[] places = operation.arguments();
      IndexSet[] arguments = new IndexSet[places.length];
      double[] x = operations.argumentsOf(operation);
      IndexSet set =
          operation.column() < 0 ? empty : IndexSet.of(operations.inputs(), operation.column());
      for (int k = 0; k < places.length; k++) {
        arguments[k] = sets[places[k]];
        if (Dependence.hasSlope(operation.op(), k, x)) {
          set = set.union(arguments[k]);
        }
      }
      seen.accept(arguments, place);
      for (int argument : places) {
        if (lastUses[argument] == place) {
          sets[argument] = null;
        }
      }
      sets[place] = set;
    }
    return sets;
  }

  /**
   * The Hessian of a sum of operations is the sum of the second derivatives of all operations that
   * move it, each with the columns that its arguments move with.
   */
  private static SparsityPattern hessian(Operations operations, int... summands) {
    boolean[] moves = upstream(operations, summands);
    IndexSet[] rows = new IndexSet[operations.inputs()];
    Arrays.fill(rows, IndexSet.empty(rows.length));
    Map<IndexSet, Set<IndexSet>> done = new IdentityHashMap<>();
    propagate(
        operations,
        (arguments, place) -> {
          if (moves[place]) {
            Operations.Operation operation = operations.get(place);
            double[] x = operations.argumentsOf(operation);
            for (int k = 0; k < arguments.length; k++) {
              for (int l = k; l < arguments.length; l++) {
                if (Dependence.hasCurvature(operation.op(), k, l, x)
                    && done.computeIfAbsent(arguments[k], set -> new HashSet<>())
                        .add(arguments[l])) {
                  addPairs(rows, arguments[k], arguments[l]);
                }
              }
            }
          }
        });
    return SparsityPattern.ofRows(
        rows.length, Arrays.stream(rows).map(IndexSet::toArray).toArray(int[][]::new));
  }

  private static void addPairs(IndexSet[] rows, IndexSet a, IndexSet b) {
    for (int i : a.toArray()) {
      rows[i] = rows[i].union(b);
    }
    if (a != b) {
      for (int i : b.toArray()) {
        rows[i] = rows[i].union(a);
      }
    }
  }

  /** Which operations the summands move with. */
  private static boolean[] upstream(Operations operations, int[] summands) {
    boolean[] moves = new boolean[operations.size()];
    for (int summand : summands) {
      moves[summand] = true;
    }
    for (int place = moves.length - 1; place >= 0; place--) {
      if (moves[place]) {
        Operations.Operation operation = operations.get(place);
        double[] x = operations.argumentsOf(operation);
        for (int k = 0; k < operation.arguments().length; k++) {
          if (Dependence.hasSlope(operation.op(), k, x)) {
            moves[operation.arguments()[k]] = true;
          }
        }
      }
    }
    return moves;
  }
}
