package org.blastema.oracles;

import static org.blastema.plugin.Parameter.constant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.mechanics.ForceField;
import org.blastema.kernel.mechanics.Morse;
import org.blastema.kernel.mechanics.Relaxation;
import org.blastema.kernel.mechanics.Window;
import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;

/** Section O. */
final class EquilibriumOracles {
  private static final double TOLERANCE = 1e-11;
  private static final int STEPS = 20_000;
  private static final StepBench.Goal GYRATION =
      new StepBench.Goal(EquilibriumOracles::gyrationRadius, 0);

  private EquilibriumOracles() {}

  static void register(Map<String, OracleCases.Computation> computations) {
    computations.put("equilibrium_sensitivity", EquilibriumOracles::sensitivity);
  }

  private static Map<String, Object> sensitivity(OracleInputs in) {
    Parameter epsilon = constant("epsilon", in.number("epsilon"));
    Parameter alpha = constant("alpha", in.number("alpha"));
    Morse morse =
        new Morse(epsilon, alpha, new Window.Absolute(in.number("r_onset"), in.number("r_cutoff")));
    StepBench bench = new StepBench(2, 1, new Relaxation(morse, 2, TOLERANCE, STEPS));
    CellState start = bench.state(in.table("x_start"), in.numbers("radius"));
    CellState relaxed = bench.run(start);
    Var x = relaxed.position();
    Var radius = relaxed.radius();
    ForceField field = new ForceField(morse, 2);
    List<Var> values = List.of(Var.constant(epsilon.values()[0]), Var.constant(alpha.values()[0]));
    Pairs pairs = field.pairs(new NeighborList(), x, radius);
    return Map.of(
        "pair_distances", distances(x),
        "energy", field.energies(pairs, x, radius, values).sum().item(),
        "gyration_radius", gyrationRadius(relaxed).item(),
        "d_gyration_d_epsilon", bench.gradient(start, GYRATION, epsilon, null)[0],
        "d_gyration_d_alpha", bench.gradient(start, GYRATION, alpha, null)[0],
        "d_gyration_d_radius", bench.gradient(start, GYRATION, null, "radius"),
        "hessian_eigenvalues", hessianSpectrum(field, pairs, x, radius, values),
        "fd_check",
            Map.of(
                "alpha", bench.differences(start, GYRATION, alpha, null, 1e-4)[0],
                "radius0", bench.differences(start, GYRATION, null, "radius", 1e-5)[0]),
        "two_cell_separation_sensitivity_d_sep_d_common_radius", separation(morse));
  }

  private static Var gyrationRadius(CellState state) {
    Var x = state.position();
    Var centered = x.minus(x.sumRows().divide(x.rows()));
    return centered.square().sum().divide(x.rows()).sqrt();
  }

  private static double[] distances(Var x) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < x.rows(); i++) {
      for (int j = i + 1; j < x.rows(); j++) {
        all.add(Math.hypot(x.get(i, 0) - x.get(j, 0), x.get(i, 1) - x.get(j, 1)));
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] hessianSpectrum(
      ForceField field, Pairs pairs, Var x, Var radius, List<Var> values) {
    double[][] hessian = new double[x.size()][];
    for (int k = 0; k < x.size(); k++) {
      Tape tape = new Tape();
      Var live = tape.input(x);
      double[] unit = new double[x.size()];
      unit[k] = -1;
      tape.seed(field.forces(pairs, live, radius, values), unit);
      tape.sweep();
      hessian[k] = tape.adjoint(live);
    }
    double[] eigenvalues =
        new EigenDecomposition(new Array2DRowRealMatrix(hessian)).getRealEigenvalues();
    Arrays.sort(eigenvalues);
    return eigenvalues;
  }

  private static double separation(Morse morse) {
    StepBench bench = new StepBench(2, 1, new Relaxation(morse, 2, TOLERANCE, STEPS));
    CellState start = bench.state(new double[][] {{0, 0}, {0.7, 0.4}}, 0.5);
    StepBench.Goal separation =
        new StepBench.Goal(
            state -> {
              Var x = state.position();
              return x.gatherRows(1).minus(x.gatherRows(0)).square().sum().sqrt();
            },
            0);
    return Arrays.stream(bench.gradient(start, separation, null, "radius")).sum();
  }
}
