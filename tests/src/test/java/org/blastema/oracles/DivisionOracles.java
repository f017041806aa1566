package org.blastema.oracles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.division.CategoricalDivision;
import org.blastema.kernel.division.Direction;
import org.blastema.kernel.division.Division;
import org.blastema.kernel.division.HazardDivision;
import org.blastema.kernel.division.Placement;
import org.blastema.kernel.state.CellState;

/** Sections I and J. */
final class DivisionOracles {
  private static final StepBench.Goal SCORE = new StepBench.Goal(state -> Var.constant(0), 1);

  private DivisionOracles() {}

  static void register(Map<String, OracleCases.Computation> computations) {
    computations.put("division_categorical", DivisionOracles::categorical);
    computations.put("division_hazard", DivisionOracles::hazard);
    computations.put("division_geometry", DivisionOracles::geometry);
  }

  private static CellState tissue(StepBench bench, double[] propensities) {
    double[][] x = new double[propensities.length][2];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = i;
    }
    return bench.state(x, 0.5).with("division", Var.column(propensities));
  }

  private static Map<String, Object> categorical(OracleInputs in) {
    double[] q = in.numbers("q");
    StepBench bench = new StepBench(2, 1, new CategoricalDivision(2, Placement.standard()));
    Division choice = new Division(in.integer("chosen"), Direction.inPlane(0.3));
    double[] p = new double[q.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(CategoricalDivision.logProbability(Var.column(q), i).item());
    }
    CellState state = tissue(bench, q);
    return Map.of(
        "p",
        p,
        "logp",
        bench.replay(state, choice).logProbabilities()[0],
        "dlogp_dq",
        bench.gradient(state, SCORE, null, "division", choice));
  }

  private static Map<String, Object> hazard(OracleInputs in) {
    double[] rate = in.numbers("rate");
    double[] outcome = in.numbers("outcome");
    double dt = in.number("dt");
    StepBench bench = new StepBench(2, dt, new HazardDivision(2, Placement.standard()));
    List<Division> choice = new ArrayList<>();
    for (int i = 0; i < outcome.length; i++) {
      if (outcome[i] == 1) {
        choice.add(new Division(i, Direction.inPlane(i)));
      }
    }
    double[] ones = new double[rate.length];
    Arrays.fill(ones, 1);
    CellState state = tissue(bench, rate);

    Tape tape = new Tape();
    Var single = tape.input(Var.constant(0.7));
    tape.seed(HazardDivision.logProbabilities(single, new double[] {1}, dt).exp(), 1);
    tape.sweep();
    return Map.of(
        "p", HazardDivision.logProbabilities(Var.column(rate), ones, dt).exp().toArray(),
        "logp_terms", HazardDivision.logProbabilities(Var.column(rate), outcome, dt).toArray(),
        "logp", bench.replay(state, choice).logProbabilities()[0],
        "dlogp_drate", bench.gradient(state, SCORE, null, "division", choice),
        "dE_count_dlambda_single_cell_0p7", tape.adjoint(single)[0]);
  }

  private static Map<String, Object> geometry(OracleInputs in) {
    return Map.of(
        "2d", geometry(in, Direction.inPlane(in.number("theta"))),
        "3d", geometry(in, Direction.inSpace(in.number("theta"), in.number("phi"))));
  }

  private static Map<String, Object> geometry(OracleInputs in, double[] direction) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("direction", direction);
    add(in, direction, Placement.Distance.OVERLAPPING, "paper", results);
    add(in, direction, Placement.Distance.TOUCHING, "main", results);
    return results;
  }

  private static void add(
      OracleInputs in,
      double[] direction,
      Placement.Distance distance,
      String prefix,
      Map<String, Object> results) {
    int d = direction.length;
    StepBench bench =
        new StepBench(d, 1, new CategoricalDivision(d, new Placement(distance, Direction.UNIFORM)));
    CellState mother =
        bench.state(new double[1][d], in.number("r")).with("division", Var.constant(1));
    CellState divided = bench.replay(mother, new Division(0, direction)).last();
    double[][] x = divided.position().toRows();
    double offset = Math.sqrt(Arrays.stream(x[0]).map(v -> v * v).sum());
    double radius = divided.radius().get(1, 0);
    results.put("radius_after", radius);
    results.put(prefix + "_offset_length", offset);
    results.put(prefix + "_mother", x[0]);
    results.put(prefix + "_daughter", x[1]);
    results.put(prefix + "_overlap_ratio", offset / radius);
  }
}
