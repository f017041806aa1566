package org.blastema.runner.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Objective;
import org.blastema.kernel.initial.InitialState;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Recording;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.Stop;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.training.GradientEstimator;
import org.blastema.kernel.training.OptimizerFactory;
import org.blastema.kernel.training.ParameterVector;
import org.blastema.kernel.training.Penalty;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Part;
import org.blastema.record.train.ParameterValue;
import org.blastema.runner.binding.Complaints;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.scenario.Scenario;
import org.blastema.runner.scenario.Training;
import org.blastema.runner.scenario.TrainingNumbers;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.TreePath;

/** Makes the objects that a scenario names. */
public final class Assembly {
  private final LoadedScenario loaded;
  private final Scenario scenario;
  private final ScenarioContext context;

  private Assembly(LoadedScenario loaded, Function<String, Path> finder) {
    this.loaded = loaded;
    this.scenario = loaded.scenario();
    this.context = new ScenarioContext(loaded, finder);
  }

  /**
   * The experiment of a scenario.
   *
   * @param finder where the files lie that the scenario names
   * @throws InvalidInput if parts do not fit each other, with file, line and column
   */
  public static Experiment of(LoadedScenario loaded, Function<String, Path> finder) {
    if (loaded.scenario().fit().isPresent()) {
      throw InvalidInput.at(
          loaded.place("fit"), "the scenario fits data and has no tissue: use the command run");
    }
    Assembly assembly = new Assembly(loaded, finder);
    Experiment experiment;
    try {
      experiment = assembly.assemble();
    } catch (InvalidConfiguration e) {
      throw Complaints.located(e, "", loaded.tree());
    } catch (RuntimeException e) {
      throw assembly.context.origins().named(e);
    }
    Map<String, Experiment> variants = new LinkedHashMap<>();
    loaded
        .variants()
        .forEach((name, v) -> {
          Experiment variant = of(v, finder);
          requireSameShapes(name, variant, experiment);
          variants.put(name, variant);
        });
    return experiment.with(variants);
  }

  /** The experiment of a scenario whose files lie beside it. */
  public static Experiment of(LoadedScenario loaded) {
    Path parent = loaded.file().toAbsolutePath().getParent();
    return of(loaded, name -> parent.resolve(name).normalize());
  }

  /** A variant takes over the trained parameters, so they must fit it. */
  private static void requireSameShapes(String name, Experiment variant, Experiment trained) {
    Map<String, double[]> values = new LinkedHashMap<>();
    new ParameterVector(trained.model().parameters())
        .parameters()
        .forEach(p -> values.put(p.path(), p.values()));
    try {
      variant.values(values);
    } catch (IllegalArgumentException e) {
      String path = TreePath.child("train.variants", name);
      throw InvalidInput.at(trained.loaded().place(path), path + ": " + e.getMessage());
    }
  }

  private Experiment assemble() {
    Space space = new SpaceAssembly(loaded, context).space();
    context.add(space);
    Chemicals chemicals = chemicals();
    context.add(chemicals);
    CellTypeAssembly behaviors = new CellTypeAssembly(loaded, context);
    CellTypes types = behaviors.types(chemicals);
    context.add(types);
    List<Model.NamedStep> steps = new ArrayList<>();
    for (Map.Entry<String, Part<Step>> entry : scenario.steps().entrySet()) {
      Step step = entry.getValue().build(context);
      if (!step.knows(space)) {
        throw InvalidInput.at(
            loaded.place(TreePath.child("steps", entry.getKey())),
            Model.stranger(entry.getKey(), space));
      }
      context.add(step);
      steps.add(new Model.NamedStep(entry.getKey(), step));
    }
    behaviors.requireSteps(steps);
    SpaceAssembly.requireMechanics(space, steps, loaded);
    Model model = model(space, chemicals, steps);
    context.add(model);
    InitialState initial = Blaming.of("initial", scenario.initial().orElseThrow().build(context));
    requireTrainable(model, chemicals, initial);
    requireColumns(model);
    requireUptakeRead(model);
    Map<String, Metric> metrics = new LinkedHashMap<>();
    scenario
        .metrics()
        .forEach(
            (name, part) -> metrics.put(name, Blaming.of("metrics." + name, part.build(context))));
    Optional<Experiment.Goal> goal = scenario.train().map(train -> goal(train, model));
    Scenario.Limits limits = scenario.stop();
    Stop stop =
        new Stop(
            limits.cells().orElse(Integer.MAX_VALUE),
            limits.steps().orElse(Integer.MAX_VALUE),
            limits.time().orElse(Double.POSITIVE_INFINITY));
    Experiment experiment =
        new Experiment(
            loaded,
            model,
            types,
            initial,
            stop,
            metrics,
            goal,
            context.files(),
            context.origins(),
            Map.of());
    probe(experiment);
    return experiment;
  }

  private Model model(Space space, Chemicals chemicals, List<Model.NamedStep> steps) {
    List<FieldSpec> further = new ArrayList<>();
    if (chemicals.count() > 0) {
      further.add(FieldSpec.secretion(chemicals.count()));
      FieldSpec uptake = FieldSpec.uptake(chemicals.count());
      if (steps.stream().anyMatch(named -> named.step().reads().contains(uptake))) {
        further.add(uptake); // the types of the cells say how much
      }
    }
    try {
      return new Model(space, scenario.dt(), steps, further);
    } catch (IllegalArgumentException e) {
      throw InvalidInput.at(loaded.place("steps"), e.getMessage());
    }
  }

  /** Makes one founder state, so that what is wrong with it is said before anything runs. */
  private void probe(Experiment experiment) {
    try {
      CellState founders = experiment.founders(experiment.seed(), 0);
      SpaceAssembly.requireInside(experiment.model().space(), founders, loaded);
      if (scenario.train().isPresent() && experiment.stop().reached(founders)) {
        throw InvalidInput.at(
            loaded.place("stop"),
            "nothing to train: the " + founders.count() + " founder cells are at the end already");
      }
      if (scenario.train().isPresent()
          && experiment.model().steps().stream().anyMatch(n -> !n.step().differentiable())) {
        probeGradient(experiment, founders);
      }
    } catch (InvalidConfiguration e) {
      throw Complaints.located(e, "initial", loaded.tree());
    }
  }

  /** Two recorded macro-steps, which refuse to pass what they cannot differentiate. */
  private static void probeGradient(Experiment experiment, CellState founders) {
    if (experiment.goal().orElseThrow().estimator().create()
        instanceof GradientEstimator estimator) {
      Set<Parameter> trained =
          Set.copyOf(new ParameterVector(experiment.model().parameters()).parameters());
      Rollout rollout =
          new Rollout(experiment.model(), ParameterValues.initial(), experiment.seed(), 0);
      rollout.run(
          founders,
          Stop.afterSteps(founders.step() + 2),
          Recording.of(trained, estimator.history()));
    }
  }

  /** What says that it is trained must be something that a training can change. */
  private void requireTrainable(Model model, Chemicals chemicals, InitialState initial) {
    for (Parameter p : initial.parameters()) {
      if (p.trained()) {
        throw InvalidInput.at(
            loaded.place(p.path()),
            p.path() + ": the founder cells use it, so it cannot be trained");
      }
    }
    Stream.concat(chemicals.diffusion().stream(), chemicals.decay().stream())
        .filter(p -> p.trained() && !model.parameters().contains(p))
        .findFirst()
        .ifPresent(p -> {
          throw InvalidInput.at(
              loaded.place(p.path()), p.path() + ": no step uses it, so it cannot be trained");
        });
  }

  /** Checks may name entries of trained parameters; there must be such entries. */
  private void requireEntries(Model model) {
    Map<String, ParameterValue> trained = new LinkedHashMap<>();
    model.parameters().stream()
        .filter(Parameter::trained)
        .forEach(p -> trained.put(p.path(), new ParameterValue(p.rows(), p.columns(), p.values())));
    for (int k = 0; k < scenario.checks().size(); k++) {
      String metric = scenario.checks().get(k).metric();
      if (!scenario.metrics().containsKey(metric)
          && TrainingNumbers.names(metric)
          && TrainingNumbers.find(metric, new double[1], trained).isEmpty()) {
        throw InvalidInput.at(
            loaded.place("checks[" + k + "].metric"),
            "'" + metric + "' is no entry of a trained parameter; trained are " + trained.keySet());
      }
    }
  }

  private void requireColumns(Model model) {
    List<String> columns = scenario.outputs().columns();
    for (int k = 0; k < columns.size(); k++) {
      if (!model.schema().has(columns.get(k))) {
        throw InvalidInput.at(
            loaded.place("outputs.columns[" + k + "]"),
            "unknown field '"
                + columns.get(k)
                + "' (known: "
                + words(model.schema().fields().stream().map(FieldSpec::name).toList())
                + ")");
      }
    }
  }

  /** A rate of uptake that nothing reads would be a wish that is silently not fulfilled. */
  private void requireUptakeRead(Model model) {
    if (model.schema().has("uptake")) {
      return;
    }
    scenario.cellTypes().entrySet().stream()
        .filter(type -> !type.getValue().takesUp().isEmpty())
        .findFirst()
        .ifPresent(type -> {
          String path = "cell-types." + type.getKey() + ".takes-up";
          throw InvalidInput.at(
              loaded.place(path), path + ": no step reads it; it needs a step 'grid-diffusion'");
        });
  }

  private static String words(List<String> words) {
    return String.join(", ", words);
  }

  private Chemicals chemicals() {
    List<String> names = new ArrayList<>();
    List<Parameter> diffusion = new ArrayList<>();
    List<Parameter> decay = new ArrayList<>();
    scenario
        .chemicals()
        .forEach((name, chemical) -> {
          names.add(name);
          diffusion.add(chemical.diffusion().scalar(scenario.seed()));
          decay.add(chemical.decay().scalar(scenario.seed()));
        });
    return new Chemicals(names, diffusion, decay);
  }

  private Experiment.Goal goal(Training train, Model model) {
    List<Objective.Term> terms = new ArrayList<>();
    train
        .objective()
        .forEach((name, goal) ->
            terms.add(
                new Objective.Term(
                    name,
                    goal.weight(),
                    goal.schedule().build(context)::factor,
                    Blaming.of("train.objective." + name, goal.reward().build(context)))));
    List<String> trained =
        model.parameters().stream().filter(Parameter::trained).map(Parameter::path).toList();
    if (trained.isEmpty()) {
      throw InvalidInput.at(
          loaded.place("train"), "no parameter is trained: write 'train: true' at one of them");
    }
    requireEntries(model);
    List<Penalty> penalties = new ArrayList<>();
    for (int k = 0; k < train.penalties().size(); k++) {
      Training.Price price = train.penalties().get(k);
      for (String path : price.parameters()) {
        if (!trained.contains(path)) {
          throw InvalidInput.at(
              loaded.place("train.penalties[" + k + "]"),
              "'" + path + "' is not a trained parameter; trained are " + trained);
        }
      }
      penalties.add(new Penalty(price.parameters(), price.l1(), price.l2(), price.mean()));
    }
    OptimizerFactory optimizer = train.optimizer().build(context);
    context.add(optimizer);
    return new Experiment.Goal(
        new Objective(terms), train.estimator().build(context), optimizer, penalties);
  }
}
