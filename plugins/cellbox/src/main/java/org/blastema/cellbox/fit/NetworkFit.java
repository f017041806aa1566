package org.blastema.cellbox.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.NumericalFailure;
import org.blastema.cellbox.data.Draws;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Variant;

/**
 * A second-order fit of a whole network to time courses: Gauss-Newton with a growing horizon from
 * an empty network, then penalties and pruning chosen by the error on conditions that were left
 * out, then a fit to all known conditions with what was chosen. The price of a weight is given in
 * units of the noise's variance, which is estimated.
 */
public final class NetworkFit {
  private static final double FIRST_NOISE = 0.02;
  private static final double FIRST_SCALE = 0.505;
  private static final double SMOOTHING = 1e-3;
  private static final double NO_PRICE = 1e-3;
  private static final double ROUNDING = 1e-9;
  private static final double CLEARLY = 2;
  private static final int PRUNING_ROUNDS = 5;
  private static final int START_STREAM = 8;
  private static final double START_SPREAD = 0.5;

  /**
   * Options.
   *
   * @param penalties prices of a weight to choose from
   * @param ties how strongly scales are drawn together, to choose from, in units of the variance
   *     over the square of the scale
   * @param diagonal share of the price for self loops
   * @param prunings numbers of standard errors below which edges are dropped, to choose from; 0
   *     drops none
   * @param folds number of folds; 0 uses the split's validation conditions
   * @param horizons samples that count, stage by stage
   * @param method of the solver
   * @param longest longest solver step
   * @param restarts number of starts, of which the one whose fit to the training conditions
   *     predicts the validation conditions best goes on
   */
  public record Options(
      List<Double> penalties,
      List<Double> ties,
      double diagonal,
      List<Double> prunings,
      int folds,
      List<Integer> horizons,
      FixedSteps method,
      double longest,
      int restarts) {}

  /**
   * A choice and its error.
   *
   * @param price of a weight
   * @param tie of the scales
   * @param pruning standard errors
   * @param error mean square on conditions left out
   */
  public record Candidate(double price, double tie, double pruning, double error) {}

  /**
   * What was found.
   *
   * @param network the network
   * @param kept for every weight, whether it is an edge of the network
   * @param errors standard error of every weight by Laplace's approximation; of dropped edges, the
   *     one before they were dropped
   * @param noise estimated standard deviation of the noise
   * @param chosen the choice
   * @param candidates all that was compared
   */
  public record Result(
      Network network,
      boolean[] kept,
      double[] errors,
      double noise,
      Candidate chosen,
      List<Candidate> candidates) {}

  /** Is told how many candidates were compared. */
  @FunctionalInterface
  public interface Watcher {
    /** So many are done. */
    void advance(int candidates) throws InterruptedException;
  }

  private final Experiments data;
  private final Split split;
  private final Options options;
  private final Workers workers;
  private final Watcher watcher;
  private final long seed;
  private final boolean[] allowed;
  private final int nodes;
  private final List<int[][]> folds = new ArrayList<>();
  private double variance;

  /**
   * A fit of the standard variant with decay 1.
   *
   * @param allowed edges that the network may have, row by row
   */
  public NetworkFit(
      Experiments data,
      Split split,
      Options options,
      boolean[] allowed,
      Workers workers,
      Watcher watcher,
      long seed) {
    this.data = data;
    this.seed = seed;
    this.allowed = allowed.clone();
    this.split = split;
    this.options = options;
    this.workers = workers;
    this.watcher = watcher;
    this.nodes = data.nodes().size();
    folds();
  }

  private void folds() {
    if (options.folds == 0) {
      folds.add(new int[][] {split.train(), split.validation()});
      return;
    }
    int[] known = split.known();
    for (int f = 0; f < options.folds; f++) {
      List<Integer> rest = new ArrayList<>();
      List<Integer> out = new ArrayList<>();
      for (int k = 0; k < known.length; k++) {
        (k % options.folds == f ? out : rest).add(known[k]);
      }
      folds.add(
          new int[][] {
            rest.stream().mapToInt(k -> k).toArray(), out.stream().mapToInt(k -> k).toArray()
          });
    }
  }

  private LeastSquares problem(int[] conditions, Workers some) {
    return new LeastSquares(
        data.only(conditions), Variant.STANDARD, options.method, options.longest, some);
  }

  /** Fits. */
  public Result fit() throws InterruptedException {
    int[] known = split.known();
    LeastSquares problem = problem(known, workers);
    Coordinates at = coordinates(allowed);
    int samples = data.samples();
    variance = Math.pow(FIRST_NOISE * Scores.rootMeanSquare(problem.data()), 2);
    LevenbergMarquardt descent = new LevenbergMarquardt(problem, at);
    LevenbergMarquardt.Minimum pilot =
        options.restarts > 1
            ? descent.minimize(chosenStart(at), penalty(1, 0), samples, 40, 1e-3)
            : grown(problem, at, start(at, 0));
    double[] theta = pilot.theta();
    for (int pass = 0; pass < 2; pass++) {
      variance = variance(problem, at, pilot);
      pilot = descent.refine(theta, penalty(1, 0), samples, 40, 1e-4);
      theta = pilot.theta();
    }
    List<Trial> trials = new ArrayList<>();
    for (double tie : options.ties) {
      double[] from = theta;
      for (double price : options.penalties) {
        from = descent.refine(from, penalty(price, tie), samples, 20, 1e-4).theta();
        trials.addAll(leftOut(price, tie, from));
        watcher.advance(trials.size());
      }
    }
    return result(problem, at, Trial.chosen(trials), trials.stream().map(Trial::choice).toList());
  }

  /**
   * A candidate with what it was chosen by.
   *
   * @param choice the candidate
   * @param theta fit to all known conditions
   * @param squares mean square of every condition that was left out
   */
  private record Trial(Candidate choice, double[] theta, double[] squares) {
    /**
     * The trial with the least error among those with the strongest tie that does not do clearly
     * worse than the best of all: by no more than two standard errors of the difference over the
     * conditions (after the rule of Breiman et al. 1984). Free scales resemble self loops, so that
     * scales differ must show in the data.
     */
    static Trial chosen(List<Trial> trials) {
      Trial best = least(trials);
      double strongest =
          trials.stream()
              .filter(t -> t.isAsGoodAs(best))
              .mapToDouble(t -> t.choice.tie)
              .max()
              .orElse(best.choice.tie);
      return least(trials.stream().filter(t -> t.choice.tie == strongest).toList());
    }

    private static Trial least(List<Trial> trials) {
      return trials.stream()
          .reduce((a, b) -> b.choice.error < a.choice.error ? b : a)
          .orElseThrow(() -> new NumericalFailure("fit of a network: nothing to choose from", -1));
    }

    private boolean isAsGoodAs(Trial best) {
      int count = squares.length;
      double mean = 0;
      for (int k = 0; k < count; k++) {
        mean += (squares[k] - best.squares[k]) / count;
      }
      double variance = 0;
      for (int k = 0; k < count; k++) {
        variance += Math.pow(squares[k] - best.squares[k] - mean, 2) / Math.max(1, count - 1);
      }
      return mean <= CLEARLY * Math.sqrt(variance / count);
    }
  }

  /** Fits to few samples first, then to more and more of them. */
  private LevenbergMarquardt.Minimum grown(LeastSquares problem, Coordinates at, double[] start)
      throws InterruptedException {
    LevenbergMarquardt descent = new LevenbergMarquardt(problem, at);
    LevenbergMarquardt.Minimum pilot = null;
    double[] theta = start;
    for (int horizon : options.horizons) {
      pilot = descent.minimize(theta, penalty(1, 0), Math.min(horizon, data.samples()), 40, 1e-3);
      theta = pilot.theta();
    }
    return pilot;
  }

  /** An empty network, then random ones. */
  private double[] start(Coordinates at, int number) {
    double[] weights = new double[nodes * nodes];
    Draws draws = new Draws(seed, START_STREAM + 16 * number);
    for (int k = 0; number > 0 && k < weights.length; k++) {
      weights[k] = START_SPREAD * draws.gaussian();
    }
    return at.of(Network.of(nodes, weights, FIRST_SCALE));
  }

  /**
   * What the training conditions alone give from the start that the validation prefers. All starts
   * are tried: two that come to the same minimum may both be lost.
   */
  private double[] chosenStart(Coordinates at) throws InterruptedException {
    LeastSquares train = problem(split.train(), workers);
    LeastSquares validation = problem(split.validation(), workers);
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < options.restarts; k++) {
      double[] theta = grown(train, at, start(at, k)).theta();
      double error = validation.squares(at.network(theta), data.samples());
      if (best == null || error < least) {
        best = theta;
        least = error;
      }
    }
    return best;
  }

  private Result result(
      LeastSquares problem, Coordinates at, Trial chosen, List<Candidate> candidates)
      throws InterruptedException {
    int samples = data.samples();
    Candidate best = chosen.choice;
    LevenbergMarquardt.Minimum full =
        new LevenbergMarquardt(problem, at)
            .minimize(chosen.theta, penalty(best.price, best.tie), samples, 40, 1e-7);
    double[] all = new double[nodes * nodes];
    spread(errors(full), at, all);
    Pruned fit = pruned(problem, new Pruned(at, full, allowed), best.pruning, best.tie, 1e-7);
    spread(errors(fit.minimum), fit.at, all);
    Network network = fit.at.network(fit.minimum.theta());
    return new Result(network, fit.kept, all, Math.sqrt(variance), best, candidates);
  }

  /** Puts numbers of coordinates into the places of the weights. */
  private static void spread(double[] some, Coordinates at, double[] all) {
    for (int k = 0; k < some.length; k++) {
      if (at.isWeight(k)) {
        all[at.places()[k]] = some[k];
      }
    }
  }

  /** A fit of some of the edges. */
  private record Pruned(Coordinates at, LevenbergMarquardt.Minimum minimum, boolean[] kept) {}

  /** Drops edges that are few standard errors from 0 and fits the others, until none is dropped. */
  private Pruned pruned(
      LeastSquares problem, Pruned full, double pruning, double tie, double tolerance)
      throws InterruptedException {
    Pruned fit = full;
    for (int round = 0; pruning > 0 && round < PRUNING_ROUNDS; round++) {
      boolean[] kept = kept(fit, pruning);
      if (round > 0 && Arrays.equals(kept, fit.kept)) {
        return fit;
      }
      Coordinates fewer = coordinates(kept);
      double[] start = fewer.of(fit.at.network(fit.minimum.theta()));
      fit =
          new Pruned(
              fewer,
              new LevenbergMarquardt(problem, fewer)
                  .refine(start, penalty(NO_PRICE, tie), data.samples(), 20, tolerance),
              kept);
    }
    return fit;
  }

  private Coordinates coordinates(boolean[] edges) {
    return Coordinates.of(Network.of(nodes, new double[nodes * nodes], FIRST_SCALE), edges, false);
  }

  private Penalty penalty(double price, double tie) {
    return new Penalty(price * variance, options.diagonal, tie * variance, SMOOTHING);
  }

  /** Residual variance, with the number of effective parameters taken off. */
  private double variance(LeastSquares problem, Coordinates at, LevenbergMarquardt.Minimum m) {
    Cholesky factor = Cholesky.ofRaised(m.normal(), ROUNDING);
    double effective = at.count();
    if (factor.isDefinite()) {
      double[][] inverse = factor.inverse();
      effective = 0;
      for (int p = 0; p < inverse.length; p++) {
        for (int q = 0; q < inverse.length; q++) {
          effective += inverse[p][q] * (p <= q ? m.data()[p][q] : m.data()[q][p]);
        }
      }
    }
    int numbers = problem.numbers(data.samples());
    return m.squares() / Math.max(numbers - effective, 0.2 * numbers);
  }

  private double[] errors(LevenbergMarquardt.Minimum m) {
    double[] errors = new double[m.theta().length];
    Cholesky factor = Cholesky.ofRaised(m.normal(), ROUNDING);
    if (!factor.isDefinite()) {
      Arrays.fill(errors, Double.NaN);
      return errors;
    }
    double[][] inverse = factor.inverse();
    for (int k = 0; k < errors.length; k++) {
      errors[k] = Math.sqrt(variance * inverse[k][k]);
    }
    return errors;
  }

  private boolean[] kept(Pruned fit, double pruning) {
    double[] errors = errors(fit.minimum);
    boolean[] kept = new boolean[nodes * nodes];
    for (int k = 0; k < errors.length; k++) {
      if (fit.at.isWeight(k)) {
        kept[fit.at.places()[k]] = Math.abs(fit.minimum.theta()[k]) > pruning * errors[k];
      }
    }
    return kept;
  }

  /** The mean square on conditions left out, for every pruning, which is done without them. */
  private List<Trial> leftOut(double price, double tie, double[] start)
      throws InterruptedException {
    Coordinates at = coordinates(allowed);
    List<double[][]> squares =
        workers.map(
            folds.size(),
            k -> {
              try (Workers alone = new Workers(1)) {
                return leftOut(folds.get(k), price, tie, at, start, alone);
              }
            });
    List<Trial> trials = new ArrayList<>();
    for (int k = 0; k < options.prunings.size(); k++) {
      int pruning = k;
      double[] all = squares.stream().flatMapToDouble(f -> Arrays.stream(f[pruning])).toArray();
      double error = Arrays.stream(all).average().orElse(Double.NaN);
      trials.add(new Trial(new Candidate(price, tie, options.prunings.get(k), error), start, all));
    }
    return trials;
  }

  /** The mean squares of the conditions that a fold leaves out, prunings by conditions. */
  private double[][] leftOut(
      int[][] fold, double price, double tie, Coordinates at, double[] start, Workers alone)
      throws InterruptedException {
    LeastSquares rest = problem(fold[0], alone);
    LevenbergMarquardt.Minimum m =
        new LevenbergMarquardt(rest, at)
            .refine(start, penalty(price, tie), data.samples(), 8, 1e-4);
    Pruned full = new Pruned(at, m, allowed);
    double[][] squares = new double[options.prunings.size()][fold[1].length];
    for (int k = 0; k < squares.length; k++) {
      Pruned fit = pruned(rest, full, options.prunings.get(k), tie, 1e-4);
      Network network = fit.at.network(fit.minimum.theta());
      for (int c = 0; c < fold[1].length; c++) {
        LeastSquares out = problem(new int[] {fold[1][c]}, alone);
        squares[k][c] = out.squares(network, data.samples()) / out.numbers(data.samples());
      }
    }
    return squares;
  }

  /** Samples that count, stage by stage: few at first, so that no fit is lost on a long course. */
  public static List<Integer> horizons(int samples) {
    return samples <= 6
        ? List.of(1, Math.min(2, samples), Math.min(3, samples), samples)
        : List.of(2, 4, samples);
  }
}
