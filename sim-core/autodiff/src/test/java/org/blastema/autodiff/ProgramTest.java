package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs give the bits that the definition of each operation gives, whatever the block, the
 * fusion and the kernel.
 */
class ProgramTest {
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    2,
    0.17,
    0.17000000000000001,
    -0.17,
    0.3,
    20,
    20.000000000000004,
    -20,
    19.9,
    40,
    708,
    -708,
    707.9,
    -707.9,
    709.78,
    709.79,
    -745.1,
    -745.2,
    -740,
    511.9,
    512,
    -512,
    1e300,
    -1e300,
    1e-300,
    -1e-300,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Math.sqrt(0.5),
    Math.nextDown(Math.sqrt(0.5)),
    Math.PI,
    -3.3,
    1 + 0x1p-52
  };

  private static final List<Op> BINARY =
      Arrays.stream(Op.values()).filter(op -> op.arity == 2).toList();

  private static void check(Expr[] roots, boolean[] uniform, double[][] columns, int n) {
    check(new Program(roots, uniform, Long.MAX_VALUE), roots, uniform, columns, n);
    check(new Program(roots, uniform, 0), roots, uniform, columns, n);
  }

  private static void check(
      Program program, Expr[] roots, boolean[] uniform, double[][] columns, int n) {
    Program.Evaluation evaluation = program.evaluation();
    int start = 3;
    for (int k = 0; k < columns.length; k++) {
      double[] shifted = new double[start + columns[k].length];
      System.arraycopy(columns[k], 0, shifted, start, columns[k].length);
      evaluation.input(k, shifted, start);
    }
    double[] out = new double[roots.length * n + start];
    for (int k = 0; k < roots.length; k++) {
      evaluation.output(k, out, start + k * n);
    }
    evaluation.run(n);
    for (int r = 0; r < n; r++) {
      double[] row = new double[columns.length];
      for (int k = 0; k < columns.length; k++) {
        row[k] = columns[k][uniform[k] ? 0 : r];
      }
      ReferenceEvaluation reference = new ReferenceEvaluation(row);
      for (int k = 0; k < roots.length; k++) {
        double got = out[start + k * n + r];
        double expected = reference.of(roots[k]);
        assertThat(ReferenceEvaluation.bits(got))
            .as("output %d, row %s: %s instead of %s", k, Arrays.toString(row), got, expected)
            .isEqualTo(ReferenceEvaluation.bits(expected));
      }
    }
  }

  private static double[] numbers(Random random, int n) {
    double[] x = new double[n];
    for (int k = 0; k < n; k++) {
      x[k] =
          switch (random.nextInt(4)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> random.nextGaussian() * 30;
            default -> random.nextGaussian();
          };
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource(Op.class)
  void unaryOperationsGiveTheBitsOfTheirDefinition(Op op) {
    if (op.arity != 1) {
      return;
    }
    Random random = new Random(7);
    Expr template = op == Op.POW ? Expr.input(0).pow(1.7) : template(op);
    Expr[] roots = {template};
    check(roots, new boolean[] {false}, new double[][] {SPECIAL}, SPECIAL.length);
    double[] ordinary = random.doubles(1000, -50, 50).toArray();
    check(roots, new boolean[] {false}, new double[][] {ordinary}, ordinary.length);
    double[] positive = random.doubles(300, 0, 3).toArray();
    check(roots, new boolean[] {false}, new double[][] {positive}, positive.length);
    for (int n = 1; n <= 40; n++) {
      check(roots, new boolean[] {false}, new double[][] {numbers(random, n)}, n);
    }
  }

  private static Expr template(Op op) {
    Expr x = Expr.input(0);
    return switch (op) {
      case NEGATE -> x.negate();
      case ABS -> x.abs();
      case SIGN -> x.sign();
      case SQRT -> x.sqrt();
      case EXP -> x.exp();
      case LOG -> x.log();
      case TANH -> x.tanh();
      case LOGISTIC -> x.logistic();
      case SIN -> x.sin();
      case COS -> x.cos();
      case EXPM1 -> x.expm1();
      case LOG1P -> x.log1p();
      case ATAN -> x.atan();
      case ERF -> x.erf();
      default -> throw new IllegalArgumentException(op + " is not unary");
    };
  }

  private static Expr binary(Op op, Expr x, Expr y) {
    return switch (op) {
      case ADD -> x.plus(y);
      case SUBTRACT -> x.minus(y);
      case MULTIPLY -> x.times(y);
      case DIVIDE -> x.divide(y);
      case MIN -> x.min(y);
      case MAX -> x.max(y);
      case GATED_PRODUCT -> Expr.gated(x, y);
      case MASKED_PRODUCT -> Expr.masked(x, y);
      default -> throw new IllegalArgumentException(op + " is not binary");
    };
  }

  @ParameterizedTest
  @EnumSource(Op.class)
  void binaryOperationsAndChoicesGiveTheBitsOfTheirDefinition(Op op) {
    if (op.arity != 2 && op.arity != 4) {
      return;
    }
    int count = SPECIAL.length;
    double[] x = new double[count * count];
    double[] y = new double[count * count];
    for (int k = 0; k < x.length; k++) {
      x[k] = SPECIAL[k / count];
      y[k] = SPECIAL[k % count];
    }
    Expr a = Expr.input(0);
    Expr b = Expr.input(1);
    Expr root =
        switch (op) {
          case SELECT_LESS -> Expr.where(a.lessThan(b), a.plus(1), b);
          case SELECT_AT_MOST -> Expr.where(a.atMost(b), a, b.plus(1));
          default -> binary(op, a, b);
        };
    Expr[] roots = {root};
    check(roots, new boolean[2], new double[][] {x, y}, x.length);
    for (double number : SPECIAL) {
      check(roots, new boolean[] {true, false}, new double[][] {{number}, SPECIAL}, count);
      check(roots, new boolean[] {false, true}, new double[][] {SPECIAL, {number}}, count);
      check(roots, new boolean[] {true, true}, new double[][] {{number}, {2.5}}, 11);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void randomGraphsGiveTheBitsOfTheirDefinition(long seed) {
    Random random = new Random(seed);
    for (int trial = 0; trial < 60; trial++) {
      boolean[] uniform = {false, false, true, random.nextBoolean(), random.nextBoolean()};
      int size = 5 + random.nextInt(trial % 12 == 0 ? 400 : 50);
      Expr[] roots = randomRoots(random, uniform.length, size);
      int n = 1 + random.nextInt(300);
      boolean tame = random.nextBoolean();
      double[][] columns = new double[uniform.length][];
      for (int k = 0; k < columns.length; k++) {
        columns[k] = tame ? random.doubles(n, -2, 2).toArray() : numbers(random, n);
      }
      check(roots, uniform, columns, n);
    }
  }

  private static Expr[] randomRoots(Random random, int inputs, int size) {
    List<Expr> pool = new ArrayList<>();
    for (int k = 0; k < inputs; k++) {
      pool.add(Expr.input(k));
    }
    pool.add(Expr.constant(random.nextGaussian()));
    pool.add(Expr.constant(2));
    for (int k = 0; k < size; k++) {
      Expr x = pick(random, pool);
      Expr y = pick(random, pool);
      int kind = random.nextInt(20);
      if (kind == 0) {
        pool.add(Expr.where(x.lessThan(y), pick(random, pool), pick(random, pool)));
      } else if (kind == 1) {
        pool.add(Expr.where(x.atLeast(y), pick(random, pool), pick(random, pool)));
      } else if (kind == 2) {
        pool.add(unary(random.nextInt(13), x));
      } else if (kind < 12) {
        pool.add(binary(new Op[] {Op.ADD, Op.SUBTRACT, Op.MULTIPLY}[random.nextInt(3)], x, y));
      } else {
        pool.add(binary(BINARY.get(random.nextInt(BINARY.size())), x, y));
      }
    }
    Expr[] roots = new Expr[1 + random.nextInt(4)];
    for (int k = 0; k < roots.length; k++) {
      roots[k] = k == 0 ? pool.getLast() : pick(random, pool);
    }
    return roots;
  }

  private static Expr unary(int kind, Expr x) {
    return switch (kind) {
      case 0 -> x.exp();
      case 1 -> x.tanh();
      case 2 -> x.logistic();
      case 3 -> x.abs();
      case 4 -> x.negate();
      case 5 -> x.sin();
      case 6 -> x.abs().log();
      case 7 -> x.abs().pow(1.3);
      case 8 -> x.atan();
      case 9 -> x.erf();
      case 10 -> x.abs().log1p();
      case 11 -> x.expm1();
      default -> x.abs().sqrt();
    };
  }

  private static Expr pick(Random random, List<Expr> pool) {
    int recent = Math.min(pool.size(), 12);
    return random.nextBoolean()
        ? pool.get(pool.size() - 1 - random.nextInt(recent))
        : pool.get(random.nextInt(pool.size()));
  }

  @Test
  void formulasAreCompiledInThisBuild() {
    assertThat(LaneSupport.isActive()).as(LaneSupport.reason()).isTrue();
    Expr[] roots = {Expr.input(0).exp()};
    boolean[] varying = {false};
    ValueList values = new ValueList(roots);
    Uniforms uniforms = new Uniforms(values, varying);
    RowKernel kernel = new RowCode(values, uniforms, false, 0).kernel(8);
    assertThat(kernel).isNotNull();
    ValueList same = new ValueList(new Expr[] {Expr.input(0).exp()});
    assertThat(new RowCode(same, new Uniforms(same, varying), false, 0).kernel(8)).isSameAs(kernel);
  }

  @Test
  void bitsAreTheSameWhileTheKernelIsTriedBesideTheProgram() {
    Random random = new Random(3);
    Expr x = Expr.input(0);
    Expr y = Expr.input(1);
    Expr[] roots = {x.exp().times(y), x.tanh().minus(y.square()), x.minus(y).logistic()};
    boolean[] varying = {false, false};
    Program program = new Program(roots, varying, 1000);
    double[][] columns = {random.doubles(700, -3, 3).toArray(), numbers(random, 700)};
    for (int k = 0; k < 300; k++) {
      check(program, roots, varying, columns, 700);
    }
  }

  @Test
  void branchesNotTakenStayOutEvenWhereTheyAreInfinite() {
    Expr x = Expr.input(0);
    Expr root = Expr.where(x.greaterThan(0), x.sqrt(), Expr.constant(0));
    Expr[] adjoint =
        Differentiation.reverse(
            new Expr[] {root}, new Expr[] {Expr.constant(1)}, new boolean[] {true});
    double[] rows = new double[200];
    Arrays.setAll(rows, k -> k % 3 == 0 ? 0 : k);
    Program.Evaluation evaluation = new Program(adjoint, new boolean[1]).evaluation();
    double[] out = new double[rows.length];
    evaluation.input(0, rows, 0);
    evaluation.output(0, out, 0);
    evaluation.run(rows.length);
    for (int k = 0; k < rows.length; k++) {
      assertThat(out[k]).isEqualTo(rows[k] == 0 ? 0 : 0.5 / Math.sqrt(rows[k]));
    }
  }

  @Test
  void comparisonsSeeTheGatedProductWithItsCare() {
    Expr product = Expr.gated(Expr.input(0), Expr.input(1));
    Expr root = Expr.where(product.plus(1).lessThan(2), Expr.constant(5), Expr.constant(7));
    double infinite = Double.POSITIVE_INFINITY;
    double[][] columns = {{0, 0, 1, 2}, {infinite, 3, infinite, 0.1}};
    check(new Expr[] {root}, new boolean[2], columns, 4);
  }
}
