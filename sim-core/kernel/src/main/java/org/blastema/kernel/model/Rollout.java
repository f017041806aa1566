package org.blastema.kernel.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.autodiff.Workers;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;

/**
 * One simulated history: steps a model from an initial state until it stops. Belongs to one thread,
 * which others may help with large sums; its random numbers depend on the seed and its index alone.
 */
public final class Rollout {
  private final Model model;
  private final ParameterValues values;
  private final long seed;
  private final int index;
  private final NeighborList neighbors;
  private Consumer<String> warnings = message -> {};
  private int threads = 1;

  /**
   * Prepares a rollout.
   *
   * @param seed the run's seed
   * @param index number of this rollout in the run
   */
  public Rollout(Model model, ParameterValues values, long seed, int index) {
    this.model = model;
    this.values = values;
    this.seed = seed;
    this.index = index;
    this.neighbors = new NeighborList(model.space());
  }

  /** Where warnings of steps go. */
  public Rollout warningsTo(Consumer<String> listener) {
    this.warnings = listener;
    return this;
  }

  /**
   * How many threads may share the work of a macro-step, one if nothing is said. Does not change
   * the results.
   */
  public Rollout threads(int count) {
    this.threads = count;
    return this;
  }

  /** Simulates without recording; every state is kept. */
  public Trajectory run(CellState initial, Stop stop) {
    return run(initial, stop, null);
  }

  /**
   * Simulates.
   *
   * @param initial the founder state
   * @param stop when to end
   * @param recording what to record for the gradient, or null for plain simulation
   * @throws SimulationFailure if a step fails
   */
  public Trajectory run(CellState initial, Stop stop, Recording recording) {
    return run(initial, stop, recording, null);
  }

  /**
   * Carries recorded choices out again, for example with other parameter values.
   *
   * @param choices of every macro-step, as {@link Trajectory#choices} gives them
   */
  public Trajectory replay(CellState initial, List<List<Object>> choices, Recording recording) {
    return run(initial, Stop.afterSteps(initial.step() + choices.size()), recording, choices);
  }

  private Trajectory run(
      CellState initial, Stop stop, Recording recording, List<List<Object>> replayed) {
    Trajectory trajectory = new Trajectory(this, detached(initial), recording);
    Set<String> active = recording == null ? Set.of() : Set.copyOf(recording.liveFields());
    while (!stop.reached(trajectory.last())) {
      List<Object> choices = replayed == null ? null : replayed.get(trajectory.length());
      Transition transition = step(trajectory.last(), active, recording, choices);
      trajectory.add(transition, active);
      if (recording != null && recording.history() == History.FULL) {
        active = transition.activeFields();
      } else {
        active = Set.of();
      }
    }
    return trajectory;
  }

  /** Advances a plain simulation by one macro-step. */
  public CellState advance(CellState state) {
    return step(state, Set.of(), null, null).leaving();
  }

  /** One macro-step, recorded if there is a recording. */
  Transition step(
      CellState entering, Set<String> active, Recording recording, List<Object> choices) {
    Tape tape = recording == null ? null : new Tape();
    Map<String, Var> inputs = new LinkedHashMap<>();
    CellState live = entering;
    for (String field : active) {
      Var input = tape.input(entering.get(field));
      inputs.put(field, input);
      live = live.with(field, input);
    }
    MacroStep macroStep =
        new MacroStep(
            model,
            values,
            PhiloxRandom.of(seed, index, entering.step()),
            neighbors,
            warnings,
            tape,
            recording == null ? Set.of() : recording.live());
    CellState begun = live;
    CellState leaving =
        threads == 1
            ? macroStep.run(begun, choices)
            : Workers.share(threads, () -> macroStep.run(begun, choices));
    Var reward =
        recording == null || recording.pathwise() == null
            ? null
            : recording.pathwise().transition(live, leaving);
    Map<Parameter, Var> bound = new LinkedHashMap<>();
    macroStep
        .bound()
        .forEach((p, v) -> {
          if (v.isActive()) {
            bound.put(p, v);
          }
        });
    return new Transition(
        tape, inputs, bound, leaving, macroStep.score(), reward, macroStep.choices());
  }

  static CellState detached(CellState state) {
    List<Var> plain = new ArrayList<>();
    for (Var column : state.columns()) {
      plain.add(column.stopGradient());
    }
    return state.withColumns(plain);
  }
}
