package org.blastema.cellbox.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads experiments from two tables. That of responses has a row for every measurement: the name of
 * its condition, a column for every node, and, if wanted, columns {@code time} and {@code
 * replicate}. That of perturbations has a row for every condition and columns for the nodes that
 * are perturbed. Repeated measurements are averaged and count as often as they were made.
 */
public final class TimeCourses {
  private static final String TIME = "time";
  private static final String REPLICATE = "replicate";

  private final CsvTable responses;
  private final CsvTable perturbations;
  private final List<String> nodes = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final Map<String, TreeMap<Double, List<double[]>>> measured = new LinkedHashMap<>();
  private double squares;
  private int freedom;

  /**
   * Reads.
   *
   * @param restTime time at which responses without a column {@code time} were measured
   * @throws BadTable if the tables are not what they should be
   */
  public TimeCourses(CsvTable responses, CsvTable perturbations, double restTime) {
    this.responses = responses;
    this.perturbations = perturbations;
    requireNames(responses);
    requireNames(perturbations);
    for (int k = 0; k < responses.columns().size(); k++) {
      String name = responses.columns().get(k);
      if (!name.equals(TIME) && !name.equals(REPLICATE)) {
        nodes.add(name);
        places.add(k);
      }
    }
    if (nodes.isEmpty()) {
      throw new BadTable(responses.file(), "has no column for a node");
    }
    int time = responses.columns().indexOf(TIME);
    for (int r = 0; r < responses.values().length; r++) {
      double[] row = responses.values()[r];
      if (time >= 0 && !(row[time] > 0)) {
        throw responses.complaint(r, time, "holds " + row[time] + ", not a time after the start");
      }
      double[] y = places.stream().mapToDouble(k -> row[k]).toArray();
      measured
          .computeIfAbsent(responses.rows().get(r), name -> new TreeMap<>())
          .computeIfAbsent(time < 0 ? restTime : row[time], t -> new ArrayList<>())
          .add(y);
    }
  }

  private static void requireNames(CsvTable table) {
    if (table.columns().isEmpty() || table.rows().isEmpty()) {
      throw new BadTable(
          table.file(), "the first row must name the columns, and the first column the conditions");
    }
  }

  /** Names of the nodes. */
  public List<String> nodes() {
    return List.copyOf(nodes);
  }

  /**
   * Standard deviation of repeated measurements about their means, pooled over all nodes; NaN if
   * nothing was repeated. To be called after {@link #experiments}.
   */
  public double spread() {
    return freedom == 0 ? Double.NaN : Math.sqrt(squares / freedom);
  }

  /**
   * The experiments.
   *
   * @param held nodes that are held at their perturbation in all conditions, or null
   * @throws BadTable if conditions differ in their times, or have no perturbation
   */
  public Experiments experiments(boolean[] held) {
    List<String> conditions = List.copyOf(measured.keySet());
    double[] times =
        measured.get(conditions.getFirst()).keySet().stream().mapToDouble(t -> t).toArray();
    double[][][] y = new double[conditions.size()][times.length][];
    int[][] repeats = new int[conditions.size()][times.length];
    for (int c = 0; c < y.length; c++) {
      TreeMap<Double, List<double[]>> course = measured.get(conditions.get(c));
      double[] own = course.keySet().stream().mapToDouble(t -> t).toArray();
      if (!Arrays.equals(own, times)) {
        throw new BadTable(
            responses.file(),
            "condition '"
                + conditions.get(c)
                + "' is measured at times "
                + Arrays.toString(own)
                + ", but '"
                + conditions.getFirst()
                + "' at "
                + Arrays.toString(times));
      }
      for (int m = 0; m < times.length; m++) {
        List<double[]> all = course.get(times[m]);
        repeats[c][m] = all.size();
        y[c][m] = mean(all);
      }
    }
    return new Experiments(nodes(), conditions, inputs(conditions), times, y, null, repeats, held);
  }

  private double[] mean(List<double[]> all) {
    double[] mean = new double[nodes.size()];
    for (double[] y : all) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += y[i] / all.size();
      }
    }
    for (double[] y : all) {
      for (int i = 0; i < mean.length; i++) {
        squares += (y[i] - mean[i]) * (y[i] - mean[i]);
      }
    }
    freedom += (all.size() - 1) * mean.length;
    return mean;
  }

  private double[][] inputs(List<String> conditions) {
    int[] to = new int[perturbations.columns().size()];
    for (int k = 0; k < to.length; k++) {
      to[k] = nodes.indexOf(perturbations.columns().get(k));
      if (to[k] < 0) {
        throw new BadTable(
            perturbations.file(),
            1,
            k + perturbations.firstColumn(),
            "names '"
                + perturbations.columns().get(k)
                + "', which is no node of "
                + responses.file());
      }
    }
    double[][] inputs = new double[conditions.size()][];
    for (int r = 0; r < perturbations.values().length; r++) {
      int c = conditions.indexOf(perturbations.rows().get(r));
      if (c < 0) {
        throw perturbations.complaint(
            r,
            -1,
            "names condition '"
                + perturbations.rows().get(r)
                + "', which "
                + responses.file()
                + " does not have");
      }
      if (inputs[c] != null) {
        throw perturbations.complaint(
            r, -1, "names condition '" + conditions.get(c) + "' a second time");
      }
      inputs[c] = new double[nodes.size()];
      for (int k = 0; k < to.length; k++) {
        inputs[c][to[k]] = perturbations.values()[r][k];
      }
    }
    for (int c = 0; c < inputs.length; c++) {
      if (inputs[c] == null) {
        throw new BadTable(
            perturbations.file(), "has no row for condition '" + conditions.get(c) + "'");
      }
    }
    return inputs;
  }
}
