package org.blastema.plugintest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.blastema.autodiff.GradCheck;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.state.CellState;

/** A reward's derivatives by the state that a macro-step leaves. */
final class RewardCheck {
  private static final int DIRECTIONS = 5;

  private final Reward reward;

  RewardCheck(Reward reward) {
    this.reward = reward;
  }

  void require(CellState before, CellState after, double tolerance) {
    Tape tape = new Tape();
    List<Var> inputs = new ArrayList<>();
    for (Var column : after.columns()) {
      inputs.add(tape.input(column.stopGradient()));
    }
    Var value = reward.transition(before, after.withColumns(inputs));
    if (value.size() != 1) {
      throw new AssertionError("a reward is one number, not " + value.rows() + " rows");
    }
    double[][] adjoints = new double[inputs.size()][];
    if (value.isActive()) {
      tape.seed(value, 1);
      tape.sweep();
    }
    for (int k = 0; k < adjoints.length; k++) {
      adjoints[k] =
          value.isActive() ? tape.adjoint(inputs.get(k)) : new double[inputs.get(k).size()];
    }
    Random random = new Random(1);
    List<GradCheck.Claim> claims = new ArrayList<>();
    for (int d = 0; d < DIRECTIONS; d++) {
      Displacement direction = Displacement.random(after, random);
      claims.add(
          new GradCheck.Claim(
              "direction " + d,
              direction.slope(adjoints),
              h -> reward.transition(before, direction.of(after, h)).item()));
    }
    GradCheck.of("reward by the state after", claims).assertPasses(tolerance);
  }
}
