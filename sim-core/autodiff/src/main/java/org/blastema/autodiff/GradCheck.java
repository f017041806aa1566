package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * Compares derivatives with differences of the function itself, for tests of new formulas,
 * primitives and models.
 *
 * <p>Differences are central, at sixteen step sizes from a quarter of a number's size downward, and
 * extrapolated; their own uncertainty is reported beside them. A derivative passes if it agrees
 * with the difference within the tolerance, not counting the difference's uncertainty, and if that
 * uncertainty is small enough to tell.
 */
public final class GradCheck {
  /** Numbers smaller than this are moved as if they were this large. */
  private static final double SMALLEST_SCALE = 1e-3;

  /** Entries smaller than this part of the largest one are compared as if they were that large. */
  private static final double SMALL_ENTRY = 1e-3;

  /** An uncertainty of this many times the rounding noise is still as good as differences get. */
  private static final double NOISE_LIMIT = 1e3;

  private static final int LONGEST_TABLE = 40;

  /**
   * One comparison.
   *
   * @param name which derivative
   * @param derivative what differentiation gives
   * @param difference what differences give
   * @param uncertainty of the difference
   * @param noise the part of it that is due to rounding
   * @param relativeError disagreement beyond the uncertainty, relative to the larger of the two or
   *     to a thousandth of the largest entry
   */
  public record Entry(
      String name,
      double derivative,
      double difference,
      double uncertainty,
      double noise,
      double relativeError) {}

  private final String title;
  private final List<Entry> entries;
  private final double scale;

  private GradCheck(String title, List<Entry> raw) {
    this.title = title;
    double largest = 0;
    for (Entry e : raw) {
      double size = Math.max(Math.abs(e.derivative), Math.abs(e.difference));
      largest = size > largest && size < Double.POSITIVE_INFINITY ? size : largest;
    }
    this.scale = SMALL_ENTRY * largest;
    this.entries = raw.stream().map(this::judged).toList();
  }

  private Entry judged(Entry e) {
    double excess = Math.abs(e.derivative - e.difference) - e.uncertainty;
    double error = excess <= 0 ? 0 : excess / size(e);
    return new Entry(e.name, e.derivative, e.difference, e.uncertainty, e.noise, error);
  }

  private double size(Entry e) {
    return Math.max(scale, Math.max(Math.abs(e.derivative), Math.abs(e.difference)));
  }

  /**
   * A derivative that is to be checked.
   *
   * @param name which derivative
   * @param derivative what differentiation gives
   * @param along the function of a displacement in the direction of the derivative, where a
   *     displacement of 1 is one at which it may change a lot
   */
  public record Claim(String name, double derivative, DoubleUnaryOperator along) {}

  /**
   * Checks derivatives however they were found.
   *
   * @param title what they are derivatives of
   */
  public static GradCheck of(String title, List<Claim> claims) {
    return new GradCheck(
        title,
        claims.stream()
            .map(c -> entry(c.name, c.derivative, StepSizeStudy.of(c.along, 1)))
            .toList());
  }

  /**
   * Checks the gradient of a scalar by every entry of every argument.
   *
   * @param function takes as many arrays as the point has; evaluated with and without a tape
   * @param point where
   * @throws IllegalArgumentException if the result is not a scalar
   */
  public static GradCheck function(Function<Var[], Var> function, Var... point) {
    Tape tape = new Tape();
    Var[] inputs = Arrays.stream(point).map(p -> tape.input(p.stopGradient())).toArray(Var[]::new);
    Var result = function.apply(inputs);
    if (result.size() != 1) {
      throw new IllegalArgumentException(
          "the gradient of " + result.rows() + " x " + result.columns() + " numbers");
    }
    tape.seed(result, 1);
    tape.sweep();
    List<Entry> raw = new ArrayList<>();
    for (int a = 0; a < point.length; a++) {
      double[] adjoint = tape.adjoint(inputs[a]);
      for (int k = 0; k < adjoint.length; k++) {
        int argument = a;
        int entry = k;
        StepSizeStudy study =
            StepSizeStudy.of(
                h -> function.apply(moved(point, argument, entry, h)).item(),
                Math.max(SMALLEST_SCALE, Math.abs(point[a].data()[k])));
        String name = a + "[" + k % point[a].rows() + "," + k / point[a].rows() + "]";
        raw.add(entry(name, adjoint[k], study));
      }
    }
    return new GradCheck("gradient", raw);
  }

  private static Var[] moved(Var[] point, int argument, int entry, double h) {
    Var[] arrays = Arrays.stream(point).map(Var::stopGradient).toArray(Var[]::new);
    double[] data = point[argument].toArray();
    data[entry] += h;
    arrays[argument] = Var.of(point[argument].rows(), point[argument].columns(), data);
    return arrays;
  }

  private static Entry entry(String name, double derivative, StepSizeStudy study) {
    return new Entry(
        name, derivative, study.derivative(), study.uncertainty(), study.noise(), Double.NaN);
  }

  /**
   * Checks forward and reverse mode of a formula at random points in random directions.
   *
   * @param points how many
   * @param low least value of every input column
   * @param high largest value of every input column
   * @param seed of the random numbers
   */
  public static GradCheck formula(Formula formula, int points, double low, double high, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[points][];
    for (int p = 0; p < points; p++) {
      rows[p] = random.doubles(inputWidth(formula), low, high).toArray();
    }
    return formula(formula, seed + 1, rows);
  }

  /**
   * Checks forward and reverse mode of a formula at given points in random directions.
   *
   * @param seed of the random numbers
   * @param rows points, each all input columns in order
   */
  public static GradCheck formula(Formula formula, long seed, double[]... rows) {
    Random random = new Random(seed);
    Formula jvp = formula.jvp();
    Formula vjp = formula.vjp();
    List<Entry> raw = new ArrayList<>();
    for (int p = 0; p < rows.length; p++) {
      double[] at = rows[p];
      double[] direction = random.doubles(at.length, -1, 1).toArray();
      for (int k = 0; k < at.length; k++) {
        direction[k] *= Math.max(SMALLEST_SCALE, Math.abs(at[k]));
      }
      double[] weights = random.doubles(formula.outputWidth(), -1, 1).toArray();
      double forward = dot(weights, jvp.evaluate(joined(at, direction)));
      double reverse = dot(direction, vjp.evaluate(joined(at, weights)));
      StepSizeStudy study =
          StepSizeStudy.of(h -> dot(weights, formula.evaluate(displaced(at, direction, h))), 1);
      raw.add(entry("point " + p + " forward", forward, study));
      raw.add(entry("point " + p + " reverse", reverse, study));
    }
    return new GradCheck(formula.name(), raw);
  }

  private static int inputWidth(Formula formula) {
    return formula.inputs().stream().mapToInt(Port::width).sum();
  }

  private static double[] joined(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static double[] displaced(double[] at, double[] direction, double h) {
    double[] there = at.clone();
    for (int k = 0; k < there.length; k++) {
      there[k] += h * direction[k];
    }
    return there;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /**
   * All comparisons, in the order of the arguments and column after column, or point after point.
   */
  public List<Entry> entries() {
    return entries;
  }

  /** The largest relative error; NaN if one is. */
  public double worst() {
    double worst = 0;
    for (Entry e : entries) {
      worst = Math.max(worst, e.relativeError);
    }
    return worst;
  }

  /**
   * Fails unless all derivatives agree with differences.
   *
   * @param tolerance largest relative error
   * @return this
   * @throws AssertionError with a table of the comparisons
   */
  public GradCheck assertPasses(double tolerance) {
    long failed = entries.stream().filter(e -> !passes(e, tolerance)).count();
    if (failed > 0) {
      throw new AssertionError(
          failed
              + " of "
              + entries.size()
              + " derivatives fail at tolerance "
              + tolerance
              + "\n"
              + table(tolerance, entries.size() <= LONGEST_TABLE));
    }
    return this;
  }

  private boolean passes(Entry e, double tolerance) {
    boolean conclusive =
        e.uncertainty <= tolerance * size(e) || e.uncertainty <= NOISE_LIMIT * e.noise;
    return e.relativeError <= tolerance && conclusive;
  }

  private String table(double tolerance, boolean all) {
    StringBuilder text = new StringBuilder(title).append('\n');
    text.append(line("", "derivative", "difference", "uncertainty", "error", ""));
    int shown = 0;
    for (Entry e : entries) {
      boolean passes = passes(e, tolerance);
      if ((all || !passes) && shown++ < LONGEST_TABLE) {
        text.append(
            line(
                e.name,
                number("%.12g", e.derivative),
                number("%.12g", e.difference),
                number("%.1e", e.uncertainty),
                number("%.1e", e.relativeError),
                passes ? "" : e.relativeError <= tolerance ? "  cannot tell" : "  differs"));
      }
    }
    int left = entries.size() - Math.min(shown, LONGEST_TABLE);
    if (left > 0) {
      text.append(left).append(" more not shown\n");
    }
    return text.toString();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String line(
      String name,
      String derivative,
      String difference,
      String uncertainty,
      String error,
      String verdict) {
    return String.format(
        Locale.ROOT,
        "%-18s %20s %20s %12s %10s%s%n",
        name,
        derivative,
        difference,
        uncertainty,
        error,
        verdict);
  }

  /** The table of all comparisons. */
  @Override
  public String toString() {
    return table(Double.MAX_VALUE, true);
  }
}
