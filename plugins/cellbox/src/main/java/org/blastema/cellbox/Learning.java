package org.blastema.cellbox;

import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.fit.FirstOrderFit;
import org.blastema.cellbox.fit.NetworkFit;
import org.blastema.cellbox.fit.StagedFit;
import org.blastema.cellbox.fit.Workers;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Variant;
import org.blastema.kernel.study.Workplace;
import org.blastema.plugin.Describe;

/**
 * A choice of method with its settings, by which a network is learned from experiments.
 *
 * @param method which of the others counts
 * @param secondOrder settings
 * @param firstOrder settings
 * @param schedule settings
 * @param solver of the first-order and staged fits
 * @param duration of an experiment
 * @param seed of everything random
 */
record Learning(
    Method method,
    SecondOrder secondOrder,
    FirstOrder firstOrder,
    Schedule schedule,
    SolverChoice solver,
    double duration,
    long seed) {

  /** How the network is learned. */
  enum Method {
    /** Gauss-Newton with a growing horizon; penalties and pruning chosen by cross-validation. */
    @Describe("Gauss-Newton with a growing horizon; penalty and pruning chosen on data left out.")
    SECOND_ORDER,
    /** The published recipe: Adam, one condition at a time. */
    @Describe("The published recipe: Adam, one condition at a time, until validation stops it.")
    FIRST_ORDER,
    /** The published schedule of the original CellBox: Adam in stages. */
    @Describe("The schedule of the original CellBox: Adam on mini-batches in stages.")
    STAGED
  }

  /**
   * What a method gives.
   *
   * @param network that was learned
   * @param errors standard error of every weight, NaN where unknown
   * @param noise estimated standard deviation, or NaN
   * @param how in words
   * @param firstLoss mean square of the training conditions before descent, or NaN
   * @param lastLoss and after it
   */
  record Found(
      Network network,
      double[] errors,
      double noise,
      String how,
      double firstLoss,
      double lastLoss) {}

  /**
   * Learns.
   *
   * @param allowed edges that the network may have, row by row
   */
  Found learn(Experiments data, Split split, boolean[] allowed, Workers workers, Workplace place)
      throws InterruptedException {
    return switch (method) {
      case SECOND_ORDER -> secondOrder(data, split, allowed, workers, place);
      case FIRST_ORDER -> firstOrder(data, split, place);
      case STAGED -> staged(data, split, allowed, place);
    };
  }

  private Found secondOrder(
      Experiments data, Split split, boolean[] allowed, Workers workers, Workplace place)
      throws InterruptedException {
    NetworkFit.Options options = secondOrder.options(data.samples());
    long total =
        (long) options.penalties().size() * options.ties().size() * options.prunings().size();
    place.begin("candidates", total);
    NetworkFit.Watcher watcher =
        done -> {
          place.requireRunning();
          place.advance(done, "");
        };
    NetworkFit.Result r =
        new NetworkFit(data, split, options, allowed, workers, watcher, seed).fit();
    String how =
        "Gauss-Newton with growing horizon; chosen on data left out: price %s, tie %s, pruning %s"
            .formatted(r.chosen().price(), r.chosen().tie(), r.chosen().pruning());
    return new Found(r.network(), r.errors(), r.noise(), how, Double.NaN, Double.NaN);
  }

  private Found firstOrder(Experiments data, Split split, Workplace place)
      throws InterruptedException {
    place.begin("epochs", firstOrder.epochs());
    FirstOrderFit fit =
        new FirstOrderFit(data, split, firstOrder.options(), solver.scheme(duration), seed);
    Network network =
        fit.fit((epoch, loss) -> {
          place.requireRunning();
          place.advance(epoch, "validation loss %.4g".formatted(loss));
        });
    return new Found(
        network,
        unknown(network),
        Double.NaN,
        "the published recipe, " + fit.epochs() + " epochs",
        Double.NaN,
        Double.NaN);
  }

  private Found staged(Experiments data, Split split, boolean[] allowed, Workplace place)
      throws InterruptedException {
    StagedFit.Options options = schedule.options();
    long most = options.stages().stream().mapToLong(StagedFit.Stage::iterations).sum();
    place.begin("iterations", most * options.restarts());
    StagedFit fit =
        new StagedFit(data, split, options, solver.scheme(duration), Variant.STANDARD, allowed);
    StagedFit.Result result =
        fit.fit(
            seed,
            (iteration, loss) -> {
              place.requireRunning();
              place.advance(iteration, "validation loss %.4g".formatted(loss));
            });
    return new Found(
        result.network(),
        unknown(result.network()),
        Double.NaN,
        "Adam in %d stages, %d iterations".formatted(options.stages().size(), result.iterations()),
        result.firstLoss(),
        result.lastLoss());
  }

  private static double[] unknown(Network network) {
    return Network.filled(network.weights().length, Double.NaN);
  }

  /** Warns of nodes that no known condition perturbs. */
  void warnOfUnperturbed(Experiments data, Split split, Workplace place) {
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
}
