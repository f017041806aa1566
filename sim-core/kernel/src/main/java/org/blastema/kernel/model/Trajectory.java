package org.blastema.kernel.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.state.CellState;
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
  private final List<Transition> kept = new ArrayList<>();

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
    if (recording != null && recording.keepTapes()) {
      kept.add(transition);
    }
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
          kept.isEmpty()
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

  /** Lets go of kept tapes and their memory; a later gradient runs the macro-steps again. */
  public void forgetTapes() {
    kept.clear();
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
