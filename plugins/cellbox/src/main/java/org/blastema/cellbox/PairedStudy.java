package org.blastema.cellbox;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.OdeSolver;
import org.blastema.cellbox.data.BadTable;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.ReferenceNetwork;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.data.SyntheticDesign;
import org.blastema.cellbox.fit.Workers;
import org.blastema.cellbox.neural.BatchedData;
import org.blastema.cellbox.neural.NeuralEquation;
import org.blastema.cellbox.neural.NeuralFit;
import org.blastema.cellbox.neural.SemiMechanisticLoss;
import org.blastema.cellbox.report.Numbers;
import org.blastema.kernel.study.Study;
import org.blastema.kernel.study.Workplace;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;

/**
 * Whether the penalties of {@link SemiMechanisticLoss} help: the neural variant is fitted to the
 * same data from the same start with and without them, again and again. After the idea of Kovačević
 * et al. (arXiv 2501.19178); all formulas are our reading.
 */
final class PairedStudy implements Study {
  /**
   * Configuration.
   *
   * @param network table
   * @param scale of all nodes
   * @param noise standard deviation
   * @param duration of an experiment
   * @param samples of a condition
   * @param perturbed nodes
   * @param train conditions
   * @param validation conditions
   * @param test conditions
   * @param batches of measurement
   * @param batchEffect standard deviation
   * @param controls in a batch
   * @param matched controls
   * @param rest prices
   * @param end price
   * @param pairs number
   * @param learningRate of Adam
   * @param batch conditions in an update
   * @param iterations updates
   * @param steps of the solver
   */
  @Describe(
      "Fits the neural variant of CellBox with and without penalties for states that should be at"
          + " rest, on the same data, and compares the errors. After the idea of arXiv 2501.19178,"
          + " our reading.")
  record Configuration(
      @Describe("Table of the known network that makes the data.") String network,
      @Describe("Scale (alpha) of all its nodes.")
          @Default("0.2")
          @Range(min = 0, exclusiveMin = true)
          double scale,
      @Describe("Standard deviation of the noise on every value.") @Default("0.01") @Range(min = 0)
          double noise,
      @Describe("Time of the last sample.") @Default("20") @Range(min = 0, exclusiveMin = true)
          double duration,
      @Describe("Number of equally spaced samples.") @Default("5") @Range(min = 1) int samples,
      @Describe("Number of nodes perturbed in a condition.") @Default("2") @Range(min = 1)
          int perturbed,
      @Describe("Conditions for training.") @Default("8") @Range(min = 1) int train,
      @Describe("Conditions that prices are chosen by.") @Default("5") @Range(min = 1)
          int validation,
      @Describe("Conditions for the test.") @Default("20") @Range(min = 1) int test,
      @Describe("Batches of measurement.") @Default("1") @Range(min = 1) int batches,
      @Describe("Standard deviation of a batch's shift of a node.") @Default("0") @Range(min = 0)
          double batchEffect,
      @Describe("Control measurements in a batch.") @Default("4") @Range(min = 1) int controls,
      @Describe("Whether responses are relative to controls of their own batch, or of all batches.")
          @Default("true")
          boolean matched,
      @Describe("Prices of controls that move, to choose from by validation; 0.1, 1 and 10.")
          @Range(min = 0, exclusiveMin = true)
          List<Double> rest,
      @Describe("Price of perturbed end states that move.") @Default("0") @Range(min = 0)
          double end,
      @Describe("Number of pairs.") @Default("10") @Range(min = 2) int pairs,
      @Describe("Learning rate of Adam.") @Default("0.01") @Range(min = 0, exclusiveMin = true)
          double learningRate,
      @Describe("Conditions in an update.") @Default("4") @Range(min = 1) int batch,
      @Describe("Updates.") @Default("300") @Range(min = 1) int iterations,
      @Describe("Steps of the classical Runge-Kutta method.") @Default("40") @Range(min = 1)
          int steps)
      implements DesignSettings {}

  private static final long PAIR_SEEDS = 1_000_003;

  private static final Set<String> NUMBERS =
      new LinkedHashSet<>(
          List.of(
              "mse_without",
              "mse_with",
              "difference_mean",
              "difference_error",
              "ratio_geometric",
              "price",
              "improved",
              "pairs",
              "seconds"));

  private final Configuration c;
  private final ReferenceNetwork reference;
  private final SyntheticDesign design;
  private final NeuralEquation equation;
  private final OdeSolver solver;
  private final long seed;

  private PairedStudy(Configuration c, ReferenceNetwork reference, long seed) {
    this.c = c;
    this.reference = reference;
    this.seed = seed;
    this.design = c.design();
    this.equation = new NeuralEquation(reference.nodes().size());
    this.solver = OdeSolver.rungeKutta4(c.steps);
  }

  /**
   * Reads the network.
   *
   * @throws InvalidConfiguration if the table is no network
   */
  static PairedStudy of(Configuration c, BuildContext context) {
    try {
      ReferenceNetwork reference = ReferenceNetwork.read(context.file(c.network), c.network);
      return new PairedStudy(c, reference, context.seed());
    } catch (BadTable e) {
      throw InvalidConfiguration.at("network", e.getMessage());
    }
  }

  @Override
  public Set<String> numbers() {
    return NUMBERS;
  }

  /**
   * The fits of a pair.
   *
   * @param without mean square on the test conditions, without noise, of the fit without penalty
   * @param with the same with every price
   * @param validation mean square on the validation conditions with every price
   */
  private record Pair(double without, double[] with, double[] validation) {}

  @Override
  public Map<String, Double> carryOut(Workplace place) throws IOException, InterruptedException {
    long start = System.nanoTime();
    place.begin("pairs", c.pairs);
    AtomicInteger done = new AtomicInteger();
    List<Pair> pairs;
    try (Workers workers = new Workers(place.threads())) {
      pairs =
          workers.map(
              c.pairs,
              k -> {
                place.requireRunning();
                Pair pair = pair(seed + PAIR_SEEDS * k);
                place.advance(done.incrementAndGet(), "");
                return pair;
              });
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Numbers numbers = numbers(pairs).put("seconds", seconds);
    numbers.write(place.folder());
    Files.writeString(place.folder().resolve("pairs.csv"), table(pairs));
    Files.writeString(place.folder().resolve("report.md"), page(numbers.values()));
    return numbers.values();
  }

  private Pair pair(long pairSeed) throws InterruptedException {
    BatchedData batches = new BatchedData(c.batches, c.batchEffect, c.noise, c.controls, c.matched);
    Experiments data = batches.measure(design.draw(reference, pairSeed), pairSeed);
    Split split = design.split();
    NeuralFit.Options options = new NeuralFit.Options(c.learningRate, c.batch, c.iterations);
    SemiMechanisticLoss plain = new SemiMechanisticLoss(equation, solver, 0, 0);
    NeuralFit.Result without = NeuralFit.fit(plain, data, split, options, pairSeed);
    Experiments test = data.only(split.test());
    Experiments clean =
        new Experiments(
            test.nodes(), test.conditions(), test.inputs(), test.times(), test.clean(), null);
    List<Double> prices = prices();
    double[] with = new double[prices.size()];
    double[] validation = new double[prices.size()];
    for (int k = 0; k < with.length; k++) {
      SemiMechanisticLoss loss = new SemiMechanisticLoss(equation, solver, prices.get(k), c.end);
      NeuralFit.Result result = NeuralFit.fit(loss, data, split, options, pairSeed);
      with[k] = plain.at(clean, result.theta(), null);
      validation[k] = result.validation();
    }
    return new Pair(plain.at(clean, without.theta(), null), with, validation);
  }

  private List<Double> prices() {
    return c.rest.isEmpty() ? List.of(0.1, 1.0, 10.0) : c.rest;
  }

  /** The price for all pairs: that with the least geometric mean of the validation errors. */
  private static int chosen(List<Pair> pairs) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < pairs.getFirst().validation.length; k++) {
      double sum = 0;
      for (Pair pair : pairs) {
        sum += Elementary.log(pair.validation[k]);
      }
      if (sum < least) {
        least = sum;
        best = k;
      }
    }
    return best;
  }

  private Numbers numbers(List<Pair> pairs) {
    int price = chosen(pairs);
    double without = 0;
    double with = 0;
    double ratio = 0;
    int improved = 0;
    for (Pair pair : pairs) {
      without += pair.without / pairs.size();
      with += pair.with[price] / pairs.size();
      improved += pair.with[price] < pair.without ? 1 : 0;
      ratio += Elementary.log(pair.with[price] / pair.without) / pairs.size();
    }
    double mean = with - without;
    double squares = 0;
    for (Pair pair : pairs) {
      double off = pair.with[price] - pair.without - mean;
      squares += off * off;
    }
    return new Numbers()
        .put("mse_without", without)
        .put("mse_with", with)
        .put("difference_mean", mean)
        .put("difference_error", Math.sqrt(squares / (pairs.size() - 1.0) / pairs.size()))
        .put("ratio_geometric", Elementary.exp(ratio))
        .put("price", prices().get(price))
        .put("improved", improved)
        .put("pairs", pairs.size());
  }

  private String table(List<Pair> pairs) {
    StringBuilder text = new StringBuilder("pair,mse without");
    prices().forEach(price -> text.append(",mse with price ").append(price));
    for (int k = 0; k < pairs.size(); k++) {
      text.append('\n').append(k + 1).append(',').append(pairs.get(k).without);
      for (double with : pairs.get(k).with) {
        text.append(',').append(with);
      }
    }
    return text.append('\n').toString();
  }

  private String page(Map<String, Double> numbers) {
    StringBuilder text =
        new StringBuilder("# The neural variant with and without penalties for states at rest\n\n");
    text.append(
        "After the idea of arXiv 2501.19178; all formulas are our reading. Known network: %s. %d pairs of fits, each pair on its own data and from its own start; %d training conditions in %d batches (shift %s), noise %s; seed %d.\n\n"
            .formatted(c.network, c.pairs, c.train, c.batches, c.batchEffect, c.noise, seed));
    text.append("| number | value |\n|---|---|\n");
    numbers.forEach(
        (name, value) -> text.append(String.format(Locale.ROOT, "| %s | %.5g |%n", name, value)));
    text.append(
        """

        `mse` is the mean square error on the test conditions against responses without noise, `difference` the one with penalties less the
        one without, `improved` the number of pairs in which it is negative. One price for all
        pairs is chosen by the validation conditions; `ratio_geometric` is the geometric mean of the ratios of the errors.
        """);
    return text.toString();
  }
}
