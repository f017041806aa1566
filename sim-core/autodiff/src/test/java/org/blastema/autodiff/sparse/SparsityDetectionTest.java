package org.blastema.autodiff.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Interpretation;
import org.blastema.autodiff.Op;
import org.blastema.autodiff.Port;
import org.junit.jupiter.api.Test;

/** Patterns contain what differs from zero, and no more than the rules allow. */
class SparsityDetectionTest {
  private static final int INPUTS = 7;

  /** A number as the inputs that it moves with and the pairs that it bends with. */
  private record Moves(Set<Integer> inputs, Set<List<Integer>> pairs) {}

  /** The rules, with the set of pairs at every operation. */
  private static final Interpretation<Moves> RULES =
      new Interpretation<>() {
        @Override
        public Moves input(int column) {
          return new Moves(Set.of(column), Set.of());
        }

        @Override
        public Moves constant(double value) {
          return new Moves(Set.of(), Set.of());
        }

        @Override
        public Moves operation(Op op, double exponent, List<Moves> arguments) {
          if (op == Op.SIGN) {
            return constant(0);
          }
          boolean choice = op == Op.SELECT_LESS || op == Op.SELECT_AT_MOST;
          List<Moves> moving = choice ? arguments.subList(2, 4) : arguments;
          Moves all = new Moves(new HashSet<>(), new HashSet<>());
          for (Moves argument : moving) {
            all.inputs.addAll(argument.inputs);
            all.pairs.addAll(argument.pairs);
          }
          switch (op) {
            case NEGATE, ABS, ADD, SUBTRACT, MIN, MAX, SELECT_LESS, SELECT_AT_MOST -> {}
            case MULTIPLY, GATED_PRODUCT, MASKED_PRODUCT ->
                addPairs(all.pairs, arguments.get(0).inputs, arguments.get(1).inputs);
            case DIVIDE -> {
              addPairs(all.pairs, arguments.get(0).inputs, arguments.get(1).inputs);
              addPairs(all.pairs, arguments.get(1).inputs, arguments.get(1).inputs);
            }
            default -> addPairs(all.pairs, all.inputs, all.inputs);
          }
          return all;
        }
      };

  private static void addPairs(Set<List<Integer>> pairs, Set<Integer> a, Set<Integer> b) {
    for (int i : a) {
      for (int j : b) {
        pairs.add(List.of(i, j));
        pairs.add(List.of(j, i));
      }
    }
  }

  @Test
  void globalPatternsAreThoseOfTheRules() {
    Random random = new Random(1);
    for (int k = 0; k < 100; k++) {
      Formula formula = RandomFormulas.of(random, INPUTS, 12, 4);
      // derivatives contain operations that no one writes down
      for (Formula f : List.of(formula, formula.gradient())) {
        List<Moves> outputs = f.interpret(RULES);
        assertThat(SparsityDetection.jacobian(f))
            .isEqualTo(
                Patterns.of(outputs.size(), INPUTS, (i, j) -> outputs.get(i).inputs.contains(j)));
        assertThat(SparsityDetection.hessian(f))
            .isEqualTo(
                Patterns.of(
                    INPUTS,
                    INPUTS,
                    (i, j) -> outputs.stream().anyMatch(o -> o.pairs.contains(List.of(i, j)))));
        assertThat(SparsityDetection.hessianOfOutput(f, 1))
            .isEqualTo(
                Patterns.of(
                    INPUTS, INPUTS, (i, j) -> outputs.get(1).pairs.contains(List.of(i, j))));
      }
    }
  }

  @Test
  void patternsContainWhatDiffersFromZero() {
    Random random = new Random(2);
    long global = 0;
    long local = 0;
    for (int k = 0; k < 60; k++) {
      Formula f = RandomFormulas.of(random, INPUTS, 12, 4);
      SparsityPattern jacobian = SparsityDetection.jacobian(f);
      SparsityPattern hessian = SparsityDetection.hessian(f);
      for (int at = 0; at < 4; at++) {
        double[] x = RandomFormulas.point(random, INPUTS);
        SparsityPattern jacobianAt = SparsityDetection.jacobianAt(f, x);
        SparsityPattern hessianAt = SparsityDetection.hessianAt(f, x);
        assertContains(jacobian, jacobianAt);
        assertContains(hessian, hessianAt);
        assertThat(hessianAt.isSymmetric()).isTrue();
        assertContainsNonZeros(jacobianAt, RandomFormulas.dense(f.jacobian().evaluate(x), INPUTS));
        assertContainsNonZeros(
            hessianAt, RandomFormulas.dense(f.gradient().jacobian().evaluate(x), INPUTS));
        global += jacobian.entries() + hessian.entries();
        local += jacobianAt.entries() + hessianAt.entries();
      }
    }
    assertThat(local).isLessThan(global);
  }

  private static void assertContains(SparsityPattern larger, SparsityPattern smaller) {
    for (int i = 0; i < smaller.rows(); i++) {
      for (int j : smaller.row(i)) {
        assertThat(larger.contains(i, j)).isTrue();
      }
    }
  }

  private static void assertContainsNonZeros(SparsityPattern pattern, double[][] dense) {
    for (int i = 0; i < dense.length; i++) {
      for (int j = 0; j < dense[i].length; j++) {
        assertThat(pattern.contains(i, j) || dense[i][j] == 0)
            .as("entry (%s, %s) = %s", i, j, dense[i][j])
            .isTrue();
      }
    }
  }

  private static Formula traced(int inputs, UnaryOperator<Expr[]> body) {
    return Formula.trace("f", List.of(Port.vector("x", inputs)), in -> body.apply(in.vector("x")));
  }

  @Test
  void linearAndNonlinearOperationsDiffer() {
    Formula f =
        traced(
            4,
            x ->
                new Expr[] {
                  x[0].times(x[1]).plus(x[2].times(3)).minus(x[3].abs()), x[2].divide(x[3])
                });
    assertThat(SparsityDetection.jacobian(f))
        .isEqualTo(SparsityPattern.ofRows(4, new int[] {0, 1, 2, 3}, new int[] {2, 3}));
    assertThat(SparsityDetection.hessianOfOutput(f, 0))
        .isEqualTo(SparsityPattern.ofRows(4, new int[] {1}, new int[] {0}, new int[0], new int[0]));
    assertThat(SparsityDetection.hessian(f))
        .isEqualTo(
            SparsityPattern.ofRows(
                4, new int[] {1}, new int[] {0}, new int[] {3}, new int[] {2, 3}));
  }

  @Test
  void signsDoNotMove() {
    Formula slope = traced(2, x -> new Expr[] {x[0].abs().plus(x[1].square())}).gradient();
    assertThat(SparsityDetection.jacobian(slope))
        .isEqualTo(SparsityPattern.ofRows(2, new int[0], new int[] {1}));
  }

  @Test
  void branchesNotTakenAndZeroFactorsDropOutAtAPoint() {
    Formula f =
        traced(
            4,
            x ->
                new Expr[] {
                  Expr.where(x[0].lessThan(1), x[1].square(), x[2].exp()),
                  x[0].times(x[3].sin()),
                  x[1].max(x[2])
                });
    assertThat(SparsityDetection.jacobian(f))
        .isEqualTo(SparsityPattern.ofRows(4, new int[] {1, 2}, new int[] {0, 3}, new int[] {1, 2}));
    assertThat(SparsityDetection.jacobianAt(f, 0, 1, 2, 3))
        .isEqualTo(SparsityPattern.ofRows(4, new int[] {1}, new int[] {0}, new int[] {2}));
    assertThat(SparsityDetection.jacobianAt(f, 2, 2, 1, 0))
        .isEqualTo(SparsityPattern.ofRows(4, new int[] {2}, new int[] {3}, new int[] {1}));
    assertThat(SparsityDetection.hessianAt(f, 0, 1, 2, 3))
        .isEqualTo(
            SparsityPattern.ofRows(4, new int[] {3}, new int[] {1}, new int[0], new int[] {0}));
  }

  @Test
  void tenThousandInputsAreNoTrouble() {
    int n = 10_000;
    Formula chain =
        traced(
            n,
            x -> {
              Expr energy = Expr.constant(0);
              for (int k = 1; k < n; k++) {
                energy = energy.plus(x[k].minus(x[k - 1]).square().plus(1).log());
              }
              return new Expr[] {energy};
            });
    SparsityPattern hessian = SparsityDetection.hessian(chain);
    assertThat(hessian.entries()).isEqualTo(3 * n - 2);
    assertThat(hessian.row(5000)).containsExactly(4999, 5000, 5001);
    assertThat(SparsityDetection.jacobian(chain).row(0)).isEqualTo(IntStream.range(0, n).toArray());
  }

  @Test
  void wrongArgumentsAreNamed() {
    Formula f = traced(2, x -> new Expr[] {x[0]});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparsityDetection.jacobianAt(f, 1, 2, 3))
        .withMessageContaining("got 3 numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparsityDetection.hessianOfOutput(f, 1))
        .withMessage("formula f has no output column 1");
  }
}
