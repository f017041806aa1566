package org.blastema.cellbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.blastema.cellbox.data.BadTable;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.ReferenceNetwork;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.data.SyntheticDesign;
import org.blastema.cellbox.fit.DirectFit;
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
  /**
   * Configuration.
   *
   * @param network table of the known network
   * @param randomNodes of a random network
   * @param randomEdges of a random network
   * @param knownEdges whether the learner knows the edges
   * @param scale of all nodes
   * @param noise standard deviation
   * @param duration of an experiment
   * @param samples of a condition
   * @param perturbed nodes perturbed in a condition
   * @param train conditions
   * @param validation conditions
   * @param test conditions
   * @param everyNode whether every node is perturbed in training
   * @param rankBy node
   * @param method how the network is learned
   * @param secondOrder settings of it
   * @param firstOrder settings of it
   * @param schedule settings of the staged fit
   * @param solver of the first-order fits
   */
  @Describe(
      "Learns a CellBox network from synthetic experiments on a known network and compares the"
          + " two.")
  record Configuration(
      @Describe("Table of the known network: a header with the nodes' names, then W row by row.")
          Optional<String> network,
      @Describe("Nodes of a random network in place of the table's.") @Default("0") @Range(min = 0)
          int randomNodes,
      @Describe("Edges of the random network, with standard normal weights.")
          @Default("0")
          @Range(min = 0)
          int randomEdges,
      @Describe("Whether the learner knows which edges there are, though not their weights.")
          @Default("false")
          boolean knownEdges,
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
      @Describe(
              "Node whose answer ranks pairs of perturbations, lowest first; the last one by"
                  + " default.")
          Optional<String> rankBy,
      @Describe("How the network is learned.") @Default("second-order") Learning.Method method,
      @Describe("Settings of the second-order fit.") @Default("{}") SecondOrder secondOrder,
      @Describe("Settings of the published recipe.") @Default("{}") FirstOrder firstOrder,
      @Describe("Settings of the staged fit.") @Default("{}") Schedule schedule,
      @Describe(
              "How first-order and staged fits solve the equation and differentiate the solution.")
          @Default("{}")
          SolverChoice solver)
      implements LearningSettings, DesignSettings {}

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
              "loss_first",
              "loss_last",
              "seconds"));

  private final Configuration c;
  private final ReferenceNetwork reference;
  private final SyntheticDesign design;
  private final Experiments data;
  private final int ranked;
  private final long seed;

  private RecoveryStudy(Configuration c, ReferenceNetwork reference, int ranked, long seed) {
    this.c = c;
    this.reference = reference;
    this.ranked = ranked;
    this.seed = seed;
    this.design = c.design();
    this.data = design.draw(reference, seed);
  }

  /**
   * Reads the network and draws the data.
   *
   * @throws InvalidConfiguration if the table is no network
   */
  static RecoveryStudy of(Configuration c, BuildContext context) {
    try {
      if (c.network.isPresent() == c.randomNodes > 0) {
        throw InvalidConfiguration.at(
            "network", "either a table or random-nodes must say what the known network is");
      }
      ReferenceNetwork reference =
          c.network
              .map(file -> ReferenceNetwork.read(context.file(file), file))
              .orElseGet(
                  () -> ReferenceNetwork.random(c.randomNodes, c.randomEdges, context.seed()));
      if (c.perturbed > reference.nodes().size()) {
        throw InvalidConfiguration.at(
            "perturbed", "the network has only " + reference.nodes().size() + " nodes");
      }
      if (c.firstOrder.horizonFrom() > c.samples && c.method == Learning.Method.FIRST_ORDER) {
        throw InvalidConfiguration.at(
            "first-order.horizon-from", "there are only " + c.samples + " samples");
      }
      List<String> nodes = reference.nodes();
      int ranked =
          c.rankBy.map(word -> NodeNames.place(word, "rank-by", nodes)).orElse(nodes.size() - 1);
      return new RecoveryStudy(c, reference, ranked, context.seed());
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
    Learning learning = c.learning(c.duration, seed);
    learning.warnOfUnperturbed(data, split, place);
    try (Workers workers = new Workers(place.threads())) {
      Learning.Found found = learning.learn(data, split, allowed(), workers, place);
      double seconds = (System.nanoTime() - start) / 1e9;
      return report(found, split, seconds, place.folder());
    }
  }

  private boolean[] allowed() {
    boolean[] allowed = new boolean[reference.weights().length];
    for (int k = 0; k < allowed.length; k++) {
      allowed[k] = !c.knownEdges || reference.weights()[k] != 0;
    }
    return allowed;
  }

  private Map<String, Double> report(Learning.Found found, Split split, double seconds, Path folder)
      throws IOException {
    Experiments train = data.only(split.train());
    Experiments test = data.only(split.test());
    Network network = found.network();
    double[][][] fitted = Prediction.of(network, train);
    double[][][] predicted = Prediction.of(network, test);
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
            .put("noise", found.noise())
            .put("loss_first", found.firstLoss())
            .put("loss_last", found.lastLoss())
            .put("seconds", seconds);
    numbers.write(folder);
    new LearnedNetwork(reference.nodes(), w, found.errors(), truth).write(folder);
    RecoveryReport report = new RecoveryReport(c, data, split, network, predicted, ridge, ranked);
    report.write(folder);
    Files.writeString(
        folder.resolve("report.md"), report.page(numbers.values(), found.how(), seed));
    return numbers.values();
  }
}
