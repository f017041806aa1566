package org.blastema.oracles;

import static org.blastema.plugin.Parameter.constant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.blastema.autodiff.Var;
import org.blastema.kernel.chemistry.CellGraph;
import org.blastema.kernel.chemistry.ChemicalGradient;
import org.blastema.kernel.chemistry.ClosedGraph;
import org.blastema.kernel.chemistry.ContactGraph;
import org.blastema.kernel.chemistry.ExponentialKernel;
import org.blastema.kernel.chemistry.ExternalField;
import org.blastema.kernel.chemistry.FieldProfile;
import org.blastema.kernel.chemistry.FiniteSizeKernel;
import org.blastema.kernel.chemistry.GraphDiffusion;
import org.blastema.kernel.chemistry.SteadyDiffusion;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;

/** Sections E, F and Q. */
final class ChemistryOracles {
  private ChemistryOracles() {}

  static void register(Map<String, OracleCases.Computation> computations) {
    computations.put("diffusion_closed_graph", in -> graph(in, new ClosedGraph()));
    computations.put("diffusion_contact_graph", in -> graph(in, new ContactGraph(1.1, 5, 1)));
    computations.put("diffusion_exponential", ChemistryOracles::exponential);
    computations.put("green_finite_size", ChemistryOracles::green);
    computations.put("chemical_gradient", ChemistryOracles::gradient);
    computations.put("external_fields", ChemistryOracles::fields);
  }

  private static Chemicals chemicals(OracleInputs in, int count) {
    List<Parameter> diffusion = Collections.nCopies(count, constant("D", in.number("D")));
    List<Parameter> decay = Collections.nCopies(count, constant("K", in.number("K")));
    return new Chemicals(
        IntStream.range(0, count).mapToObj(c -> "c" + c).toList(), diffusion, decay);
  }

  private static Map<String, Object> graph(OracleInputs in, CellGraph graph) {
    double[][] x = in.table("x");
    double[][] s = in.table("s");
    double[] radius = in.has("radius") ? in.numbers("radius") : new double[] {0.5};
    GraphDiffusion diffusion =
        new GraphDiffusion(graph, chemicals(in, s[0].length), x[0].length, false);
    StepBench bench = new StepBench(x[0].length, 1, diffusion);
    CellState start = bench.state(x, radius).with("secretion", Var.ofRows(s));
    Var c = bench.run(start).get("chemical");
    return Map.of(
        "L", graph.laplacian(start.position(), start.radius()).toRows(),
        "c", c.toRows(),
        "mass_balance", c.sumRows().times(in.number("K")).minus(Var.ofRows(s).sumRows()).toArray());
  }

  private static Map<String, Object> exponential(OracleInputs in) {
    double[][] x = in.table("x");
    SteadyDiffusion diffusion =
        new SteadyDiffusion(new ExponentialKernel(), chemicals(in, 1), x[0].length);
    StepBench bench = new StepBench(x[0].length, 1, diffusion);
    CellState start = bench.state(x, 0.5).with("secretion", Var.column(in.numbers("s")));
    CellState alone = bench.state(new double[][] {x[0]}, 0.5).with("secretion", Var.constant(1));
    return Map.of(
        "c", bench.run(start).get("chemical").toArray(),
        "self_value", bench.run(alone).get("chemical").item());
  }

  private static Map<String, Object> green(OracleInputs in) {
    List<Map<String, Object>> values = new ArrayList<>();
    for (OracleInputs one : in.list("cases")) {
      FiniteSizeKernel kernel = new FiniteSizeKernel(one.integer("dim"));
      Var r = Var.constant(one.number("r"));
      Var a = Var.constant(one.number("a"));
      Var diffusion = Var.constant(one.number("D"));
      Var decay = Var.constant(one.number("k"));
      Var value =
          kernel
              .strength()
              .apply(a, diffusion, decay)
              .times(kernel.shape().apply(r, a, diffusion, decay));
      Map<String, Object> result = new LinkedHashMap<>();
      for (String name : List.of("dim", "r", "a", "D", "k")) {
        result.put(name, one.number(name));
      }
      result.put("G", value.item());
      values.add(result);
    }
    return Map.of("values", values);
  }

  private static Map<String, Object> gradient(OracleInputs in) {
    double[][] x = in.table("x");
    double[][] c = in.table("c");
    int d = x[0].length;
    int m = c[0].length;
    StepBench bench =
        new StepBench(d, 1, new ChemicalGradient(ChemicalGradient.Method.SUM, 1, d, m));
    CellState start = bench.state(x, in.numbers("radius")).with("chemical", Var.ofRows(c));
    double[][] flat = bench.run(start).get("chemical-gradient").toRows();
    double[][][] nested = new double[x.length][d][m];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < d * m; k++) {
        nested[i][k / m][k % m] = flat[i][k];
      }
    }
    return Map.of("grad", nested, "flattened", flat);
  }

  private static Map<String, Object> fields(OracleInputs in) {
    double[] center = {0, 0};
    double[] left = {-3, 0};
    double[] right = {3, 0};
    return Map.of(
        "power_law", field(in, new FieldProfile.PowerLaw(1, 2, 0.4), center),
        "exp", field(in, new FieldProfile.Exponential(1, 1), center),
        "two_peaks", field(in, new FieldProfile.PowerLaw(100, 1, 0.8), left, right),
        "off_center", field(in, new FieldProfile.PowerLaw(100, 2, 0.8), left));
  }

  private static double[] field(OracleInputs in, FieldProfile profile, double[]... centers) {
    ExternalField field = new ExternalField(profile, 2, List.of(centers), Optional.empty());
    StepBench bench = new StepBench(2, 1, field);
    return bench.run(bench.state(in.table("x"), 0.5)).get("growth-field").toArray();
  }
}
