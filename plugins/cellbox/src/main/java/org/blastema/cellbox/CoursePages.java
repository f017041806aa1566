package org.blastema.cellbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.model.Edges;
import org.blastema.cellbox.model.EqualSteps;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Setting;
import org.blastema.cellbox.model.Variant;
import org.blastema.cellbox.report.Chart;

/**
 * Tables and pictures of what a network does in experiments with time courses.
 *
 * @param data all experiments
 * @param network what was learned from them
 */
record CoursePages(Experiments data, Network network) {
  private static final int MOST_COURSES = 8;
  private static final int POINTS = 200;
  private static final int MOST_SOURCES = 24;
  private static final int DOSES = 40;
  private static final double STEP = 0.1;

  /** What was predicted for some of the experiments, beside what was measured. */
  static String predictions(Experiments test, double[][][] predicted, double[][][] ridge) {
    StringBuilder text = new StringBuilder("condition,time,node,measured");
    text.append(test.clean() == null ? "" : ",without noise");
    text.append(",predicted,ridge regression\n");
    for (int k = 0; k < test.count(); k++) {
      for (int m = 0; m < test.samples(); m++) {
        for (int i = 0; i < test.nodes().size(); i++) {
          text.append(test.conditions().get(k)).append(',').append(test.times()[m]).append(',');
          text.append(test.nodes().get(i)).append(',').append(test.responses()[k][m][i]);
          if (test.clean() != null) {
            text.append(',').append(test.clean()[k][m][i]);
          }
          text.append(',').append(predicted[k][m][i]).append(',').append(ridge[k][m][i]);
          text.append('\n');
        }
      }
    }
    return text.toString();
  }

  private double[][][] solve(double[][] inputs, double[] times) {
    return new EqualSteps(FixedSteps.RUNGE_KUTTA_4, STEP)
        .solve(
            network,
            new Setting(Variant.STANDARD, data.held(), Edges.ofFew(network)),
            inputs,
            times,
            false)
        .states();
  }

  private double end() {
    return data.times()[data.times().length - 1];
  }

  /** Courses of the first nodes in a condition, with what was measured. */
  String timeCourse(int condition) {
    Chart chart = new Chart("condition " + data.conditions().get(condition), "time", "response");
    double[] times = new double[POINTS];
    Arrays.setAll(times, k -> end() * (k + 1) / POINTS);
    double[][] course = solve(new double[][] {data.inputs()[condition]}, times)[0];
    int nodes = Math.min(MOST_COURSES, data.nodes().size());
    for (int i = 0; i < nodes; i++) {
      int node = i;
      chart.line(
          data.nodes().get(i), times, Arrays.stream(course).mapToDouble(x -> x[node]).toArray());
    }
    for (int i = 0; i < nodes; i++) {
      int node = i;
      double[] measured =
          Arrays.stream(data.responses()[condition]).mapToDouble(y -> y[node]).toArray();
      chart.points(data.nodes().get(i), data.times(), measured);
    }
    return chart.svg();
  }

  /** Nodes that some experiment perturbs, and the largest perturbation of each with its sign. */
  private List<double[]> perturbed() {
    List<double[]> nodes = new ArrayList<>();
    for (int i = 0; i < data.nodes().size(); i++) {
      double most = 0;
      for (double[] u : data.inputs()) {
        most = Math.abs(u[i]) > Math.abs(most) ? u[i] : most;
      }
      if (most != 0) {
        nodes.add(new double[] {i, most});
      }
    }
    return nodes;
  }

  /** How a node answers at the end to rising perturbations of the first nodes that have one. */
  String doseResponse(int node) {
    String name = data.nodes().get(node);
    Chart chart = new Chart(name + " by perturbation", "perturbation over the largest one", name);
    double[] share = new double[DOSES + 1];
    Arrays.setAll(share, k -> k / (double) DOSES);
    for (double[] source : perturbed().stream().limit(MOST_COURSES).toList()) {
      double[][] u = new double[share.length][data.nodes().size()];
      for (int k = 0; k < u.length; k++) {
        u[k][(int) source[0]] = share[k] * source[1];
      }
      double[][][] x = solve(u, new double[] {end()});
      chart.line(
          data.nodes().get((int) source[0]),
          share,
          Arrays.stream(x).mapToDouble(c -> c[0][node]).toArray());
    }
    return chart.svg();
  }

  /** A pair of perturbations and what it does. */
  private record Pair(int first, int second, double value) {}

  /** Pairs of the first perturbed nodes at their largest perturbations, ranked by an answer. */
  String combinations(int node) {
    List<double[]> sources = perturbed().stream().limit(MOST_SOURCES).toList();
    List<int[]> pairs = new ArrayList<>();
    for (int a = 0; a < sources.size(); a++) {
      for (int b = a; b < sources.size(); b++) {
        pairs.add(new int[] {a, b});
      }
    }
    double[][] u = new double[pairs.size()][data.nodes().size()];
    for (int k = 0; k < u.length; k++) {
      for (int source : pairs.get(k)) {
        u[k][(int) sources.get(source)[0]] = sources.get(source)[1];
      }
    }
    double[][][] x = solve(u, new double[] {end()});
    double[] alone = new double[sources.size()];
    List<Pair> ranked = new ArrayList<>();
    for (int k = 0; k < u.length; k++) {
      int a = pairs.get(k)[0];
      int b = pairs.get(k)[1];
      if (a == b) {
        alone[a] = x[k][0][node];
      } else {
        ranked.add(new Pair(a, b, x[k][0][node]));
      }
    }
    ranked.sort(Comparator.comparingDouble(Pair::value));
    StringBuilder text =
        new StringBuilder(
            "rank,first,second," + data.nodes().get(node) + ",first alone,second alone\n");
    for (int k = 0; k < ranked.size(); k++) {
      Pair p = ranked.get(k);
      text.append(k + 1).append(',');
      text.append(data.nodes().get((int) sources.get(p.first)[0])).append(',');
      text.append(data.nodes().get((int) sources.get(p.second)[0])).append(',');
      text.append(p.value).append(',').append(alone[p.first]).append(',');
      text.append(alone[p.second]).append('\n');
    }
    return text.toString();
  }
}
