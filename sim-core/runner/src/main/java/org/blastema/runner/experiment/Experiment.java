package org.blastema.runner.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Objective;
import org.blastema.kernel.initial.InitialState;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Stop;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.training.EstimatorFactory;
import org.blastema.kernel.training.OptimizerFactory;
import org.blastema.kernel.training.Penalty;
import org.blastema.kernel.training.TrainingPlan;
import org.blastema.plugin.Parameter;
import org.blastema.runner.plugins.Origins;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.scenario.Training;

/**
 * A scenario with every object made that it names.
 *
 * @param loaded what was read
 * @param model the model
 * @param types the cell types
 * @param initial where rollouts begin
 * @param stop when they end
 * @param metrics what describes the tissue
 * @param goal what training needs, if the scenario trains
 * @param inputs files that were read, by the name in the scenario
 * @param origins where the objects come from
 * @param variants the experiments of the training's variants, by name
 */
public record Experiment(
    LoadedScenario loaded,
    Model model,
    CellTypes types,
    InitialState initial,
    Stop stop,
    Map<String, Metric> metrics,
    Optional<Goal> goal,
    Map<String, Path> inputs,
    Origins origins,
    Map<String, Experiment> variants) {
  /** A third of the heap: the rest is for states, adjoints and what records nothing. */
  public static final long TAPE_BYTES = Runtime.getRuntime().maxMemory() / 3;

  /**
   * What training needs.
   *
   * @param objective what is maximized
   * @param estimator how the gradient is estimated
   * @param optimizer how parameters change
   * @param penalties prices on large parameters
   */
  public record Goal(
      Objective objective,
      EstimatorFactory estimator,
      OptimizerFactory optimizer,
      List<Penalty> penalties) {}

  /** The same experiment with variants, whose input files are also its own. */
  Experiment with(Map<String, Experiment> its) {
    Map<String, Path> files = new LinkedHashMap<>(inputs);
    its.values().forEach(variant -> files.putAll(variant.inputs()));
    return new Experiment(
        loaded,
        model,
        types,
        initial,
        stop,
        metrics,
        goal,
        files,
        origins,
        new LinkedHashMap<>(its));
  }

  /** The seed of everything random. */
  public long seed() {
    return loaded.scenario().seed();
  }

  /** Number of epochs of the training; 0 if the scenario does not train. */
  public int epochs() {
    return loaded.scenario().train().map(Training::epochs).orElse(0);
  }

  /**
   * The plan of the training.
   *
   * @throws IllegalStateException if the scenario does not train
   */
  public TrainingPlan plan(int threads) {
    Goal g = goal.orElseThrow(() -> new IllegalStateException("the scenario does not train"));
    var train = loaded.scenario().train().orElseThrow();
    return new TrainingPlan(
        model,
        initial,
        stop,
        g.objective(),
        g.estimator(),
        g.optimizer(),
        g.penalties(),
        train.epochs(),
        train.rollouts(),
        seed(),
        train.memory() == Training.Memory.FAST ? TAPE_BYTES : 0,
        threads);
  }

  /** The state in which a rollout begins. */
  public CellState founders(long seed, int index) {
    return initial.create(model.schema(), PhiloxRandom.of(seed, index, -1));
  }

  /**
   * Values of this experiment's parameters: those that are given, by path, and initial ones.
   *
   * @param values each column after column
   * @throws IllegalArgumentException if a parameter has another size here
   */
  public ParameterValues values(Map<String, double[]> values) {
    List<Parameter> given =
        model.parameters().stream().filter(p -> values.containsKey(p.path())).toList();
    for (Parameter p : given) {
      int size = values.get(p.path()).length;
      if (p.size() != size) {
        throw new IllegalArgumentException(
            p.path() + " has " + p.size() + " entries, and " + size + " are given");
      }
    }
    return ParameterValues.initial()
        .with(given, given.stream().map(p -> values.get(p.path())).toList());
  }

  /** One rollout without training. */
  public Trajectory grow(ParameterValues values, long seed, int index) {
    return new Rollout(model, values, seed, index).run(founders(seed, index), stop);
  }
}
