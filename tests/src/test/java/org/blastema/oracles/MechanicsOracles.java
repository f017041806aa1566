package org.blastema.oracles;

import static org.blastema.plugin.Parameter.constant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Var;
import org.blastema.kernel.mechanics.BrownianMotion;
import org.blastema.kernel.mechanics.Descent;
import org.blastema.kernel.mechanics.ForceField;
import org.blastema.kernel.mechanics.Harmonic;
import org.blastema.kernel.mechanics.Hertz;
import org.blastema.kernel.mechanics.LennardJones;
import org.blastema.kernel.mechanics.Morse;
import org.blastema.kernel.mechanics.PairwiseStress;
import org.blastema.kernel.mechanics.Potential;
import org.blastema.kernel.mechanics.SoftSphere;
import org.blastema.kernel.mechanics.VirialPressure;
import org.blastema.kernel.mechanics.Window;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;

/** Sections A, B, C, G and P. */
final class MechanicsOracles {
  private MechanicsOracles() {}

  static void register(Map<String, OracleCases.Computation> computations) {
    computations.put("morse_absolute", MechanicsOracles::pair);
    computations.put("morse_relative", MechanicsOracles::pair);
    computations.put("pair_potentials", MechanicsOracles::otherPairs);
    computations.put("energy_forces", MechanicsOracles::energyForces);
    computations.put("descent_relaxation", MechanicsOracles::descent);
    computations.put("published_stress", MechanicsOracles::stress);
    computations.put("virial_pressure", MechanicsOracles::pressure);
    computations.put("brownian_step", MechanicsOracles::brownian);
  }

  static Potential morse(OracleInputs in) {
    Window window =
        in.has("r_onset")
            ? new Window.Absolute(in.number("r_onset"), in.number("r_cutoff"))
            : new Window.Relative(in.number("onset_frac"), in.number("cutoff_frac"));
    return new Morse(
        constant("epsilon", in.number("epsilon")), constant("alpha", in.number("alpha")), window);
  }

  private static Map<String, Object> pair(OracleInputs in) {
    Potential morse = morse(in);
    return Map.of(
        "U",
        values(morse, morse.energy(), in),
        "dU_dr",
        values(morse, morse.energy().derivative("r"), in));
  }

  private static double[] values(Potential potential, Formula formula, OracleInputs in) {
    Var[] arguments = new Var[2 + potential.parameters().size()];
    arguments[0] = Var.column(in.numbers("r"));
    arguments[1] = Var.constant(in.number("sigma"));
    for (int k = 0; k < potential.parameters().size(); k++) {
      arguments[2 + k] = Var.constant(potential.parameters().get(k).values()[0]);
    }
    return formula.apply(arguments).toArray();
  }

  private static Map<String, Object> otherPairs(OracleInputs in) {
    Parameter epsilon = constant("epsilon", in.number("epsilon"));
    double cutoff = in.number("cutoff_frac");
    Map<String, Potential> potentials =
        Map.of(
            "softsphere", new SoftSphere(epsilon),
            "hertz", new Hertz(epsilon),
            "harmonic", new Harmonic(constant("k", in.number("k")), cutoff),
            "lj",
                new LennardJones(epsilon, new Window.Relative(in.number("lj_onset_frac"), cutoff)));
    Map<String, Object> results = new LinkedHashMap<>();
    potentials.forEach((name, potential) -> {
      results.put(name + "_U", values(potential, potential.energy(), in));
      results.put(name + "_dU", values(potential, potential.energy().derivative("r"), in));
    });
    return results;
  }

  private static Map<String, Object> energyForces(OracleInputs in) {
    Var x = Var.ofRows(in.table("x"));
    Var radius = Var.column(in.numbers("radius"));
    Potential morse = morse(in);
    ForceField field = new ForceField(morse, x.columns());
    List<Var> values = morse.parameters().stream().map(p -> Var.constant(p.values()[0])).toList();
    Pairs pairs = field.pairs(new NeighborList(), x, radius);
    Var forces = field.forces(pairs, x, radius, values);
    return Map.of(
        "U", field.energies(pairs, x, radius, values).sum().item(),
        "F", forces.toRows(),
        "F_sum", forces.sumRows().toArray());
  }

  private static CellState after(StepBench bench, OracleInputs in) {
    return bench.run(bench.state(in.table("x"), in.numbers("radius")));
  }

  private static int dimensions(OracleInputs in) {
    return in.table("x")[0].length;
  }

  private static Map<String, Object> descent(OracleInputs in) {
    int d = dimensions(in);
    StepBench bench =
        new StepBench(d, 1, new Descent(morse(in), d, in.integer("steps"), in.number("dt")));
    return Map.of("x", after(bench, in).position().toRows());
  }

  private static Map<String, Object> stress(OracleInputs in) {
    int d = dimensions(in);
    StepBench bench = new StepBench(d, 1, new PairwiseStress(morse(in), d, 1 / 200.0));
    return Map.of("stress", after(bench, in).get("stress").toArray());
  }

  private static Map<String, Object> pressure(OracleInputs in) {
    int d = dimensions(in);
    StepBench bench = new StepBench(d, 1, new VirialPressure(morse(in), d));
    return Map.of("p", after(bench, in).get("pressure").toArray());
  }

  private static Map<String, Object> brownian(OracleInputs in) {
    int d = dimensions(in);
    StepBench bench =
        new StepBench(
            d,
            in.number("dt"),
            new BrownianMotion(
                morse(in),
                d,
                constant("kT", in.number("kT")),
                constant("gamma", in.number("gamma")),
                1,
                Optional.empty(),
                BrownianMotion.Gradient.PATHWISE));
    CellState start = bench.state(in.table("x"), in.numbers("radius"));
    double[] xi = Var.ofRows(in.table("xi")).toArray();
    Trajectory moved = bench.replay(start, new BrownianMotion.Motion(List.of(xi), List.of()));
    Var displacement = moved.last().position().minus(start.position());
    Trajectory scored =
        bench.replay(
            start, new BrownianMotion.Motion(List.of(xi), List.of(displacement.toArray())));
    return Map.of("x", moved.last().position().toRows(), "logp", scored.logProbabilities()[0]);
  }
}
