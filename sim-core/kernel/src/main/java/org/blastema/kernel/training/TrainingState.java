package org.blastema.kernel.training;

import java.util.Map;

/**
 * Everything that decides how a training run goes on: what a checkpoint holds.
 *
 * @param epoch number of epochs done
 * @param free the trained parameters as free numbers
 * @param optimizer the optimizer's memory
 * @param estimator the estimator's memory
 */
public record TrainingState(
    int epoch, double[] free, Map<String, double[]> optimizer, double[] estimator) {}
