package org.blastema.cellbox;

import java.util.Locale;
import java.util.Map;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Solution;
import org.blastema.cellbox.model.Variant;
import org.blastema.cellbox.report.Chart;

/**
 * The pages of a {@link RecoveryStudy}.
 *
 * @param c what was asked
 * @param data all conditions
 * @param split what they are for
 * @param network what was learned
 * @param predicted its predictions for the test conditions
 * @param ridge those of the baseline
 */
record RecoveryReport(
    RecoveryStudy.Configuration c,
    Experiments data,
    Split split,
    Network network,
    double[][][] predicted,
    double[][][] ridge) {

  private static final int MOST_COURSES = 8;

  String predictions() {
    StringBuilder text =
        new StringBuilder(
            "condition,time,node,measured,without noise,predicted,ridge regression\n");
    Experiments test = data.only(split.test());
    for (int k = 0; k < test.count(); k++) {
      for (int m = 0; m < test.samples(); m++) {
        for (int i = 0; i < data.nodes().size(); i++) {
          text.append(test.conditions().get(k)).append(',').append(test.times()[m]).append(',');
          text.append(data.nodes().get(i)).append(',').append(test.responses()[k][m][i]);
          text.append(',').append(test.clean()[k][m][i]).append(',').append(predicted[k][m][i]);
          text.append(',').append(ridge[k][m][i]).append('\n');
        }
      }
    }
    return text.toString();
  }

  /** Courses of the first nodes in the first test condition, with what was measured. */
  String timeCourse() {
    Experiments test = data.only(split.test());
    Chart chart = new Chart("test condition " + test.conditions().getFirst(), "time", "response");
    int points = 200;
    double end = test.times()[test.times().length - 1];
    int nodes = Math.min(MOST_COURSES, data.nodes().size());
    double[] time = new double[points + 1];
    double[][] course = new double[nodes][points + 1];
    Solution solution =
        new Solution(
            network,
            Variant.STANDARD,
            FixedSteps.RUNGE_KUTTA_4,
            end / points,
            null,
            new double[][] {test.inputs()[0]});
    for (int k = 1; k <= points; k++) {
      solution.advance(1);
      time[k] = end * k / points;
      for (int i = 0; i < nodes; i++) {
        course[i][k] = solution.state()[0][i];
      }
    }
    for (int i = 0; i < nodes; i++) {
      chart.line(data.nodes().get(i), time, course[i]);
    }
    for (int i = 0; i < nodes; i++) {
      double[] measured = new double[test.samples()];
      for (int m = 0; m < measured.length; m++) {
        measured[m] = test.responses()[0][m][i];
      }
      chart.points(data.nodes().get(i), test.times(), measured);
    }
    return chart.svg();
  }

  String page(Map<String, Double> numbers, String how, long seed) {
    StringBuilder text = new StringBuilder("# A network learned from synthetic experiments\n\n");
    text.append(
        "Known network: %s. %d training, %d validation and %d test conditions of %d samples; %d nodes perturbed in each; noise %s; seed %d.\n\n"
            .formatted(
                c.network(),
                c.train(),
                c.validation(),
                c.test(),
                c.samples(),
                c.perturbed(),
                c.noise(),
                seed));
    text.append("Learned by: ").append(how).append(".\n\n");
    text.append("| number | value |\n|---|---|\n");
    numbers.forEach(
        (name, value) -> text.append(String.format(Locale.ROOT, "| %s | %.5g |%n", name, value)));
    text.append(
        """

        `pearson_w` compares all weights of the learned network with the known one, `mae_test_clean` its predictions for the
        test conditions with the responses without noise, `mae_test` with the noisy ones, `mae_test_ridge` those of a ridge
        regression on the perturbations. `edges.csv` has every edge with its standard error and confidence,
        `network.graphml` and `network.dot` the network for drawing, `predictions.csv` all test predictions.

        ![time course](time-course.svg)
        """);
    return text.toString();
  }
}
