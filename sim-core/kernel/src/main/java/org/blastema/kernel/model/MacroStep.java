package org.blastema.kernel.model;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.space.NeighborSearch;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;

/**
 * One macro-step while it runs: applies the model's steps in order, on a tape or not, sampling or
 * replaying.
 */
final class MacroStep implements StepContext {
  private final Model model;
  private final ParameterValues values;
  private final PhiloxRandom random;
  private final NeighborSearch neighbors;
  private final Consumer<String> warnings;
  private final Tape tape;
  private final Set<Parameter> live;
  private final Map<Parameter, Var> bound = new IdentityHashMap<>();
  private final List<Object> choices = new ArrayList<>();
  private CellState state;
  private int place;
  private Var score = Var.constant(0);

  /**
   * Prepares a macro-step.
   *
   * @param tape where to record, or null
   * @param live parameters to record by, if there is a tape
   */
  MacroStep(
      Model model,
      ParameterValues values,
      PhiloxRandom random,
      NeighborSearch neighbors,
      Consumer<String> warnings,
      Tape tape,
      Set<Parameter> live) {
    this.model = model;
    this.values = values;
    this.random = random;
    this.neighbors = neighbors;
    this.warnings = warnings;
    this.tape = tape;
    this.live = live;
  }

  /**
   * Runs all steps.
   *
   * @param entering the state before
   * @param replayed choices of the stochastic steps in order, or null to sample
   * @return the state after
   * @throws SimulationFailure if a step fails or writes a number that is not finite
   * @throws InvalidConfiguration if a step without derivative reads something live
   */
  CellState run(CellState entering, List<Object> replayed) {
    state = entering.begun();
    place = 0;
    for (Model.NamedStep named : model.steps()) {
      if (state.count() == 0) {
        break;
      }
      CellState before = state;
      if (tape != null && !named.step().differentiable()) {
        requireConstant(named);
      }
      try {
        if (named.step() instanceof StochasticStep<?> stochastic) {
          applyStochastic(stochastic, replayed);
        } else {
          named.step().apply(this);
        }
      } catch (SimulationFailure e) {
        throw e;
      } catch (RuntimeException | LinkageError e) {
        String message = e instanceof RuntimeException ? e.getMessage() : null;
        throw new SimulationFailure(
            entering.step() + 1, named.name(), message == null ? e.toString() : message, e);
      }
      requireFinite(named.name(), before);
      place++;
    }
    if (!Double.isFinite(score.item())) {
      throw new SimulationFailure(
          entering.step() + 1, "score", "the log-probability is " + score.item(), null);
    }
    state = wrapped(state).advanced(model.dt());
    return state;
  }

  /** Cells that have left through a periodic side come in at the other. */
  private CellState wrapped(CellState moved) {
    Space space = model.space();
    if (!space.periodic()) {
      return moved;
    }
    Var x = moved.position();
    double[] shift = new double[x.size()];
    boolean left = false;
    for (int d = 0; d < x.columns(); d++) {
      for (int i = 0; i < x.rows(); i++) {
        double at = x.get(i, d);
        double inside = space.wrapped(at, d);
        shift[d * x.rows() + i] = inside - at;
        left |= inside != at;
      }
    }
    return left ? moved.with("position", x.plus(Var.of(x.rows(), x.columns(), shift))) : moved;
  }

  /** A gradient must not silently miss what acts through a step that has no derivative. */
  private void requireConstant(Model.NamedStep named) {
    Step step = named.step();
    String what =
        Stream.concat(
                step.parameters().stream().filter(live::contains).map(Parameter::path),
                step.reads().stream()
                    .filter(field -> state.get(field).isActive())
                    .map(field -> "what trained parameters do to the field '" + field.name() + "'"))
            .findFirst()
            .orElse(null);
    if (what != null) {
      throw InvalidConfiguration.at(
          "/train.estimator",
          "the step '"
              + named.name()
              + "' has no derivative, and "
              + what
              + " acts through it, which a gradient by derivatives would miss: use"
              + " evolution-strategies or surrogate");
    }
  }

  private <C> void applyStochastic(StochasticStep<C> step, List<Object> replayed) {
    @SuppressWarnings("unchecked") // the trace holds what this very step sampled
    C choice = replayed == null ? step.sample(this) : (C) replayed.get(choices.size());
    choices.add(choice);
    step.replay(this, choice);
  }

  private void requireFinite(String stepName, CellState before) {
    List<FieldSpec> fields = model.schema().fields();
    for (int k = 0; k < fields.size(); k++) {
      Var column = state.columns().get(k);
      if (before.count() == state.count() && column == before.columns().get(k)) {
        continue;
      }
      double[] data = column.data();
      for (int i = 0; i < data.length; i++) {
        if (!Double.isFinite(data[i])) {
          throw new SimulationFailure(
              before.step() + 1, stepName, where(fields.get(k), i) + " became " + data[i], null);
        }
      }
    }
  }

  private String where(FieldSpec field, int entry) {
    String owner =
        field
            .grid()
            .map(g -> "in the voxel at " + g.place(entry % g.voxels()))
            .orElseGet(() -> "of cell " + state.id(entry % state.count()));
    return "field '" + field.name() + "' " + owner;
  }

  /** What the stochastic steps chose, in order. */
  List<Object> choices() {
    return choices;
  }

  /** Sum of the log-probabilities of the choices. */
  Var score() {
    return score;
  }

  /** The recorded parameters and the arrays they are bound to. */
  Map<Parameter, Var> bound() {
    return bound;
  }

  @Override
  public CellState state() {
    return state;
  }

  @Override
  public void state(CellState next) {
    state = next;
  }

  @Override
  public Var value(Parameter parameter) {
    return bound.computeIfAbsent(
        parameter,
        p -> tape != null && live.contains(p) ? tape.input(values.get(p)) : values.get(p));
  }

  @Override
  public Space space() {
    return model.space();
  }

  @Override
  public double dt() {
    return model.dt();
  }

  @Override
  public KeyedRandom random() {
    return random.at(place);
  }

  @Override
  public NeighborSearch neighbors() {
    return neighbors;
  }

  @Override
  public void score(Var logProbability) {
    score = score.plus(logProbability);
  }

  @Override
  public void warn(String message) {
    warnings.accept(message);
  }
}
