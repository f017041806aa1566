package org.blastema.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompiledFunctionTest {
  /**
   * Sums of some ten terms of size 1 are taken in another order, and products rounded with them:
   * some ten units of the last place, which the few operations that follow enlarge little.
   */
  private static final double ROUNDING = 1e-11;

  /** None, some and all of jammed vectors, single vectors and single iterations are left over. */
  private static final int[] ROWS = {1, 3, 4, 6, 8, 15, 16, 17, 19, 20, 23, 32, 37, 44, 70};

  /** Code without contractions and lanes must have the bits of the interpreter. */
  @Test
  void exactCodeHasTheBitsOfTheInterpreter() {
    for (long seed = 0; seed < 150; seed++) {
      compare(seed, Mode.EXACT, 0);
    }
  }

  @Test
  void fastCodeAgreesWithTheInterpreter() {
    for (long seed = 1000; seed < 1150; seed++) {
      compare(seed, Mode.BEST, ROUNDING);
    }
  }

  private static void compare(long seed, Mode mode, double tolerance) {
    Function function = RandomProgram.draw(seed);
    CompiledFunction compiled = CompiledFunction.of(function, mode);
    Frame frame = compiled.newFrame();
    for (int run = 0; run < 3; run++) {
      List<Object> arguments = RandomProgram.arguments(3 * seed + run);
      List<Object> expected = Interpreter.run(function, arguments);
      List<Object> found = compiled.run(frame, arguments);
      for (int k = 0; k < expected.size(); k++) {
        String what = "seed %d, run %d, result %d".formatted(seed, run, k);
        compare(what, Contents.of(found.get(k)), Contents.of(expected.get(k)), tolerance);
      }
    }
  }

  private static void compare(String what, Contents found, Contents expected, double tolerance) {
    if (tolerance == 0) {
      assertThat(found).as(what).isEqualTo(expected);
      return;
    }
    assertThat(found.extents()).as(what).isEqualTo(expected.extents());
    for (int k = 0; k < expected.entries().size(); k++) {
      double wanted = expected.entries().get(k);
      assertThat(found.entries().get(k))
          .as(what)
          .isCloseTo(wanted, within(tolerance * (1 + Math.abs(wanted))));
    }
  }

  @Test
  void wrongIndicesAreFoundByCompiledCode() {
    ArrayFormula formula =
        ArrayFormula.trace(
            "outside",
            List.of(ArrayPort.reals("x", 2)),
            in -> {
              Reals x = in.reals("x");
              return Outputs.of(
                  "value",
                  Real.sum(
                      x.extent(0), i -> Real.sum(x.extent(1), j -> x.at(i, j.plus(1)).times(2))));
            });
    Evaluation evaluation = formula.evaluation().set("x", new double[60], 6, 10);
    assertThatThrownBy(evaluation::run)
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("index 10 in a direction of 10");
  }

  /**
   * Rows of one array per lane, entries common to all lanes, best candidates and scattered sums.
   */
  @Test
  void lanesAgreeWithTheInterpreterOnRowsAndTheirAdjoints() {
    ArrayFormula nearest =
        ArrayFormula.trace(
            "nearest",
            List.of(ArrayPort.reals("p", 2), ArrayPort.reals("c", 2)),
            in -> {
              Reals p = in.reals("p");
              Reals c = in.reals("c");
              return Outputs.of(
                  "value",
                  Real.sum(
                      p.extent(0),
                      i ->
                          Real.min(c.extent(0), j -> distance(p, c, i, j))
                              .plus(
                                  Real.logSumExp(
                                      Reals.build(
                                          c.extent(0), j -> distance(p, c, i, j).negate())))));
            });
    for (int rows : ROWS) {
      RealArray points = numbers(rows, rows, 5);
      RealArray centers = numbers(100 + rows, 6, 5);
      List<Object> arguments = List.of(rows, 5, points, 6, 5, centers);
      agree(nearest.function(), arguments);
      agree(nearest.gradient("p", "c").function(), arguments);
    }
  }

  /** Choices, arrays and triangular sums of their own in iterations of which several run jammed. */
  @Test
  void jammedVectorsAgreeWithTheInterpreter() {
    ArrayFormula triangles =
        ArrayFormula.trace(
            "triangles",
            List.of(ArrayPort.reals("p", 2), ArrayPort.reals("c", 2)),
            in -> {
              Reals p = in.reals("p");
              Reals c = in.reals("c");
              return Outputs.of(
                  "value",
                  Real.sum(
                      p.extent(0),
                      i ->
                          Real.sum(
                              c.extent(0),
                              r -> {
                                Reals moved =
                                    Reals.build(
                                        p.extent(1),
                                        j -> p.at(i, j).minus(c.at(r, j)).times(i.toReal()));
                                Real inner =
                                    Real.sum(
                                        p.extent(1),
                                        k ->
                                            Real.sum(k.plus(1), j -> c.at(r, j).times(moved.at(j)))
                                                .square());
                                return Real.choose(
                                    p.at(i, Index.constant(0)).isLess(c.at(r, Index.constant(1))),
                                    () -> inner.times(c.at(r, Index.constant(0))),
                                    () -> inner.plus(moved.at(1)).tanh());
                              })));
            });
    for (int rows : ROWS) {
      List<Object> arguments =
          List.of(rows, 5, numbers(rows, rows, 5), 6, 5, numbers(50 + rows, 6, 5));
      agree(triangles.function(), arguments);
      agree(triangles.gradient("p", "c").function(), arguments);
      agree(triangles.gradient("c").function(), arguments);
    }
  }

  /** What is special about the first entries of a grid is run before its inside. */
  @Test
  void peeledIterationsAgreeWithTheInterpreter() {
    ArrayFormula stencil =
        ArrayFormula.trace(
            "stencil",
            List.of(ArrayPort.reals("x", 1)),
            in -> {
              Reals x = in.reals("x");
              Reals y =
                  Reals.build(
                      x.length(),
                      i ->
                          Real.choose(
                              i.isEqual(0),
                              () -> x.at(0).exp(),
                              () -> x.at(i).times(x.at(i.minus(1)))));
              Reals z =
                  Reals.build(
                      x.length(),
                      i ->
                          Real.choose(
                                  i.isLess(Index.constant(2)),
                                  () -> y.at(i),
                                  () -> y.at(i.minus(2)).minus(x.at(i)))
                              .plus(
                                  Real.choose(
                                      Index.constant(0).isLess(i),
                                      () -> x.at(i),
                                      () -> Real.constant(3))));
              return Outputs.of("value", z.dot(z));
            });
    for (int n = 0; n < 23; n++) {
      RealArray x = new RealArray(numbers(n, n, 1).data(), 0, new int[] {n});
      agree(stencil.function(), List.of(n, x));
      agree(stencil.gradient("x").function(), List.of(n, x));
    }
  }

  private static Real distance(Reals p, Reals c, Index i, Index j) {
    return Real.sum(p.extent(1), k -> p.at(i, k).minus(c.at(j, k)).square());
  }

  private static RealArray numbers(long seed, int rows, int columns) {
    double[] data = new Random(seed).doubles((long) rows * columns, -1, 1).toArray();
    return new RealArray(data, 0, new int[] {rows, columns});
  }

  private static void agree(Function function, List<Object> arguments) {
    CompiledFunction compiled = CompiledFunction.of(function, Mode.BEST);
    List<Object> expected = Interpreter.run(function, arguments);
    List<Object> found = compiled.run(compiled.newFrame(), arguments);
    for (int k = 0; k < expected.size(); k++) {
      compare(
          function.name() + ", result " + k,
          Contents.of(found.get(k)),
          Contents.of(expected.get(k)),
          ROUNDING);
    }
  }

  /** More straight code than a method can hold. */
  @Test
  void interpretsWhatIsTooLarge() {
    ArrayFormula formula =
        ArrayFormula.trace(
            "large",
            List.of(ArrayPort.real("x")),
            in -> {
              Real y = in.real("x");
              Real sum = y;
              for (int k = 0; k < 9000; k++) {
                y = y.plus(1.0 / (k + 3)).times(in.real("x"));
                sum = sum.plus(y.square());
              }
              return Outputs.of("value", sum);
            });
    double found = formula.evaluation().set("x", 0.5).run().real("value");
    assertThat(formula.function().compiled()).isNull();
    Object expected = Interpreter.run(formula.function(), List.of(0.5)).getFirst();
    assertThat(found).isCloseTo((Double) expected, within(1e-8));
  }
}
