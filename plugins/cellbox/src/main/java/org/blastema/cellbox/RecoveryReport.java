package org.blastema.cellbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.Network;

/**
 * The pages of a {@link RecoveryStudy}.
 *
 * @param c what was asked
 * @param data all conditions
 * @param split what they are for
 * @param network what was learned
 * @param predicted its predictions for the test conditions
 * @param ridge those of the baseline
 * @param ranked node whose answer ranks pairs of perturbations
 */
record RecoveryReport(
    RecoveryStudy.Configuration c,
    Experiments data,
    Split split,
    Network network,
    double[][][] predicted,
    double[][][] ridge,
    int ranked) {

  /** Writes all tables and pictures but those of the network itself. */
  void write(Path folder) throws IOException {
    CoursePages pages = new CoursePages(data, network);
    Files.writeString(
        folder.resolve("predictions.csv"),
        CoursePages.predictions(data.only(split.test()), predicted, ridge));
    Files.writeString(folder.resolve("time-course.svg"), pages.timeCourse(split.test()[0]));
    Files.writeString(folder.resolve("dose-response.svg"), pages.doseResponse(ranked));
    Files.writeString(folder.resolve("combinations.csv"), pages.combinations(ranked));
  }

  String page(Map<String, Double> numbers, String how, long seed) {
    StringBuilder text = new StringBuilder("# A network learned from synthetic experiments\n\n");
    text.append(
        "Known network: %s. %d training, %d validation and %d test conditions of %d samples; %d nodes perturbed in each; noise %s; seed %d.\n\n"
            .formatted(
                c.network().orElse("a random one"),
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
        `network.graphml` and `network.dot` the network for drawing, `predictions.csv` all test predictions, `combinations.csv` all pairs of
        perturbations, ranked by what they do to one node.

        ![time course](time-course.svg)

        ![dose response](dose-response.svg)
        """);
    return text.toString();
  }
}
