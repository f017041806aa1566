package org.blastema.runner.experiment;

import java.util.List;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.initial.InitialState;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.Parameter;
import org.blastema.runner.plugins.Origins;

/**
 * Objects whose exceptions say which object of the scenario threw them. Steps need none: their
 * failures have the step's name.
 */
final class Blaming {
  private Blaming() {}

  static Metric of(String path, Metric metric) {
    return new Metric() {
      @Override
      public String unit() {
        return metric.unit();
      }

      @Override
      public double of(List<CellState> history) {
        try {
          return metric.of(history);
        } catch (RuntimeException | LinkageError e) {
          throw Origins.blame(path, e);
        }
      }
    };
  }

  static Reward of(String path, Reward reward) {
    return (before, after) -> {
      try {
        return reward.transition(before, after);
      } catch (RuntimeException | LinkageError e) {
        throw Origins.blame(path, e);
      }
    };
  }

  static InitialState of(String path, InitialState initial) {
    return new InitialState() {
      @Override
      public boolean random() {
        return initial.random();
      }

      @Override
      public List<Parameter> parameters() {
        return initial.parameters();
      }

      @Override
      public CellState create(StateSchema schema, KeyedRandom random) {
        try {
          return initial.create(schema, random);
        } catch (RuntimeException | LinkageError e) {
          throw Origins.blame(path, e);
        }
      }
    };
  }
}
