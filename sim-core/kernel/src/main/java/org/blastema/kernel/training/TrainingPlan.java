package org.blastema.kernel.training;

import java.util.List;
import org.blastema.kernel.goal.Objective;
import org.blastema.kernel.initial.InitialState;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.Stop;

/**
 * What a training run does.
 *
 * @param model the model whose trained parameters are sought
 * @param initial where every rollout begins
 * @param stop when every rollout ends
 * @param objective what is maximized
 * @param estimator how the gradient is estimated
 * @param optimizer how parameters change
 * @param penalties prices on large parameters
 * @param epochs number of parameter changes
 * @param rollouts rollouts per epoch
 * @param seed the run's seed
 * @param tapeBytes how much memory the recorded steps of a batch may keep until its gradient is
 *     taken; the others are run again, which takes longer. 0: all are, so that memory is one
 *     macro-step a rollout
 * @param threads how many rollouts run at once; changes nothing but the time it takes
 */
public record TrainingPlan(
    Model model,
    InitialState initial,
    Stop stop,
    Objective objective,
    EstimatorFactory estimator,
    OptimizerFactory optimizer,
    List<Penalty> penalties,
    int epochs,
    int rollouts,
    long seed,
    long tapeBytes,
    int threads) {}
