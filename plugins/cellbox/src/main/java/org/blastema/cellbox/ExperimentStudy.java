package org.blastema.cellbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.blastema.autodiff.NumericalFailure;
import org.blastema.cellbox.data.BadTable;
import org.blastema.cellbox.data.CsvTable;
import org.blastema.cellbox.data.Draws;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.ReferenceNetwork;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.data.TimeCourses;
import org.blastema.cellbox.fit.DirectFit;
import org.blastema.cellbox.fit.Prediction;
import org.blastema.cellbox.fit.Scores;
import org.blastema.cellbox.fit.Workers;
import org.blastema.cellbox.report.LearnedNetwork;
import org.blastema.cellbox.report.Numbers;
import org.blastema.kernel.study.Study;
import org.blastema.kernel.study.StudyFailure;
import org.blastema.kernel.study.Workplace;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;

/** Learns a network from measured experiments and predicts experiments that were left out. */
final class ExperimentStudy implements Study {
  /**
   * Configuration.
   *
   * @param responses table
   * @param perturbations table
   * @param restTime of responses without a time
   * @param held nodes
   * @param reference table
   * @param edges table
   * @param test share of the conditions
   * @param validation share of the others
   * @param folds of the test
   * @param rankBy node
   * @param method how the network is learned
   * @param secondOrder settings of it
   * @param firstOrder settings of it
   * @param schedule settings of the staged fit
   * @param solver of the first-order fits
   */
  @Describe(
      "Learns a CellBox network from tables of responses and perturbations, and predicts what was"
          + " left out.")
  record Configuration(
      @Describe(
              "Table of responses: names of conditions, a column for every node, and, if wanted,"
                  + " columns time and replicate.")
          String responses,
      @Describe(
              "Table of perturbations: names of conditions, columns for the nodes that are"
                  + " perturbed.")
          String perturbations,
      @Describe("Time of responses without a column time, by when cells are taken to be at rest.")
          @Default("20")
          @Range(min = 0, exclusiveMin = true)
          double restTime,
      @Describe(
              "Nodes that are held at their perturbation, such as concentrations; all others are"
                  + " driven by it.")
          List<String> held,
      @Describe("Table of a network to compare the learned one with.") Optional<String> reference,
      @Describe("Table in the form of a network; where it is 0 there is no edge.")
          Optional<String> edges,
      @Describe("Share of the conditions that are left out and predicted.")
          @Default("0.2")
          @Range(min = 0, max = 0.9)
          double test,
      @Describe("Share of the other conditions that settings are chosen by.")
          @Default("0.2")
          @Range(min = 0, max = 0.9, exclusiveMin = true)
          double validation,
      @Describe(
              "Number of parts that are left out one after the other and predicted from the rest,"
                  + " in place of the share; 0 for none.")
          @Default("0")
          @Range(min = 0)
          int folds,
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
      implements LearningSettings {}

  private static final int SPLIT_STREAM = 9;

  private static final Set<String> NUMBERS =
      new LinkedHashSet<>(
          List.of(
              "r_test",
              "r_ridge",
              "mae_train",
              "mae_test",
              "mae_test_ridge",
              "noise",
              "noise_replicates",
              "pearson_w",
              "pearson_w_off_diagonal",
              "auroc",
              "sign_errors",
              "seconds"));

  private final Configuration c;
  private final Experiments data;
  private final double spread;
  private final ReferenceNetwork reference;
  private final boolean[] allowed;
  private final int ranked;
  private final long seed;

  private ExperimentStudy(
      Configuration c,
      Experiments data,
      double spread,
      ReferenceNetwork reference,
      boolean[] allowed,
      int ranked,
      long seed) {
    this.c = c;
    this.data = data;
    this.spread = spread;
    this.reference = reference;
    this.allowed = allowed;
    this.ranked = ranked;
    this.seed = seed;
  }

  /**
   * Reads the tables.
   *
   * @throws InvalidConfiguration naming file, row and column of what is wrong in a table
   */
  static ExperimentStudy of(Configuration c, BuildContext context) {
    String entry = "responses";
    try {
      CsvTable y = CsvTable.read(context.file(c.responses), c.responses);
      entry = "perturbations";
      CsvTable u = CsvTable.read(context.file(c.perturbations), c.perturbations);
      TimeCourses courses = new TimeCourses(y, u, c.restTime);
      List<String> nodes = courses.nodes();
      boolean[] held = new boolean[nodes.size()];
      for (int k = 0; k < c.held.size(); k++) {
        held[NodeNames.place(c.held.get(k), "held[" + k + "]", nodes)] = true;
      }
      Experiments data = courses.experiments(c.held.isEmpty() ? null : held);
      entry = "reference";
      ReferenceNetwork reference = c.reference.map(f -> network(f, nodes, context)).orElse(null);
      entry = "edges";
      boolean[] allowed = new boolean[nodes.size() * nodes.size()];
      Arrays.fill(allowed, true);
      c.edges.ifPresent(f -> {
        double[] weights = network(f, nodes, context).weights();
        for (int k = 0; k < allowed.length; k++) {
          allowed[k] = weights[k] != 0;
        }
      });
      int ranked =
          c.rankBy.map(word -> NodeNames.place(word, "rank-by", nodes)).orElse(nodes.size() - 1);
      ExperimentStudy study =
          new ExperimentStudy(
              c, data, courses.spread(), reference, allowed, ranked, context.seed());
      study.splits();
      return study;
    } catch (BadTable e) {
      throw InvalidConfiguration.at(entry, e.getMessage());
    }
  }

  private static ReferenceNetwork network(String file, List<String> nodes, BuildContext context) {
    ReferenceNetwork network = ReferenceNetwork.read(context.file(file), file);
    if (!network.nodes().equals(nodes)) {
      throw new BadTable(
          file, "names nodes " + network.nodes() + ", but the responses have " + nodes);
    }
    return network;
  }

  @Override
  public Set<String> numbers() {
    return NUMBERS;
  }

  /** What is left out, part by part. */
  private List<Split> splits() {
    int[] order = new Draws(seed, SPLIT_STREAM).permutation(data.count());
    List<Split> splits = new ArrayList<>();
    if (c.folds == 0) {
      int count = (int) Math.round(c.test * order.length);
      splits.add(split(order, k -> k < count));
    }
    for (int f = 0; f < c.folds; f++) {
      int fold = f;
      splits.add(split(order, k -> k % c.folds == fold));
    }
    return splits;
  }

  private Split split(int[] order, java.util.function.IntPredicate left) {
    int[] test = IntStream.range(0, order.length).filter(left).map(k -> order[k]).toArray();
    int[] known =
        IntStream.range(0, order.length).filter(left.negate()).map(k -> order[k]).toArray();
    int validation = Math.max(1, (int) Math.round(c.validation * known.length));
    if (known.length <= validation) {
      throw InvalidConfiguration.at(
          "test", "of %d conditions, none is left to learn from".formatted(order.length));
    }
    int train = known.length - validation;
    return new Split(
        Arrays.copyOf(known, train), Arrays.copyOfRange(known, train, known.length), test);
  }

  /** Predictions for what was left out. */
  private static final class LeftOut {
    private final List<Integer> conditions = new ArrayList<>();
    private final List<double[][]> predicted = new ArrayList<>();
    private final List<double[][]> ridge = new ArrayList<>();
  }

  @Override
  public Map<String, Double> carryOut(Workplace place) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Learning learning = c.learning(data.times()[data.times().length - 1], seed);
    try (Workers workers = new Workers(place.threads())) {
      LeftOut out = new LeftOut();
      Learning.Found found = null;
      Split last = null;
      for (Split split : splits()) {
        last = split;
        learning.warnOfUnperturbed(data, split, place);
        found = learning.learn(data, split, allowed, workers, place);
        predict(split, found, out);
      }
      if (c.folds > 0) {
        last = split(new Draws(seed, SPLIT_STREAM).permutation(data.count()), k -> false);
        found = learning.learn(data, last, allowed, workers, place);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return report(found, last, out, seconds, place.folder());
    } catch (NumericalFailure e) {
      throw new StudyFailure(e.getMessage(), e);
    }
  }

  private void predict(Split split, Learning.Found found, LeftOut out) {
    if (split.test().length == 0) {
      return;
    }
    Experiments test = data.only(split.test());
    out.predicted.addAll(List.of(Prediction.of(found.network(), test)));
    out.ridge.addAll(List.of(DirectFit.ridge(data, split).predict(test)));
    Arrays.stream(split.test()).forEach(out.conditions::add);
  }

  private Map<String, Double> report(
      Learning.Found found, Split split, LeftOut out, double seconds, Path folder)
      throws IOException {
    Experiments test = data.only(out.conditions.stream().mapToInt(k -> k).toArray());
    Experiments train = data.only(split.train());
    double[][][] predicted = out.predicted.toArray(double[][][]::new);
    double[][][] ridge = out.ridge.toArray(double[][][]::new);
    double[] w = found.network().weights();
    Numbers numbers = new Numbers();
    if (predicted.length > 0) {
      numbers
          .put("r_test", Scores.pearson(flat(predicted), flat(test.responses())))
          .put("r_ridge", Scores.pearson(flat(ridge), flat(test.responses())));
    }
    numbers
        .put(
            "mae_train",
            Scores.meanAbsolute(Prediction.of(found.network(), train), train.responses()))
        .put("mae_test", Scores.meanAbsolute(predicted, test.responses()))
        .put("mae_test_ridge", Scores.meanAbsolute(ridge, test.responses()))
        .put("noise", found.noise())
        .put("noise_replicates", spread);
    if (reference != null) {
      double[] truth = reference.weights();
      numbers
          .put("pearson_w", Scores.pearson(w, truth))
          .put("pearson_w_off_diagonal", Scores.pearsonOffDiagonal(w, truth, data.nodes().size()))
          .put("auroc", Scores.auroc(w, truth))
          .put("sign_errors", Scores.signErrors(w, truth, 0.5));
    }
    numbers.put("seconds", seconds).write(folder);
    new LearnedNetwork(
            data.nodes(), w, found.errors(), reference == null ? null : reference.weights())
        .write(folder);
    CoursePages pages = new CoursePages(data, found.network());
    int shown = out.conditions.isEmpty() ? 0 : out.conditions.getFirst();
    Files.writeString(
        folder.resolve("predictions.csv"), CoursePages.predictions(test, predicted, ridge));
    Files.writeString(folder.resolve("time-course.svg"), pages.timeCourse(shown));
    Files.writeString(folder.resolve("dose-response.svg"), pages.doseResponse(ranked));
    Files.writeString(folder.resolve("combinations.csv"), pages.combinations(ranked));
    Files.writeString(folder.resolve("report.md"), page(numbers.values(), found.how()));
    return numbers.values();
  }

  private static double[] flat(double[][][] responses) {
    return Arrays.stream(responses)
        .flatMap(Arrays::stream)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private String page(Map<String, Double> numbers, String how) {
    StringBuilder text = new StringBuilder("# A network learned from experiments\n\n");
    text.append(
        "Data: %s, %s; %d conditions, %d nodes, %d times. Seed %d. Learned by: %s.\n\n"
            .formatted(
                c.responses,
                c.perturbations,
                data.count(),
                data.nodes().size(),
                data.samples(),
                seed,
                how));
    text.append("| number | value |\n|---|---|\n");
    numbers.forEach(
        (name, value) -> text.append(String.format(Locale.ROOT, "| %s | %.5g |%n", name, value)));
    text.append(
        """

        `r` is the correlation of predicted and measured responses of the conditions that were left out, `mae` the mean absolute
        difference; `ridge` is ridge regression on the perturbations. `edges.csv` has every edge with its standard error and confidence,
        `network.graphml` and `network.dot` the network for drawing, `combinations.csv` all pairs of perturbations, ranked.

        ![time course](time-course.svg)

        ![dose response](dose-response.svg)
        """);
    return text.toString();
  }
}
