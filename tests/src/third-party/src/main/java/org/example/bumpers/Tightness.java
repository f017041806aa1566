package org.example.bumpers;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Describe;

@Describe("One over the mean square distance of the cells from their center.")
record Tightness() implements Reward, Metric {
  @Override
  public Var transition(CellState before, CellState after) {
    return of(after).minus(of(before));
  }

  @Override
  public String unit() {
    return "1/length^2";
  }

  @Override
  public double of(List<CellState> history) {
    return of(history.getLast()).item();
  }

  private static Var of(CellState state) {
    Var x = state.position();
    Var center = x.sumRows().divide(state.count());
    return x.minus(center).square().sum().divide(state.count()).reciprocal();
  }
}
