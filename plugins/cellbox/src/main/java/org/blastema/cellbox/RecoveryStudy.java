package org.blastema.cellbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blastema.cellbox.data.BadTable;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.ReferenceNetwork;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.data.SyntheticDesign;
import org.blastema.cellbox.fit.DirectFit;
import org.blastema.cellbox.fit.FirstOrderFit;
import org.blastema.cellbox.fit.NetworkFit;
import org.blastema.cellbox.fit.Prediction;
import org.blastema.cellbox.fit.Scores;
import org.blastema.cellbox.fit.Workers;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.report.LearnedNetwork;
import org.blastema.cellbox.report.Numbers;
import org.blastema.kernel.study.Study;
import org.blastema.kernel.study.Workplace;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;

/**
 * Learns a network from synthetic experiments on a known one (Ji et al., arXiv 2104.06467) and
 * compares the two.
 */
final class RecoveryStudy implements Study {
  /** How the network is learned. */
  enum Method {
    /** Gauss-Newton with a growing horizon; penalties and pruning chosen by cross-validation. */
    @Describe("Gauss-Newton with a growing horizon; penalty and pruning chosen on data left out.")
    SECOND_ORDER,
    /** The published recipe: Adam, one condition at a time. */
    @Describe("The published recipe: Adam, one condition at a time, until validation stops it.")
    FIRST_ORDER
  }

  /**
   * Configuration.
   *
   * @param network table of the known network
   * @param scale of all nodes
   * @param noise standard deviation
   * @param duration of an experiment
   * @param samples of a condition
   * @param perturbed nodes perturbed in a condition
   * @param train conditions
   * @param validation conditions
   * @param test conditions
   * @param everyNode whether every node is perturbed in training
   * @param method how the network is learned
   * @param secondOrder settings of it
   * @param firstOrder settings of it
   */
  @Describe(
      "Learns a CellBox network from synthetic experiments on a known network and compares the two.")
  record Configuration(
      @Describe("Table of the known network: a header with the nodes' names, then W row by row.")
          String network,
      @Describe("Scale (alpha) of all nodes.") @Default("0.2") @Range(min = 0, exclusiveMin = true)
          double scale,
      @Describe("Standard deviation of the noise on every value.") @Default("0.01") @Range(min = 0)
          double noise,
      @Describe("Time of the last sample.") @Default("20") @Range(min = 0, exclusiveMin = true)
          double duration,
      @Describe("Number of equally spaced samples of a condition.") @Default("5") @Range(min = 1)
          int samples,
      @Describe("Number of nodes perturbed in a condition.") @Default("2") @Range(min = 1)
          int perturbed,
      @Describe("Conditions for training.") @Default("20") @Range(min = 1) int train,
      @Describe("Conditions for validation.") @Default("5") @Range(min = 1) int validation,
      @Describe("Conditions for the test.") @Default("5") @Range(min = 1) int test,
      @Describe("Whether designs are drawn until every node is perturbed in training.")
          @Default("false")
          boolean everyNode,
      @Describe("How the network is learned.") @Default("second-order") Method method,
      @Describe("Settings of the second-order fit.") @Default("{}") SecondOrder secondOrder,
      @Describe("Settings of the published recipe.") @Default("{}") FirstOrder firstOrder) {}

  /**
   * Settings of the second-order fit.
   *
   * @param penalties to choose from
   * @param ties to choose from
   * @param diagonal share of the penalty
   * @param prunings to choose from
   * @param folds of cross-validation
   * @param longestStep of the solver
   */
  record SecondOrder(
      @Describe("Prices of a weight to choose from, in units of the noise's variance; 1 and 10.")
          @Range(min = 0)
          List<Double> penalties,
      @Describe(
              "How strongly scales are drawn to their mean, to choose from: the variance of the noise "
                  + "over that of the scales; 0 and 1e5.")
          @Range(min = 0)
          List<Double> ties,
      @Describe("Share of the price for self loops, whose effect resembles that of the scale.")
          @Default("1")
          @Range(min = 0)
          double diagonal,
      @Describe(
              "Standard errors below which edges are dropped, to choose from; 0 drops none; 0, 3 and 5.")
          @Range(min = 0)
          List<Double> prunings,
      @Describe(
              "Folds of the cross-validation over training and validation conditions; 0 takes the "
                  + "validation conditions alone.")
          @Default("5")
          @Range(min = 0)
          int folds,
      @Describe("Longest step of the solver.") @Default("0.4") @Range(min = 0, exclusiveMin = true)
          double longestStep) {

    NetworkFit.Options options(int samples) {
      return new NetworkFit.Options(
          penalties.isEmpty() ? List.of(1.0, 10.0) : penalties,
          ties.isEmpty() ? List.of(0.0, 1e5) : ties,
          diagonal,
          prunings.isEmpty() ? List.of(0.0, 3.0, 5.0) : prunings,
          folds,
          NetworkFit.horizons(samples),
          longestStep);
    }
  }

  /**
   * Settings of the published recipe.
   *
   * @param learningRate of Adam
   * @param decay added to every step
   * @param horizonFrom least number of samples
   * @param conditionsPerEpoch updates in an epoch
   * @param epochs at most
   * @param clip largest norm of a gradient
   * @param buffer epochs averaged
   * @param burnIn epochs before stopping
   * @param tolerance rises before stopping
   */
  record FirstOrder(
      @Describe("Learning rate.") @Default("0.001") @Range(min = 0, exclusiveMin = true)
          double learningRate,
      @Describe("Share of every parameter taken off in an update, whatever the learning rate.")
          @Default("1e-6")
          @Range(min = 0)
          double decay,
      @Describe("Least number of samples in an update; the number is drawn up to all.")
          @Default("5")
          @Range(min = 1)
          int horizonFrom,
      @Describe("Conditions in an epoch; 0 for all.") @Default("0") @Range(min = 0)
          int conditionsPerEpoch,
      @Describe("Most epochs.") @Default("10000") @Range(min = 1) int epochs,
      @Describe("Largest norm of a gradient; 0 for none.") @Default("0") @Range(min = 0)
          double clip,
      @Describe("Epochs over which the validation loss is averaged.") @Default("50") @Range(min = 1)
          int buffer,
      @Describe("Epochs before stopping is thought of.") @Default("100") @Range(min = 0) int burnIn,
      @Describe("Rises of that average in a row, after which to stop.")
          @Default("100")
          @Range(min = 1)
          int tolerance) {
    FirstOrderFit.Options options() {
      return new FirstOrderFit.Options(
          learningRate,
          decay,
          horizonFrom,
          conditionsPerEpoch,
          epochs,
          clip,
          buffer,
          burnIn,
          tolerance);
    }
  }

  private static final Set<String> NUMBERS =
      new LinkedHashSet<>(
          List.of(
              "pearson_w",
              "pearson_w_off_diagonal",
              "auroc",
              "sign_errors",
              "edges",
              "mae_train",
              "mae_train_clean",
              "mae_test",
              "mae_test_clean",
              "mae_test_ridge",
              "noise",
              "seconds"));

  private final Configuration c;
  private final ReferenceNetwork reference;
  private final SyntheticDesign design;
  private final Experiments data;
  private final long seed;

  private RecoveryStudy(Configuration c, ReferenceNetwork reference, long seed) {
    this.c = c;
    this.reference = reference;
    this.seed = seed;
    this.design =
        new SyntheticDesign(
            c.scale,
            c.noise,
            c.duration,
            c.samples,
            c.perturbed,
            c.train,
            c.validation,
            c.test,
            c.everyNode);
    this.data = design.draw(reference, seed);
  }

  /**
   * Reads the network and draws the data.
   *
   * @throws InvalidConfiguration if the table is no network
   */
  static RecoveryStudy of(Configuration c, BuildContext context) {
    try {
      ReferenceNetwork reference = ReferenceNetwork.read(context.file(c.network), c.network);
      if (c.perturbed > reference.nodes().size()) {
        throw InvalidConfiguration.at(
            "perturbed", "the network has only " + reference.nodes().size() + " nodes");
      }
      if (c.firstOrder.horizonFrom > c.samples && c.method == Method.FIRST_ORDER) {
        throw InvalidConfiguration.at(
            "first-order.horizon-from", "there are only " + c.samples + " samples");
      }
      return new RecoveryStudy(c, reference, context.seed());
    } catch (BadTable e) {
      throw InvalidConfiguration.at("network", e.getMessage());
    }
  }

  @Override
  public Set<String> numbers() {
    return NUMBERS;
  }

  @Override
  public Map<String, Double> carryOut(Workplace place) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Split split = design.split();
    warnOfUnperturbed(split, place);
    try (Workers workers = new Workers(place.threads())) {
      Found found =
          c.method == Method.SECOND_ORDER
              ? secondOrder(split, workers, place)
              : firstOrder(split, place);
      double seconds = (System.nanoTime() - start) / 1e9;
      return report(found, split, workers, seconds, place.folder());
    }
  }

  /** What a method gives. */
  private record Found(Network network, double[] errors, double noise, String how) {}

  private Found secondOrder(Split split, Workers workers, Workplace place)
      throws InterruptedException {
    NetworkFit.Options options = c.secondOrder.options(c.samples);
    long total =
        (long) options.penalties().size() * options.ties().size() * options.prunings().size();
    place.begin("candidates", total);
    NetworkFit.Result r =
        new NetworkFit(
                data,
                split,
                options,
                workers,
                done -> {
                  place.requireRunning();
                  place.advance(done, "");
                })
            .fit();
    String how =
        "Gauss-Newton with growing horizon; chosen on data left out: price %s, tie %s, pruning %s"
            .formatted(r.chosen().price(), r.chosen().tie(), r.chosen().pruning());
    return new Found(r.network(), r.errors(), r.noise(), how);
  }

  private Found firstOrder(Split split, Workplace place) throws InterruptedException {
    place.begin("epochs", c.firstOrder.epochs);
    FirstOrderFit fit = new FirstOrderFit(data, split, c.firstOrder.options(), seed);
    Network network =
        fit.fit((epoch, loss) -> {
          place.requireRunning();
          place.advance(epoch, "validation loss %.4g".formatted(loss));
        });
    double[] unknown = Network.filled(network.weights().length, Double.NaN);
    return new Found(
        network, unknown, Double.NaN, "the published recipe, " + fit.epochs() + " epochs");
  }

  private void warnOfUnperturbed(Split split, Workplace place) {
    for (int i = 0; i < data.nodes().size(); i++) {
      boolean found = false;
      for (int k : split.known()) {
        found |= data.inputs()[k][i] != 0;
      }
      if (!found) {
        place.warn(
            "node "
                + data.nodes().get(i)
                + " is never perturbed in training: its scale cannot be told from the weights of"
                + " its regulators");
      }
    }
  }

  private Map<String, Double> report(
      Found found, Split split, Workers workers, double seconds, Path folder) throws IOException {
    Experiments train = data.only(split.train());
    Experiments test = data.only(split.test());
    Network network = found.network;
    double[][][] fitted = new Prediction(train, workers).of(network);
    double[][][] predicted = new Prediction(test, workers).of(network);
    double[][][] ridge = DirectFit.ridge(data, split).predict(test);
    double[] w = network.weights();
    double[] truth = reference.weights();
    int n = reference.nodes().size();
    Numbers numbers =
        new Numbers()
            .put("pearson_w", Scores.pearson(w, truth))
            .put("pearson_w_off_diagonal", Scores.pearsonOffDiagonal(w, truth, n))
            .put("auroc", Scores.auroc(w, truth))
            .put("sign_errors", Scores.signErrors(w, truth, 0.5))
            .put("mae_train", Scores.meanAbsolute(fitted, train.responses()))
            .put("mae_train_clean", Scores.meanAbsolute(fitted, train.clean()))
            .put("mae_test", Scores.meanAbsolute(predicted, test.responses()))
            .put("mae_test_clean", Scores.meanAbsolute(predicted, test.clean()))
            .put("mae_test_ridge", Scores.meanAbsolute(ridge, test.responses()))
            .put("noise", found.noise)
            .put("seconds", seconds);
    numbers.write(folder);
    new LearnedNetwork(reference.nodes(), w, found.errors, truth).write(folder);
    RecoveryReport report = new RecoveryReport(c, data, split, network, predicted, ridge);
    Files.writeString(folder.resolve("predictions.csv"), report.predictions());
    Files.writeString(folder.resolve("time-course.svg"), report.timeCourse());
    Files.writeString(folder.resolve("report.md"), report.page(numbers.values(), found.how, seed));
    return numbers.values();
  }
}
