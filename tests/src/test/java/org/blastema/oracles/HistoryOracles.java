package org.blastema.oracles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.blastema.autodiff.Var;
import org.blastema.kernel.chemistry.ExponentialKernel;
import org.blastema.kernel.chemistry.SteadyDiffusion;
import org.blastema.kernel.division.CategoricalDivision;
import org.blastema.kernel.division.Direction;
import org.blastema.kernel.division.Division;
import org.blastema.kernel.division.Placement;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.growth.Growth;
import org.blastema.kernel.growth.LinearGrowth;
import org.blastema.kernel.mechanics.Descent;
import org.blastema.kernel.mechanics.Morse;
import org.blastema.kernel.mechanics.Window;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Recording;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.network.Activation;
import org.blastema.kernel.network.GeneNetwork;
import org.blastema.kernel.network.Intracellular;
import org.blastema.kernel.network.SizeGate;
import org.blastema.kernel.network.Solver;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;

/**
 * Sections M and N: three cells grow to six with the published conventions, through the real model.
 */
public final class HistoryOracles {
  private static final double FREE = Double.POSITIVE_INFINITY;
  private static final Reward SQUARES =
      (before, after) -> after.position().column(0).square().sum();

  private final OracleInputs in;
  private final Map<String, Parameter> named = new LinkedHashMap<>();
  private final Model model;
  private final CellState start;
  private final List<Double> angles = new ArrayList<>();

  /** The model and founders of a case's inputs. */
  public HistoryOracles(OracleInputs in) {
    this.in = in;
    OracleInputs p = new OracleInputs(in.get("params"));
    for (String name : List.of("eps", "alpha", "growth", "rmax", "D", "K")) {
      named.put(name, Parameter.trained(name, 1, 1, p.number(name)));
    }
    CellTypes types =
        new CellTypes(
            List.of(
                new CellTypes.CellType("proliferating", true, List.of(false), List.of(0.0)),
                new CellTypes.CellType("source", false, List.of(true), List.of(1.0))));
    Chemicals chemicals =
        new Chemicals(List.of("morphogen"), List.of(named.get("D")), List.of(named.get("K")));
    FreeSpace plane = new FreeSpace(2);
    Intracellular genes =
        Intracellular.of(genes(p), Fixed.context(List.of(types, chemicals, plane)));
    genes.parameters().stream().filter(Parameter::trained).forEach(q -> named.put(q.path(), q));
    model =
        new Model(
            plane,
            1,
            List.of(
                new Model.NamedStep(
                    "growth",
                    new Growth(LinearGrowth.law(10), named.get("growth"), named.get("rmax"))),
                new Model.NamedStep(
                    "mechanics",
                    new Descent(
                        new Morse(
                            named.get("eps"), named.get("alpha"), new Window.Absolute(1.7, 2.0)),
                        2,
                        25,
                        8e-4)),
                new Model.NamedStep(
                    "diffusion", new SteadyDiffusion(new ExponentialKernel(), chemicals, 2)),
                new Model.NamedStep("genes", genes),
                new Model.NamedStep(
                    "division",
                    new CategoricalDivision(
                        2, new Placement(Placement.Distance.OVERLAPPING, Direction.UNIFORM)))),
            List.of());
    double[] source = in.numbers("source");
    int[] kinds = new int[source.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = (int) source[i];
    }
    start =
        CellState.founders(model.schema(), kinds)
            .with("position", Var.ofRows(in.table("x0")))
            .with("radius", Var.column(in.numbers("r0")))
            .with("secretion", Var.column(in.numbers("secretion")))
            .with("genes", Var.column(in.numbers("hidden0")))
            .with("division", Var.column(in.numbers("division0")));
    for (double angle : in.numbers("angle")) {
      angles.add(angle);
    }
  }

  private Intracellular.Configuration genes(OracleInputs p) {
    List<List<Double>> rows = new ArrayList<>();
    for (double[] row : p.table("W")) {
      rows.add(boxed(row));
    }
    GeneNetwork.Configuration network =
        new GeneNetwork.Configuration(
            new ParameterSpec("W", new ParameterSpec.Initial.Written(rows), true, -FREE, FREE),
            new ParameterSpec(
                "b",
                new ParameterSpec.Initial.Written(List.of(boxed(p.numbers("b")))),
                true,
                -FREE,
                FREE),
            ParameterSpec.of("gamma", in.number("gamma")),
            Activation.ALGEBRAIC,
            GeneNetwork.InputGenes.EVOLVING,
            GeneNetwork.Sensing.LINEAR,
            1,
            false,
            List.of(),
            List.of(),
            new Solver(
                Solver.Method.RUNGE_KUTTA_4,
                1e-6,
                1e-9,
                0.1,
                in.integer("rk4_steps"),
                Solver.ErrorNorm.LARGEST_ROW));
    return new Intracellular.Configuration(
        Fixed.part((inputs, hidden, outputs, types) ->
            new GeneNetwork(network, inputs, hidden, outputs, types, 0)),
        List.of("chemical"),
        1,
        List.of("division"),
        in.number("T"),
        0,
        Optional.of(new SizeGate(0.45, 50)),
        Intracellular.Feedback.GATED,
        "genes");
  }

  private static List<Double> boxed(double[] row) {
    List<Double> list = new ArrayList<>();
    for (double v : row) {
      list.add(v);
    }
    return list;
  }

  static void register(Map<String, OracleCases.Computation> computations) {
    computations.put("end_to_end", in -> new HistoryOracles(in).endToEnd());
    computations.put("expected_reward_enumeration", in -> new HistoryOracles(in).enumeration());
  }

  /** Rows of all founders' descendants that may divide in every step, in all possible orders. */
  public List<List<Integer>> sequences() {
    List<List<Integer>> all = List.of(List.of());
    int founders = start.count();
    for (int t = 0; t < angles.size(); t++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> sequence : all) {
        List<Integer> types = new ArrayList<>();
        for (int i = 0; i < founders; i++) {
          types.add(start.type(i));
        }
        sequence.forEach(mother -> types.add(types.get(mother)));
        for (int i = 0; i < types.size(); i++) {
          if (types.get(i) == 0) {
            List<Integer> next = new ArrayList<>(sequence);
            next.add(i);
            longer.add(next);
          }
        }
      }
      all = longer;
    }
    return all;
  }

  /** One division sequence carried out, ready to be differentiated by all parameters. */
  public Trajectory replay(
      List<Integer> mothers, ParameterValues values, History history, long tapeBytes) {
    List<List<Object>> choices = new ArrayList<>();
    for (int t = 0; t < mothers.size(); t++) {
      choices.add(List.of(new Division(mothers.get(t), Direction.inPlane(angles.get(t)))));
    }
    Recording recording =
        new Recording(
            new LinkedHashSet<>(named.values()), List.of("position"), history, tapeBytes, SQUARES);
    return new Rollout(model, values, 1, 0).replay(start, choices, recording);
  }

  /** The model's trained parameters by name. */
  public Map<String, Parameter> parameters() {
    return named;
  }

  private Map<String, Object> endToEnd() {
    List<Integer> mothers = new ArrayList<>();
    for (double m : in.numbers("divide_index")) {
      mothers.add((int) m);
    }
    Trajectory full = replay(mothers, ParameterValues.initial(), History.FULL, Recording.ALL_TAPES);
    Trajectory cut =
        replay(mothers, ParameterValues.initial(), History.TRUNCATED, Recording.ALL_TAPES);
    double[] none = new double[3];
    double[] ones = {1, 1, 1};
    double[] last = {0, 0, 1};
    Trajectory.Gradient loss = full.gradient(none, last);
    Trajectory.Gradient score = full.gradient(ones, none);
    CellState end = full.last();
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("loss", end.position().column(0).square().sum().item());
    results.put("logp_terms", full.logProbabilities());
    results.put("logp", sum(full.logProbabilities()));
    results.put("final_x", end.position().toRows());
    results.put("final_r", end.radius().toArray());
    results.put("final_chemical", end.get("chemical").toArray());
    results.put("final_hidden", end.get("genes").toArray());
    results.put("final_division", end.get("division").toArray());
    results.put("grad_loss", entries(loss));
    results.put("grad_logp_full_backprop", entries(score));
    results.put("grad_logp_truncated_per_step", entries(cut.gradient(ones, none)));
    Map<String, Object> positions = new LinkedHashMap<>();
    double[] lossByX = loss.byInitialField().get("position");
    double[] scoreByX = score.byInitialField().get("position");
    for (int i = 0; i < start.count(); i++) {
      for (int c = 0; c < 2; c++) {
        int at = c * start.count() + i;
        positions.put(
            "x0[" + i + "][" + c + "]", Map.of("loss", lossByX[at], "logp", scoreByX[at]));
      }
    }
    results.put("grad_wrt_initial_positions", positions);
    return results;
  }

  private Map<String, Object> enumeration() {
    double[] none = new double[angles.size()];
    double[] ones = {1, 1, 1};
    double expected = 0;
    double total = 0;
    Map<String, Double> exact = new LinkedHashMap<>();
    Map<String, Double> truncated = new LinkedHashMap<>();
    for (List<Integer> mothers : sequences()) {
      Trajectory full =
          replay(mothers, ParameterValues.initial(), History.FULL, Recording.ALL_TAPES);
      Trajectory cut =
          replay(mothers, ParameterValues.initial(), History.TRUNCATED, Recording.ALL_TAPES);
      double p = Math.exp(sum(full.logProbabilities()));
      double reward = full.last().position().column(0).square().sum().item();
      total += p;
      expected += p * reward;
      add(exact, p * reward, entries(full.gradient(ones, none)));
      add(truncated, p * reward, entries(cut.gradient(ones, none)));
    }
    exact.keySet().removeIf(name -> !name.contains("["));
    truncated.keySet().removeIf(name -> !name.contains("["));
    double dot = 0;
    double ofExact = 0;
    double ofTruncated = 0;
    for (String name : exact.keySet()) {
      dot += exact.get(name) * truncated.get(name);
      ofExact += exact.get(name) * exact.get(name);
      ofTruncated += truncated.get(name) * truncated.get(name);
    }
    return Map.of(
        "E_R", expected,
        "prob_sum", total,
        "grad_exact", exact,
        "grad_truncated_estimator", truncated,
        "cosine", dot / Math.sqrt(ofExact * ofTruncated),
        "norm_ratio", Math.sqrt(ofTruncated / ofExact));
  }

  private static void add(Map<String, Double> sum, double weight, Map<String, Double> terms) {
    terms.forEach((name, v) -> sum.merge(name, weight * v, Double::sum));
  }

  /** A gradient entry by entry: {@code W[i][j]}, {@code b[i]}, scalars by their name. */
  public Map<String, Double> entries(Trajectory.Gradient gradient) {
    Map<String, Double> entries = new LinkedHashMap<>();
    Function<Parameter, double[]> of = gradient.byParameter()::get;
    named.forEach((name, p) -> {
      for (int k = 0; k < p.size(); k++) {
        String place =
            p.size() == 1
                ? name
                : p.rows() == 1
                    ? name + "[" + k + "]"
                    : name + "[" + k % p.rows() + "][" + k / p.rows() + "]";
        entries.put(place, of.apply(p)[k]);
      }
    });
    return entries;
  }

  private static double sum(double[] values) {
    double total = 0;
    for (double v : values) {
      total += v;
    }
    return total;
  }
}
