package org.blastema.kernel.network;

import java.util.List;
import java.util.function.Function;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Unit;

/**
 * A thermodynamic (Monod-Wyman-Changeux) gene circuit: {@code dg_i/dt = rho_i logistic(F_i + sum_j
 * H_ji ln(1 + g_j / K_ji) + sum_k Hin_ki ln(1 + u_k / Kin_ki)) - g_i / tau_i}. All tables are
 * {@code [source][target]}. Inputs are held.
 */
public final class ThermodynamicCircuit implements IntracellularModel {
  /**
   * Configuration.
   *
   * @param couplings numbers of binding sites H, negative for repression
   * @param affinities dissociation constants K
   * @param inputCouplings the same for inputs
   * @param inputAffinities the same for inputs
   * @param bias free energies F
   * @param production largest production rates rho
   * @param lifetime lifetimes tau
   * @param solver how the equation is solved
   */
  @Describe(
      "Genes whose promoters bind regulators in thermal equilibrium (Monod, Wyman and Changeux"
          + " 1965).")
  public record Configuration(
      @Describe("Binding sites [source][target], negative for repression.")
          @Default("{init: normal, scale: 0.01, train: true}")
          @Unit("")
          ParameterSpec couplings,
      @Describe("Dissociation constants [source][target].") @Default("1") @Unit("concentration")
          ParameterSpec affinities,
      @Describe("Binding sites of inputs [source][target].")
          @Default("{init: normal, scale: 0.01, train: true}")
          @Unit("")
          ParameterSpec inputCouplings,
      @Describe("Dissociation constants of inputs [source][target].")
          @Default("1")
          @Unit("concentration")
          ParameterSpec inputAffinities,
      @Describe("Free energy of the promoters' active state, in units of kT.")
          @Default("0")
          @Unit("")
          ParameterSpec bias,
      @Describe("Largest production rates.") @Default("1") @Unit("concentration/time")
          ParameterSpec production,
      @Describe("Lifetimes of the gene products.") @Default("10") @Unit("time")
          ParameterSpec lifetime,
      @Describe("How the equation is solved.") @Default("{}") Solver solver) {}

  private final Formula rightHandSide;
  private final OdeSolver solver;
  private final List<Parameter> parameters;
  private final int genes;
  private final int inputs;

  /** Makes a circuit. */
  public ThermodynamicCircuit(Configuration c, int inputs, int hidden, int outputs, long seed) {
    this.inputs = inputs;
    this.genes = hidden + outputs;
    this.solver = c.solver.create();
    this.parameters =
        List.of(
            c.couplings.resolve(genes, genes, seed),
            c.affinities.resolve(genes, genes, seed),
            c.inputCouplings.resolve(inputs, genes, seed),
            c.inputAffinities.resolve(inputs, genes, seed),
            c.bias.resolve(1, genes, seed),
            c.production.resolve(1, genes, seed),
            c.lifetime.resolve(1, genes, seed));
    this.rightHandSide = trace();
  }

  static Factory factory(Configuration c, BuildContext context) {
    return (inputs, hidden, outputs, types) ->
        new ThermodynamicCircuit(c, inputs, hidden, outputs, context.seed());
  }

  private Formula trace() {
    return Formula.trace(
        "thermodynamic circuit",
        List.of(
            Port.vector("g", genes),
            Port.vector("u", inputs),
            Port.matrix("H", genes, genes),
            Port.matrix("K", genes, genes),
            Port.matrix("Hin", inputs, genes),
            Port.matrix("Kin", inputs, genes),
            Port.vector("F", genes),
            Port.vector("rho", genes),
            Port.vector("tau", genes)),
        in -> {
          Expr[] g = in.vector("g");
          Expr[] u = in.vector("u");
          Expr[][] h = in.matrix("H", genes, genes);
          Expr[][] k = in.matrix("K", genes, genes);
          Expr[][] hIn = in.matrix("Hin", inputs, genes);
          Expr[][] kIn = in.matrix("Kin", inputs, genes);
          Expr[] rate = new Expr[genes];
          for (int i = 0; i < genes; i++) {
            Expr z = in.vector("F")[i];
            for (int j = 0; j < genes; j++) {
              z = z.plus(h[j][i].times(g[j].divide(k[j][i]).plus(1).log()));
            }
            for (int j = 0; j < inputs; j++) {
              z = z.plus(hIn[j][i].times(u[j].divide(kIn[j][i]).plus(1).log()));
            }
            rate[i] =
                in.vector("rho")[i].times(z.logistic()).minus(g[i].divide(in.vector("tau")[i]));
          }
          return rate;
        });
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Var advance(
      Function<Parameter, Var> values, Var sensed, Var variables, int[] types, double duration) {
    return solver.solve(rightHandSide, variables, arguments(values, sensed), duration);
  }

  /** The rates of change at one moment, for inspection and tests. */
  public Var rates(Function<Parameter, Var> values, Var sensed, Var variables) {
    List<Var> rest = arguments(values, sensed);
    Var[] all = new Var[1 + rest.size()];
    all[0] = variables;
    for (int k = 0; k < rest.size(); k++) {
      all[1 + k] = rest.get(k);
    }
    return rightHandSide.apply(all);
  }

  private List<Var> arguments(Function<Parameter, Var> values, Var sensed) {
    java.util.ArrayList<Var> arguments = new java.util.ArrayList<>();
    arguments.add(sensed);
    for (Parameter p : parameters) {
      Var value = values.apply(p);
      arguments.add(value.reshape(1, value.size()));
    }
    return arguments;
  }
}
