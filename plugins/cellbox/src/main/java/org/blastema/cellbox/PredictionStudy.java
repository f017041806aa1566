package org.blastema.cellbox;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.blastema.autodiff.NumericalFailure;
import org.blastema.cellbox.data.BadTable;
import org.blastema.cellbox.data.CsvTable;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.NodeKinds;
import org.blastema.cellbox.data.Partition;
import org.blastema.cellbox.fit.Ensemble;
import org.blastema.cellbox.fit.Learner;
import org.blastema.cellbox.fit.RestLearner;
import org.blastema.cellbox.fit.StagedFit;
import org.blastema.cellbox.fit.StagedLearner;
import org.blastema.cellbox.fit.SteadyFit;
import org.blastema.cellbox.fit.Workers;
import org.blastema.cellbox.model.Envelope;
import org.blastema.cellbox.model.Variant;
import org.blastema.kernel.study.Study;
import org.blastema.kernel.study.StudyFailure;
import org.blastema.kernel.study.Workplace;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;

/**
 * Fits an ensemble of networks to a drug screen and predicts conditions that were left out (Yuan et
 * al., Cell Systems 2021).
 */
final class PredictionStudy implements Study {
  /** How members are learned. */
  enum Method {
    /** States of rest. */
    @Describe(
        "States of rest by a quasi-Newton method on all conditions; prices chosen by validation.")
    AT_REST(
        "Fit: states of rest, quasi-Newton with implicit gradients; prices chosen by validation,"
            + " then all known conditions fitted."),
    /** The published schedule. */
    @Describe("The schedule of the original CellBox: Adam on mini-batches in stages.")
    STAGED("Fit: Adam on mini-batches in stages, the schedule of the original CellBox.");

    private final String description;

    Method(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }
  }

  /** How a drug enters. */
  enum Perturbation {
    /** Driving. */
    @Describe("The perturbation drives the drug's node.")
    BY_U,
    /** Holding. */
    @Describe("The drug's node is held at the perturbation.")
    FIX_X
  }

  /**
   * Configuration.
   *
   * @param responses table
   * @param perturbations table
   * @param names of the nodes
   * @param proteins number
   * @param phenotypes number
   * @param partition how conditions are split
   * @param members of the ensemble
   * @param placement where the perturbation enters
   * @param drugPrices to choose from
   * @param meanPrice of the mean effect
   * @param proteinPrices to choose from
   * @param phenotypePrice of effects on phenotypes
   * @param scalePrice of deviations
   * @param headrooms of scales, to choose from
   * @param rankBy phenotype that pairs are ranked by
   * @param method how members are learned
   * @param schedule settings of the staged fit
   * @param solver of the staged fit
   * @param perturbation how a drug enters the staged fit
   */
  @Describe("Fits an ensemble of CellBox networks to a drug screen and predicts what was left out.")
  record Configuration(
      @Describe("Table of responses, conditions by nodes.") String responses,
      @Describe("Table of perturbations of the same shape; negative numbers inhibit.")
          String perturbations,
      @Describe("Text file with the nodes' names, one a line, for tables without a header.")
          java.util.Optional<String> names,
      @Describe("Number of proteins, which come first.") @Range(min = 1) int proteins,
      @Describe("Number of phenotypes, which come next; all other nodes are drug activities.")
          @Range(min = 0)
          int phenotypes,
      @Describe("How conditions are split.") @Default("random") Partition partition,
      @Describe("Members of the ensemble; for each drug, where drugs are left out.")
          @Default("20")
          @Range(min = 1)
          int members,
      @Describe(
              "Where the perturbation enters: inside gives a drug an activity that saturates with"
                  + " the dose, beside one proportional to it.")
          @Default("beside")
          Variant.Placement placement,
      @Describe("Prices of a drug's own effects to choose from by validation; 0.05.")
          @Range(min = 0)
          List<Double> drugPrices,
      @Describe("Price of the mean effect of all drugs on a protein.")
          @Default("0.3")
          @Range(min = 0, exclusiveMin = true)
          double meanPrice,
      @Describe(
              "Prices of effects of proteins on each other, to choose from by validation; 0 forbids"
                  + " them; 0.")
          @Range(min = 0)
          List<Double> proteinPrices,
      @Describe("Price of effects of proteins on phenotypes.")
          @Default("0.3")
          @Range(min = 0, exclusiveMin = true)
          double phenotypePrice,
      @Describe("Price of deviations of log scales from what is expected.")
          @Default("1000")
          @Range(min = 0)
          double scalePrice,
      @Describe(
              "Scales expected of a node, over its largest response, to choose from by validation;"
                  + " 1.5 and 2.5.")
          @Range(min = 0, exclusiveMin = true)
          List<Double> headrooms,
      @Describe(
              "Phenotype that pairs of drugs are ranked by, lowest first; the last one by default.")
          java.util.Optional<String> rankBy,
      @Describe("How members are learned.") @Default("at-rest") Method method,
      @Describe("Settings of the staged fit.") @Default("{}") Schedule schedule,
      @Describe("How the staged fit solves the equation and differentiates the solution.")
          @Default("{method: heun, longest-step: 0.1}")
          SolverChoice solver,
      @Describe("How a drug enters the staged fit.") @Default("by-u") Perturbation perturbation) {}

  private static final Set<String> NUMBERS =
      new LinkedHashSet<>(
          List.of(
              "r_averaged",
              "r_single_mean",
              "r_ridge",
              "r_ridge_single_mean",
              "r_averaged_without_drugs",
              "r_ridge_without_drugs",
              "r_drug_mean",
              "r_drug_median",
              "r_ridge_drug_mean",
              "mse_averaged",
              "mse_ridge",
              "members_settled",
              "seconds_member",
              "seconds"));

  private final Configuration c;
  private final DrugScreen screen;
  private final long seed;
  private final Variant variant;

  private PredictionStudy(Configuration c, DrugScreen screen, long seed) {
    this.c = c;
    this.screen = screen;
    this.seed = seed;
    this.variant = new Variant(Envelope.TANH, c.placement, 1);
  }

  /**
   * Reads the tables.
   *
   * @throws InvalidConfiguration naming file, row and column of what is wrong in a table
   */
  static PredictionStudy of(Configuration c, BuildContext context) {
    String entry = "responses";
    try {
      CsvTable y = CsvTable.read(context.file(c.responses), c.responses);
      entry = "perturbations";
      CsvTable u = CsvTable.read(context.file(c.perturbations), c.perturbations);
      List<String> names =
          c.names.isPresent()
              ? DrugScreen.names(context.file(c.names.get()), c.names.get())
              : y.columns();
      entry = "proteins";
      NodeKinds kinds =
          new NodeKinds(c.proteins, c.phenotypes, y.width() - c.proteins - c.phenotypes);
      if (kinds.drugs() < 1) {
        throw InvalidConfiguration.at(
            "proteins",
            "the table has "
                + y.width()
                + " columns, which leaves none for drugs beside "
                + c.proteins
                + " proteins and "
                + c.phenotypes
                + " phenotypes");
      }
      entry = "perturbations";
      DrugScreen screen = DrugScreen.of(kinds, names, y, u);
      c.rankBy.ifPresent(word -> screen.phenotype(word));
      return new PredictionStudy(c, screen, context.seed());
    } catch (BadTable e) {
      throw InvalidConfiguration.at(entry, e.getMessage());
    }
  }

  @Override
  public Set<String> numbers() {
    return NUMBERS;
  }

  private List<SteadyFit.Prices> choices() {
    List<Double> drugs = c.drugPrices.isEmpty() ? List.of(0.05) : c.drugPrices;
    List<Double> proteins = c.proteinPrices.isEmpty() ? List.of(0.0) : c.proteinPrices;
    List<SteadyFit.Prices> choices = new ArrayList<>();
    for (double drug : drugs) {
      for (double protein : proteins) {
        double between = protein == 0 ? Double.POSITIVE_INFINITY : protein;
        for (double headroom : c.headrooms.isEmpty() ? List.of(1.5, 2.5) : c.headrooms) {
          choices.add(
              new SteadyFit.Prices(
                  drug, c.meanPrice, between, c.phenotypePrice, c.scalePrice, headroom));
        }
      }
    }
    return choices;
  }

  private Learner learner() {
    if (c.method == Method.AT_REST) {
      return new RestLearner(
          screen.kinds(),
          variant,
          screen.inputs(),
          screen.responses(),
          Ensemble.largest(screen.inputs()),
          choices());
    }
    double[][][] responses = new double[screen.responses().length][][];
    Arrays.setAll(responses, r -> new double[][] {screen.responses()[r]});
    boolean[] held = new boolean[screen.names().size()];
    for (int i = 0; i < held.length; i++) {
      held[i] = screen.kinds().isDrug(i);
    }
    Experiments data =
        new Experiments(
            screen.names(),
            screen.conditions(),
            screen.inputs(),
            new double[0],
            responses,
            null,
            null,
            c.perturbation == Perturbation.FIX_X ? held : null);
    StagedFit.Options options = c.schedule.options();
    return new StagedLearner(
        data,
        screen.kinds(),
        variant,
        options,
        c.solver.scheme(options.stages().getLast().horizon()));
  }

  /** Warns of nodes whose scale, and of drugs whose effects, the data cannot tell. */
  private void warnOfUnperturbed(List<Partition.Member> members, Workplace place) {
    NodeKinds kinds = screen.kinds();
    place.warn(
        "no drug acts on %d proteins and %d phenotypes alone: their scales cannot be told from the"
                .formatted(kinds.proteins(), kinds.phenotypes())
            + " weights of their regulators, and are what was expected of them");
    List<String> unseen = screen.neverGiven(members.stream().map(Partition.Member::split).toList());
    if (!unseen.isEmpty()) {
      place.warn(
          "never given in the training of some members: %s; there they are expected to act like"
                  .formatted(String.join(", ", unseen))
              + " the mean of the other drugs");
    }
  }

  @Override
  public Map<String, Double> carryOut(Workplace place) throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Partition.Member> members = c.partition.members(screen.dosed(), c.members, seed);
    warnOfUnperturbed(members, place);
    place.begin("members", members.size());
    Learner learner = learner();
    Ensemble ensemble =
        new Ensemble(screen.kinds(), screen.inputs(), screen.responses(), learner, seed);
    AtomicInteger done = new AtomicInteger();
    List<Ensemble.Fitted> fitted;
    try (Workers workers = new Workers(place.threads())) {
      fitted =
          ensemble.fit(
              members,
              workers,
              () -> {
                place.requireRunning();
                place.advance(done.incrementAndGet(), "");
              });
    } catch (NumericalFailure e) {
      throw new StudyFailure(e.getMessage(), e);
    }
    place.requireRunning();
    PredictionReport report = new PredictionReport(c, screen, learner, fitted, seed);
    Map<String, Double> numbers =
        report.write(place.folder(), (System.nanoTime() - start) / 1e9, place.threads());
    Files.writeString(place.folder().resolve("report.md"), report.page(numbers));
    return numbers;
  }
}
