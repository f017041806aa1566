package org.blastema.oracles;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.network.Activation;
import org.blastema.kernel.network.GeneNetwork;
import org.blastema.kernel.network.GeneNetwork.InputGenes;
import org.blastema.kernel.network.Solver;
import org.blastema.kernel.network.ThermodynamicCircuit;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;

/** Section H. */
final class NetworkOracles {
  private static final Solver EXACT =
      new Solver(Solver.Method.DORMAND_PRINCE, 1e-12, 1e-13, 0.1, 1, Solver.ErrorNorm.LARGEST_ROW);
  private static final Solver RK4 =
      new Solver(Solver.Method.RUNGE_KUTTA_4, 1e-6, 1e-6, 0.1, 100, Solver.ErrorNorm.LARGEST_ROW);

  private NetworkOracles() {}

  static void register(Map<String, OracleCases.Computation> computations) {
    computations.put("algebraic_sigmoid", NetworkOracles::sigmoid);
    computations.put("grn", NetworkOracles::evolving);
    computations.put("grn_by_type", NetworkOracles::byType);
    computations.put("grn_connectionist", NetworkOracles::connectionist);
    computations.put("grn_mwc", NetworkOracles::thermodynamic);
  }

  private static Var value(Parameter p) {
    return Var.of(p.rows(), p.columns(), p.values());
  }

  private static Map<String, Object> sigmoid(OracleInputs in) {
    Formula sigmoid =
        Formula.trace(
            "sigmoid",
            List.of(Port.scalar("z")),
            p -> new Expr[] {Activation.ALGEBRAIC.of(p.scalar("z"))});
    Var z = Var.column(in.numbers("z"));
    return Map.of(
        "value", sigmoid.apply(z).toArray(),
        "derivative", sigmoid.derivative("z").apply(z).toArray());
  }

  /** A table as a scenario would write it. */
  static ParameterSpec spec(double[]... rows) {
    List<List<Double>> written =
        Arrays.stream(rows).map(row -> Arrays.stream(row).boxed().toList()).toList();
    return new ParameterSpec(
        "table",
        new ParameterSpec.Initial.Written(written),
        false,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }

  static double[][] transposed(double[][] table) {
    return Var.ofRows(table).transpose().toRows();
  }

  private static GeneNetwork.Configuration network(
      ParameterSpec weights,
      ParameterSpec bias,
      double decay,
      InputGenes inputGenes,
      boolean perType,
      Solver solver) {
    return new GeneNetwork.Configuration(
        weights,
        bias,
        spec(new double[] {decay}),
        Activation.ALGEBRAIC,
        inputGenes,
        GeneNetwork.Sensing.LINEAR,
        1,
        perType,
        List.of(),
        List.of(),
        solver);
  }

  private static Map<String, Object> evolving(OracleInputs in) {
    int k = in.integer("n_inputs");
    Var y0 = Var.ofRows(in.table("y0"));
    Var sensed = y0.columns(0, k);
    Var variables = y0.columns(k, y0.columns());
    int[] types = new int[y0.rows()];
    Function<Solver, GeneNetwork> make =
        solver ->
            new GeneNetwork(
                network(
                    spec(in.table("W")),
                    spec(in.numbers("b")),
                    in.number("gamma"),
                    InputGenes.EVOLVING,
                    false,
                    solver),
                k,
                1,
                y0.columns() - k - 1,
                1,
                0);
    double duration = in.number("T");
    return Map.of(
        "rhs_at_0",
            make.apply(EXACT).rates(NetworkOracles::value, sensed, variables, types).toRows(),
        "y_T_exact",
            make.apply(EXACT)
                .evolved(NetworkOracles::value, sensed, variables, types, duration)
                .toRows(),
        "y_T_rk4_100",
            make.apply(RK4)
                .evolved(NetworkOracles::value, sensed, variables, types, duration)
                .toRows());
  }

  private static Map<String, Object> byType(OracleInputs in) {
    int k = in.integer("n_inputs");
    Var y0 = Var.ofRows(in.table("y0"));
    Var sensed = y0.columns(0, k);
    Var variables = y0.columns(k, y0.columns());
    int[] types = Arrays.stream(in.numbers("types")).mapToInt(t -> (int) t).toArray();
    int genes = y0.columns();
    int tables = in.get("W").size();
    double[][] stacked = new double[tables * genes][];
    for (int t = 0; t < tables; t++) {
      double[][] sourceByTarget = transposed(OracleInputs.table(in.get("W").get(t)));
      System.arraycopy(sourceByTarget, 0, stacked, t * genes, genes);
    }
    GeneNetwork network =
        new GeneNetwork(
            network(
                spec(stacked),
                spec(new double[] {0}),
                in.number("gamma"),
                InputGenes.EVOLVING,
                true,
                EXACT),
            k,
            1,
            genes - k - 1,
            tables,
            0);
    return Map.of(
        "rhs_at_0", network.rates(NetworkOracles::value, sensed, variables, types).toRows(),
        "y_T_exact",
            network
                .evolved(NetworkOracles::value, sensed, variables, types, in.number("T"))
                .toRows());
  }

  private static Map<String, Object> connectionist(OracleInputs in) {
    Var y0 = Var.ofRows(in.table("y0"));
    Var u = Var.ofRows(in.table("u"));
    Var weights =
        Var.concatRows(
            Var.ofRows(in.table("W_in")).transpose(), Var.ofRows(in.table("W_gene")).transpose());
    int[] types = new int[y0.rows()];
    GeneNetwork network =
        new GeneNetwork(
            network(
                spec(weights.toRows()),
                spec(in.numbers("b")),
                in.number("gamma"),
                InputGenes.HELD,
                false,
                EXACT),
            u.columns(),
            1,
            y0.columns() - 1,
            1,
            0);
    return Map.of(
        "rhs", network.rates(NetworkOracles::value, u, y0, types).toRows(),
        "y_dt", network.advance(NetworkOracles::value, u, y0, types, in.number("dt")).toRows());
  }

  private static Map<String, Object> thermodynamic(OracleInputs in) {
    Var y0 = Var.ofRows(in.table("y0"));
    Var u = Var.ofRows(in.table("u"));
    ThermodynamicCircuit circuit =
        new ThermodynamicCircuit(
            new ThermodynamicCircuit.Configuration(
                spec(transposed(in.table("H"))),
                spec(transposed(in.table("K"))),
                spec(transposed(in.table("H_in"))),
                spec(transposed(in.table("K_in"))),
                spec(in.numbers("F0")),
                spec(in.numbers("rho")),
                spec(in.numbers("tau")),
                EXACT),
            u.columns(),
            1,
            y0.columns() - 1,
            0);
    return Map.of(
        "rhs", circuit.rates(NetworkOracles::value, u, y0).toRows(),
        "y_dt",
            circuit
                .advance(NetworkOracles::value, u, y0, new int[y0.rows()], in.number("dt"))
                .toRows());
  }
}
