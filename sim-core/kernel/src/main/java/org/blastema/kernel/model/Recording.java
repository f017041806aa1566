package org.blastema.kernel.model;

import java.util.List;
import java.util.Set;
import org.blastema.kernel.goal.Reward;
import org.blastema.plugin.Parameter;

/**
 * What a rollout records for its gradient.
 *
 * @param live parameters to differentiate by
 * @param liveFields fields of the initial state to differentiate by
 * @param history how much of the past is live
 * @param keepTapes whether the tapes of all macro-steps stay in memory; if not, macro-steps are run
 *     again from stored entering states when the gradient is asked for, so that memory is one
 *     macro-step
 * @param pathwise rewards whose own derivative is wanted, evaluated on every transition; may be
 *     null
 */
public record Recording(
    Set<Parameter> live,
    List<String> liveFields,
    History history,
    boolean keepTapes,
    Reward pathwise) {

  /** Everything a score-function estimator needs. */
  public static Recording of(Set<Parameter> live, History history) {
    return new Recording(live, List.of(), history, true, null);
  }
}
