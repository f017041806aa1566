package org.blastema.kernel.training;

import java.util.List;
import org.blastema.kernel.goal.Metric;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for training: estimators, baselines, optimizers, schedules. */
public final class TrainingKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        EstimatorFactory.class,
        "score-function",
        ScoreFunction.Configuration.class,
        (c, context) -> {
          if (c.normalization() != ScoreFunction.Normalization.NONE && c.pathwise()) {
            throw InvalidConfiguration.at(
                "normalization",
                "standardized returns do not fit rewards that are differentiated as they are: "
                    + "set pathwise: false");
          }
          BaselineFactory baseline = c.baseline().build(context);
          return () -> new ScoreFunction(c, baseline.create());
        });
    language.contribute(
        EstimatorFactory.class,
        "pathwise",
        Pathwise.Configuration.class,
        (c, context) -> Pathwise::new);
    language.contribute(
        EstimatorFactory.class,
        "evolution-strategies",
        EvolutionStrategies.Configuration.class,
        (c, context) -> () -> new EvolutionStrategies(c));
    language.contribute(
        EstimatorFactory.class,
        "surrogate",
        Surrogate.Configuration.class,
        (c, context) -> () -> new Surrogate(c));
    language.contribute(
        EstimatorFactory.class,
        "cma-es",
        CovarianceAdaptation.Configuration.class,
        CovarianceAdaptation::create);
    language.contribute(
        OptimizerFactory.class,
        "gradient-descent",
        GradientDescent.Configuration.class,
        (c, context) -> new GradientDescent.Factory(c.learningRate(), c.schedule().build(context)));
    language.contribute(
        OptimizerFactory.class,
        "adam",
        Adam.Configuration.class,
        (c, context) -> {
          requireForgetting("beta1", c.beta1());
          requireForgetting("beta2", c.beta2());
          Schedule schedule = c.schedule().build(context);
          return (epochs, count) -> new Adam(c, schedule, epochs, count);
        });
    language.contribute(BaselineFactory.class, "none", Baselines.None.class, (c, context) -> c);
    language.contribute(
        BaselineFactory.class, "leave-one-out", Baselines.LeaveOneOut.class, (c, context) -> c);
    language.contribute(
        BaselineFactory.class, "moving-average", Baselines.MovingAverage.class, (c, context) -> c);
    language.contribute(
        BaselineFactory.class,
        "learned-value",
        LearnedValue.Configuration.class,
        (c, context) -> {
          List<Metric> features = c.features().stream().map(f -> f.build(context)).toList();
          return () -> new LearnedValue(features, c.keep());
        });
    language.contribute(Schedule.class, "constant", Schedules.Constant.class, (c, context) -> c);
    language.contribute(
        Schedule.class, "exponential", Schedules.Exponential.class, (c, context) -> c);
    language.contribute(Schedule.class, "cosine", Schedules.Cosine.class, (c, context) -> c);
    language.contribute(Schedule.class, "drop", Schedules.Drop.class, (c, context) -> c);
    language.contribute(Schedule.class, "ramp", Schedules.Ramp.class, (c, context) -> c);
  }

  private static void requireForgetting(String entry, double decay) {
    if (!(decay < 1)) {
      throw InvalidConfiguration.at(entry, "must be less than 1");
    }
  }
}
