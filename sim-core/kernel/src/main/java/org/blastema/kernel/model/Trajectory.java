package org.blastema.kernel.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/**
 * A simulated history: the state before the first and after every macro-step, what chance chose,
 * and with which log-probability. If it was recorded, it can be differentiated.
 */
public final class Trajectory {
  private final Rollout rollout;
  private final Recording recording;
  private final List<CellState> states = new ArrayList<>();
  private final List<List<Object>> choices = new ArrayList<>();
  private final List<Double> logProbabilities = new ArrayList<>();
  private final List<Set<String>> entering = new ArrayList<>();

  /** The transition of a macro-step, or null if it is to be run again. */
  private final List<Transition> kept = new ArrayList<>();

  private long keptBytes;

  /**
   * Derivatives of a weighted sum of log-probabilities and rewards.
   *
   * @param byParameter by every live parameter, column after column
   * @param byInitialField by every live field of the initial state, column after column
   */
  public record Gradient(
      Map<Parameter, double[]> byParameter, Map<String, double[]> byInitialField) {}

  Trajectory(Rollout rollout, CellState initial, Recording recording) {
    this.rollout = rollout;
    this.recording = recording;
    states.add(initial);
  }

  void add(Transition transition, Set<String> active) {
    states.add(Rollout.detached(transition.leaving()));
    choices.add(List.copyOf(transition.choices()));
    logProbabilities.add(transition.score().item());
    entering.add(active);
    if (recording != null) {
      keep(transition);
    }
  }

  private void keep(Transition transition) {
    long bytes = transition.tape().bytes();
    boolean fits = bytes <= recording.tapeBytes() - keptBytes;
    kept.add(fits ? transition : null);
    keptBytes += fits ? bytes : 0;
  }

  /** Number of macro-steps. */
  public int length() {
    return choices.size();
  }

  /** All states: {@code length + 1} of them, plain numbers. */
  public List<CellState> states() {
    return List.copyOf(states);
  }

  /** The present last state. */
  public CellState last() {
    return states.get(states.size() - 1);
  }

  /** What the stochastic steps chose in every macro-step. */
  public List<List<Object>> choices() {
    return List.copyOf(choices);
  }

  /** Log-probability of the choices of every macro-step. */
  public double[] logProbabilities() {
    return logProbabilities.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The rewards of every macro-step. */
  public double[] rewards(Reward reward) {
    double[] r = new double[length()];
    for (int t = 0; t < r.length; t++) {
      r[t] = reward.transition(states.get(t), states.get(t + 1)).item();
    }
    return r;
  }

  /**
   * The gradient of {@code sum_t scoreWeights[t] log p_t + rewardWeights[t] r_t}. With {@link
   * History#FULL} the adjoint of every entering state is carried back through all macro-steps
   * before; with {@link History#TRUNCATED} it is dropped.
   *
   * @param scoreWeights one number a macro-step
   * @param rewardWeights one number a macro-step, or null if the recording has no pathwise reward
   * @throws IllegalStateException if nothing was recorded
   */
  public Gradient gradient(double[] scoreWeights, double[] rewardWeights) {
    if (recording == null) {
      throw new IllegalStateException("the rollout was not recorded");
    }
    Map<Parameter, double[]> byParameter = new LinkedHashMap<>();
    for (Parameter p : recording.live()) {
      byParameter.put(p, new double[p.size()]);
    }
    Map<String, double[]> state = new HashMap<>();
    for (int t = length() - 1; t >= 0; t--) {
      Transition transition =
          kept.isEmpty() || kept.get(t) == null
              ? rollout.step(states.get(t), entering.get(t), recording, choices.get(t))
              : kept.get(t);
      state =
          pull(
              transition,
              scoreWeights[t],
              rewardWeights == null ? 0 : rewardWeights[t],
              state,
              byParameter);
      if (recording.history() == History.TRUNCATED) {
        state = new HashMap<>();
      }
    }
    return new Gradient(byParameter, state);
  }

  /**
   * How the weighted sum of rewards {@code sum_t weights[t] r_t} depends on every state: its
   * derivative by the fields of that state, at the choices that were made. A change of a state
   * changes the reward of the macro-step that led to it, and through the model the rewards of all
   * macro-steps after it. The trajectory need not be recorded: macro-steps are run again.
   *
   * @param reward the reward of a macro-step
   * @param weights one number a macro-step
   * @return for every state, by every field, column after column
   * @throws org.blastema.plugin.InvalidConfiguration if a step of the model has no derivative
   */
  public List<Map<String, double[]>> sensitivity(Reward reward, double[] weights) {
    Recording every = new Recording(Set.of(), List.of(), History.FULL, 0, reward);
    Set<String> fields = new LinkedHashSet<>();
    last().schema().fields().forEach(field -> fields.add(field.name()));
    Deque<Map<String, double[]>> found = new ArrayDeque<>();
    Map<String, double[]> later = new HashMap<>();
    for (int t = length() - 1; t >= 0; t--) {
      found.addFirst(sum(last(reward, t, weights[t]), later));
      Transition transition = rollout.step(states.get(t), fields, every, choices.get(t));
      later = pull(transition, 0, weights[t], later, Map.of());
    }
    found.addFirst(sum(Map.of(), later));
    return List.copyOf(found);
  }

  /**
   * The derivative of the last reward by the last state, as {@link #sensitivity} has it: it asks no
   * derivative of the model's steps.
   *
   * @param reward the reward of a macro-step
   * @param weight its weight
   */
  public Map<String, double[]> lastSensitivity(Reward reward, double weight) {
    return length() == 0 ? Map.of() : last(reward, length() - 1, weight);
  }

  /** The derivative of the reward of macro-step {@code t} by the state after it. */
  private Map<String, double[]> last(Reward reward, int t, double weight) {
    Tape tape = new Tape();
    Map<String, Var> inputs = new LinkedHashMap<>();
    CellState live = states.get(t + 1);
    for (FieldSpec field : live.schema().fields()) {
      Var input = tape.input(live.get(field));
      inputs.put(field.name(), input);
      live = live.with(field, input);
    }
    Var earned = reward.transition(states.get(t), live);
    Map<String, double[]> found = new LinkedHashMap<>();
    if (earned.isActive()) {
      tape.clearAdjoints();
      tape.seed(earned, weight);
      tape.sweep();
      inputs.forEach((field, input) -> found.put(field, tape.adjoint(input)));
    }
    return found;
  }

  private static Map<String, double[]> sum(Map<String, double[]> a, Map<String, double[]> b) {
    Map<String, double[]> sum = new LinkedHashMap<>(a);
    b.forEach((field, more) ->
        sum.merge(
            field,
            more,
            (x, y) -> {
              double[] both = x.clone();
              for (int i = 0; i < both.length; i++) {
                both[i] += y[i];
              }
              return both;
            }));
    return sum;
  }

  /** Lets go of kept tapes and their memory; a later gradient runs the macro-steps again. */
  public void forgetTapes() {
    kept.clear();
    keptBytes = 0;
  }

  /** Carries adjoints of the leaving state back to the entering state and the parameters. */
  private static Map<String, double[]> pull(
      Transition transition,
      double scoreWeight,
      double rewardWeight,
      Map<String, double[]> leaving,
      Map<Parameter, double[]> byParameter) {
    Tape tape = transition.tape();
    tape.clearAdjoints();
    tape.seed(transition.score(), scoreWeight);
    if (transition.reward() != null) {
      tape.seed(transition.reward(), rewardWeight);
    }
    leaving.forEach((field, adjoint) -> tape.seed(transition.leaving().get(field), adjoint));
    tape.sweep();
    transition
        .parameters()
        .forEach((p, v) -> {
          double[] total = byParameter.get(p);
          double[] adjoint = tape.adjoint(v);
          for (int k = 0; k < total.length; k++) {
            total[k] += adjoint[k];
          }
        });
    Map<String, double[]> result = new HashMap<>();
    for (Map.Entry<String, Var> input : transition.inputs().entrySet()) {
      result.put(input.getKey(), tape.adjoint(input.getValue()));
    }
    return result;
  }
}
