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
 * @param tapeBytes how much memory the tapes of macro-steps may keep until the gradient is asked
 *     for, in bytes of recorded numbers; macro-steps beyond it are run again from stored entering
 *     states, with the same bits. 0: all are, so that memory is one macro-step
 * @param pathwise rewards whose own derivative is wanted, evaluated on every transition; may be
 *     null
 */
public record Recording(
    Set<Parameter> live,
    List<String> liveFields,
    History history,
    long tapeBytes,
    Reward pathwise) {

  /** No limit of the memory for tapes. */
  public static final long ALL_TAPES = Long.MAX_VALUE;

  /** Everything a score-function estimator needs. */
  public static Recording of(Set<Parameter> live, History history) {
    return new Recording(live, List.of(), history, ALL_TAPES, null);
  }
}
