package org.blastema.celltypes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Recording;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.Stop;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;

/** Cell types, steps and tissues for tests, and derivatives of one macro-step in two ways. */
public final class Bench implements BuildContext {
  private final Map<Class<?>, Object> known = new HashMap<>();

  /** A scenario in a space, with chemicals and types of the given names and no behaviors. */
  public Bench(int dimensions, List<String> chemicals, String... types) {
    known.put(Space.class, new FreeSpace(dimensions));
    List<Parameter> ones = chemicals.stream().map(c -> Parameter.constant(c, 1)).toList();
    known.put(Chemicals.class, new Chemicals(chemicals, ones, ones));
    known.put(
        CellTypes.class,
        new CellTypes(Arrays.stream(types).map(t -> type(t, chemicals.size())).toList()));
  }

  private static CellType type(String name, int chemicals, CellBehavior... behaviors) {
    List<Boolean> none = new ArrayList<>();
    List<Double> zero = new ArrayList<>();
    for (int c = 0; c < chemicals; c++) {
      none.add(false);
      zero.add(0.0);
    }
    return new CellType(name, true, none, zero, zero, List.of(behaviors));
  }

  /** Gives a type its behaviors. */
  public Bench with(String name, CellBehavior... behaviors) {
    List<CellType> changed = new ArrayList<>(types().types());
    int chemicals = require(Chemicals.class).count();
    changed.set(types().indexOf(name), type(name, chemicals, behaviors));
    known.put(CellTypes.class, new CellTypes(changed));
    return this;
  }

  /** The cell types. */
  public CellTypes types() {
    return require(CellTypes.class);
  }

  @Override
  public long seed() {
    return 1;
  }

  @Override
  public <X> Optional<X> find(Class<X> type) {
    return Optional.ofNullable(type.cast(known.get(type)));
  }

  @Override
  public Path file(String name) {
    throw new UnsupportedOperationException(name);
  }

  /** A trained number. */
  public static ParameterSpec trained(String path, double value) {
    return new ParameterSpec(
        path,
        new ParameterSpec.Initial.Written(List.of(List.of(value))),
        true,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }

  /** A model of some steps with a macro-step of length dt. */
  public Run run(double dt, Step... steps) {
    List<Model.NamedStep> named = new ArrayList<>();
    List<FieldSpec> founded = new ArrayList<>();
    for (int k = 0; k < steps.length; k++) {
      named.add(new Model.NamedStep("step-" + k, steps[k]));
      founded.addAll(steps[k].reads());
    }
    return new Run(new Model(require(Space.class), dt, named, founded));
  }

  /** Runs and differentiates a model. */
  public record Run(Model model) {
    /** Founders of given types with radius 0.5 at positions {@code [cell][dimension]}. */
    public CellState founders(int[] types, double[][] x) {
      return CellState.founders(model.schema(), types).with("position", Var.ofRows(x));
    }

    /** A history of so many macro-steps. */
    public Trajectory run(CellState from, int steps, long seed) {
      return new Rollout(model, ParameterValues.initial(), seed, 0)
          .run(from, Stop.afterSteps(from.step() + steps));
    }

    /** A parameter of the model by its path. */
    public Parameter parameter(String path) {
      return model.parameters().stream()
          .filter(p -> p.path().equals(path))
          .findFirst()
          .orElseThrow();
    }

    /**
     * The derivative by a scalar parameter of a goal of the state after one macro-step plus {@code
     * scoreWeight} times the log-probability, with the choices held fixed.
     */
    public double derivative(
        CellState from,
        Function<CellState, Var> goal,
        double scoreWeight,
        Parameter by,
        List<Object> choices) {
      Recording recording =
          new Recording(
              new LinkedHashSet<>(List.of(by)),
              List.of(),
              History.FULL,
              Recording.ALL_TAPES,
              (before, after) -> goal.apply(after));
      return new Rollout(model, ParameterValues.initial(), 1, 0)
          .replay(from, List.of(choices), recording)
          .gradient(new double[] {scoreWeight}, new double[] {1})
          .byParameter()
          .get(by)[0];
    }

    /** The same by central differences. */
    public double difference(
        CellState from,
        Function<CellState, Var> goal,
        double scoreWeight,
        Parameter by,
        List<Object> choices,
        double h) {
      double[] ends = new double[2];
      for (int side = 0; side < 2; side++) {
        double value = by.values()[0] + (side == 0 ? -h : h);
        ParameterValues values =
            ParameterValues.initial().with(List.of(by), List.of(new double[] {value}));
        Trajectory t = new Rollout(model, values, 1, 0).replay(from, List.of(choices), null);
        ends[side] = goal.apply(t.last()).item() + scoreWeight * t.logProbabilities()[0];
      }
      return (ends[1] - ends[0]) / (2 * h);
    }
  }
}
