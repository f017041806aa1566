package org.blastema.cellbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.blastema.cellbox.data.Partition;
import org.blastema.cellbox.fit.Ensemble;
import org.blastema.cellbox.fit.Learner;
import org.blastema.cellbox.fit.Scores;
import org.blastema.cellbox.report.Chart;
import org.blastema.cellbox.report.LearnedNetwork;
import org.blastema.cellbox.report.Numbers;

/** The numbers, tables and pages of a {@link PredictionStudy}. */
final class PredictionReport {
  private static final int DOSES = 60;
  private static final int LISTED = 10;

  private final PredictionStudy.Configuration c;
  private final DrugScreen screen;
  private final List<Ensemble.Fitted> members;
  private final Learner learner;
  private final long seed;
  private final List<String> best = new ArrayList<>();

  PredictionReport(
      PredictionStudy.Configuration c,
      DrugScreen screen,
      Learner learner,
      List<Ensemble.Fitted> members,
      long seed) {
    this.c = c;
    this.screen = screen;
    this.learner = learner;
    this.members = members;
    this.seed = seed;
  }

  /** Which conditions a score is taken over: all that were predicted, or those with a drug. */
  private List<int[]> groups(double[][] predicted) {
    if (c.partition() == Partition.RANDOM) {
      return List.of(
          IntStream.range(0, predicted.length).filter(r -> predicted[r] != null).toArray());
    }
    List<int[]> groups = new ArrayList<>();
    boolean[][] dosed = screen.dosed();
    for (int d = 0; d < screen.kinds().drugs(); d++) {
      int drug = d;
      groups.add(
          IntStream.range(0, predicted.length)
              .filter(r -> predicted[r] != null && dosed[r][drug])
              .toArray());
    }
    return groups;
  }

  private double[] scores(List<Ensemble.Fitted> some, boolean ridge, int columns) {
    boolean byDrug =
        c.partition() == Partition.LEAVE_ONE_DRUG_OUT
            || c.partition() == Partition.LEAVE_ONE_DRUG_OUT_WITH_SINGLES;
    if (byDrug) {
      return some.stream()
          .map(Ensemble.Fitted::group)
          .distinct()
          .mapToDouble(group -> {
            double[][] y = averaged(some.stream().filter(m -> m.group() == group).toList(), ridge);
            return score(
                y, IntStream.range(0, y.length).filter(r -> y[r] != null).toArray(), columns);
          })
          .toArray();
    }
    double[][] y = averaged(some, ridge);
    return groups(y).stream().mapToDouble(rows -> score(y, rows, columns)).toArray();
  }

  private double[][] averaged(List<Ensemble.Fitted> some, boolean ridge) {
    return Ensemble.averaged(some, screen.responses().length, ridge);
  }

  private double score(double[][] predicted, int[] rows, int columns) {
    return Scores.pearson(flat(predicted, rows, columns), flat(screen.responses(), rows, columns));
  }

  private static double[] flat(double[][] table, int[] rows, int columns) {
    return Arrays.stream(rows)
        .mapToObj(r -> Arrays.copyOf(table[r], columns))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** Writes everything but the page. */
  Map<String, Double> write(Path folder, double seconds, int threads)
      throws IOException, InterruptedException {
    int all = screen.names().size();
    int measured = all - screen.kinds().drugs();
    double[] model = scores(members, false, all);
    double[] ridge = scores(members, true, all);
    double[][] y = averaged(members, false);
    double[][] z = averaged(members, true);
    int[] rows = IntStream.range(0, y.length).filter(r -> y[r] != null).toArray();
    double[] truth = flat(screen.responses(), rows, all);
    double single =
        members.stream()
            .filter(Ensemble.Fitted::settled)
            .mapToDouble(m -> mean(scores(List.of(m), false, all)))
            .average()
            .orElse(Double.NaN);
    double singleRidge =
        members.stream()
            .mapToDouble(m -> mean(scores(List.of(m), true, all)))
            .average()
            .orElse(Double.NaN);
    Numbers numbers =
        new Numbers()
            .put("r_averaged", mean(model))
            .put("r_single_mean", single)
            .put("r_ridge", mean(ridge))
            .put("r_ridge_single_mean", singleRidge)
            .put("r_averaged_without_drugs", mean(scores(members, false, measured)))
            .put("r_ridge_without_drugs", mean(scores(members, true, measured)))
            .put("mse_averaged", Scores.meanSquare(flat(y, rows, all), truth))
            .put("mse_ridge", Scores.meanSquare(flat(z, rows, all), truth));
    if (c.partition() != Partition.RANDOM) {
      numbers.put("r_drug_mean", mean(model)).put("r_drug_median", median(model));
      numbers.put("r_ridge_drug_mean", mean(ridge));
    }
    numbers.put("members_settled", members.stream().mapToInt(m -> m.settled() ? 1 : 0).sum());
    numbers.put("seconds_member", seconds * threads / members.size()).put("seconds", seconds);
    numbers.write(folder);
    Files.writeString(folder.resolve("predictions.csv"), predictions(y, z));
    Files.writeString(folder.resolve("predictions.svg"), scatter(y, rows));
    network(folder);
    Learner.Predictor full = learner.overall(members);
    Files.writeString(folder.resolve("combinations.csv"), combinations(full));
    Files.writeString(folder.resolve("dose-response.svg"), doseResponse(full));
    return numbers.values();
  }

  private String predictions(double[][] y, double[][] z) {
    StringBuilder text = new StringBuilder("condition,node,measured,predicted,ridge regression\n");
    for (int r = 0; r < y.length; r++) {
      for (int i = 0; y[r] != null && i < y[r].length; i++) {
        text.append(quoted(screen.conditions().get(r))).append(',');
        text.append(quoted(screen.names().get(i))).append(',');
        text.append(screen.responses()[r][i]).append(',').append(y[r][i]).append(',');
        text.append(z[r][i]).append('\n');
      }
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return text.contains(",") ? "\"" + text + "\"" : text;
  }

  private String scatter(double[][] y, int[] rows) {
    int proteins = screen.kinds().proteins();
    int measured = proteins + screen.kinds().phenotypes();
    List<double[]> points = new ArrayList<>();
    for (int r : rows) {
      for (int i = 0; i < measured; i++) {
        points.add(new double[] {screen.responses()[r][i], y[r][i], i});
      }
    }
    Chart chart = new Chart("left out conditions, averaged prediction", "measured", "predicted");
    for (boolean protein : new boolean[] {true, false}) {
      List<double[]> some = points.stream().filter(p -> p[2] < proteins == protein).toList();
      chart.points(
          protein ? "proteins" : "phenotypes",
          some.stream().mapToDouble(p -> p[0]).toArray(),
          some.stream().mapToDouble(p -> p[1]).toArray());
    }
    return chart.svg();
  }

  /** The mean network of the ensemble; the spread over its members is the error of an edge. */
  private void network(Path folder) throws IOException {
    int entries = members.getFirst().network().weights().length;
    double[] mean = new double[entries];
    double[] spread = new double[entries];
    for (Ensemble.Fitted m : members) {
      for (int k = 0; k < entries; k++) {
        mean[k] += m.network().weights()[k] / members.size();
      }
    }
    for (Ensemble.Fitted m : members) {
      for (int k = 0; k < entries; k++) {
        spread[k] += Math.pow(m.network().weights()[k] - mean[k], 2);
      }
    }
    for (int k = 0; k < entries; k++) {
      spread[k] = members.size() < 2 ? Double.NaN : Math.sqrt(spread[k] / (members.size() - 1));
    }
    new LearnedNetwork(screen.names(), mean, spread, null).write(folder);
  }

  private int ranked() {
    int last = screen.kinds().proteins() + screen.kinds().phenotypes() - 1;
    return c.rankBy().map(screen::phenotype).orElse(last);
  }

  /** A pair of drugs and what it does. */
  private record Pair(int first, int second, double value, double alone1, double alone2) {}

  private String combinations(Learner.Predictor network) {
    double[] most = Ensemble.largest(screen.inputs());
    int drugs = screen.kinds().drugs();
    double[] alone = new double[drugs];
    for (int d = 0; d < drugs; d++) {
      alone[d] = at(network, most, d, d);
    }
    List<Pair> pairs = new ArrayList<>();
    for (int d = 0; d < drugs; d++) {
      for (int e = d + 1; e < drugs; e++) {
        pairs.add(new Pair(d, e, at(network, most, d, e), alone[d], alone[e]));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::value));
    StringBuilder text =
        new StringBuilder(
            "rank,first,second," + screen.names().get(ranked()) + ",first alone,second alone\n");
    for (int k = 0; k < pairs.size(); k++) {
      Pair p = pairs.get(k);
      String first = screen.names().get(screen.drug(p.first));
      String second = screen.names().get(screen.drug(p.second));
      text.append(k + 1).append(',').append(first).append(',').append(second).append(',');
      text.append(p.value).append(',').append(p.alone1).append(',').append(p.alone2).append('\n');
      if (k < LISTED) {
        best.add("%s + %s: %.2f".formatted(first, second, p.value));
      }
    }
    return text.toString();
  }

  /** The ranked phenotype under one or two drugs at their largest doses. */
  private double at(Learner.Predictor network, double[] most, int first, int second) {
    double[][] u = new double[1][most.length];
    u[0][screen.drug(first)] = sign(first) * most[screen.drug(first)];
    u[0][screen.drug(second)] = sign(second) * most[screen.drug(second)];
    return network.predict(u)[0][ranked()];
  }

  /** The sign of a drug's doses. */
  private double sign(int drug) {
    return Arrays.stream(screen.inputs())
        .mapToDouble(u -> Math.signum(u[screen.drug(drug)]))
        .filter(s -> s != 0)
        .findFirst()
        .orElse(-1);
  }

  private String doseResponse(Learner.Predictor network) {
    String phenotype = screen.names().get(ranked());
    Chart chart = new Chart(phenotype + " by dose", "dose over the largest dose", phenotype);
    double[] most = Ensemble.largest(screen.inputs());
    double[] share = new double[DOSES + 1];
    Arrays.setAll(share, k -> k / (double) DOSES);
    for (int d = 0; d < screen.kinds().drugs(); d++) {
      double[][] u = new double[share.length][most.length];
      for (int k = 0; k < u.length; k++) {
        u[k][screen.drug(d)] = sign(d) * share[k] * most[screen.drug(d)];
      }
      double[][] y = network.predict(u);
      chart.line(
          screen.names().get(screen.drug(d)),
          share,
          Arrays.stream(y).mapToDouble(row -> row[ranked()]).toArray());
    }
    return chart.svg();
  }

  String page(Map<String, Double> numbers) {
    StringBuilder text = new StringBuilder("# Responses to drugs that were left out\n\n");
    text.append(
        "Data: %s, %s. Split: %s, %d members, seed %d. Placement of the perturbation: %s. %s\n\n"
            .formatted(
                c.responses(),
                c.perturbations(),
                c.partition().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                members.size(),
                seed,
                c.placement().name().toLowerCase(Locale.ROOT),
                c.method().description()));
    text.append("| number | value |\n|---|---|\n");
    numbers.forEach(
        (name, value) -> text.append(String.format(Locale.ROOT, "| %s | %.5g |%n", name, value)));
    text.append(
        """

        `r` is the correlation of predicted and measured responses over all entries: `r_averaged` of predictions averaged over the
        members, `r_single_mean` the mean of single members, `r_ridge` of ridge regression on the doses, averaged in the same way. Where
        drugs are left out, and from single drugs to pairs, these are means over the drugs.

        ![predictions](predictions.svg)

        ![dose response](dose-response.svg)
        """);
    text.append("\nPairs of drugs at their largest doses, ranked by ");
    text.append(screen.names().get(ranked())).append(" (`combinations.csv`):\n\n");
    best.forEach(line -> text.append("- ").append(line).append('\n'));
    return text.toString();
  }
}
