package org.blastema.oracles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.blastema.autodiff.CheckpointSchedule;
import org.blastema.autodiff.Checkpointed;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.OdeGradient;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import tools.jackson.databind.JsonNode;

/** Differentiation, checkpoints and differential equations. */
final class DerivativeOracles {
  private DerivativeOracles() {}

  static void register(Map<String, OracleCases.Computation> computations) {
    computations.put("checkpoint_revolve", DerivativeOracles::revolve);
    computations.put("checkpoint_multilevel", DerivativeOracles::multilevel);
    computations.put("ad_toy", DerivativeOracles::toy);
    computations.put("ad_lse", DerivativeOracles::logSumExp);
    computations.put("ad_ode", DerivativeOracles::product);
    computations.put("ad_elementary", DerivativeOracles::elementary);
    computations.put("ode_network", DerivativeOracles::network);
  }

  private static Map<String, Object> revolve(OracleInputs in) {
    List<long[]> rows = new ArrayList<>();
    for (double[] chain : in.table("chains")) {
      int steps = (int) chain[0];
      int states = (int) chain[1];
      CheckpointSchedule.Binomial schedule = new CheckpointSchedule.Binomial(states);
      // the first run went to the end, so that its steps up to the last one count
      long advances = repeated(schedule, steps) + steps - 1;
      rows.add(
          new long[] {steps, states, CheckpointSchedule.Binomial.repeats(steps, states), advances});
    }
    Map<String, Object> chains = new HashMap<>();
    for (double[] pair : in.table("beta")) {
      int states = (int) pair[0];
      int repeats = (int) pair[1];
      chains.put(states + "," + repeats, CheckpointSchedule.Binomial.longestChain(states, repeats));
    }
    return Map.of("rows", rows, "beta", chains);
  }

  /** Counts the steps that a sweep runs again without reversing them. */
  private static long repeated(CheckpointSchedule schedule, int steps) {
    long[] runs = new long[1];
    Tape tape = new Tape();
    Var[] start = {tape.input(Var.constant(1))};
    Var[] end =
        Checkpointed.with(schedule)
            .loop(
                steps,
                (k, state, p) -> {
                  runs[0]++;
                  return new Var[] {state[0].times(1.5)};
                },
                start);
    tape.seed(end[0], 1);
    tape.sweep();
    return runs[0] - 2L * steps;
  }

  private static Map<String, Object> multilevel(OracleInputs in) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (OracleInputs row : in.list("rows")) {
      int steps = row.integer("steps");
      int[] lengths = Arrays.stream(row.numbers("lengths")).mapToInt(l -> (int) l).toArray();
      CheckpointSchedule.Multilevel schedule = new CheckpointSchedule.Multilevel(lengths);
      long forward = steps + repeated(schedule, steps);
      if (forward > schedule.forwardSteps()) {
        throw new AssertionError(forward + " steps forward");
      }
      rows.add(
          Map.of(
              "steps", schedule.steps(),
              "lengths", lengths,
              "stored_states", schedule.states(),
              "extra_forward_sweeps", schedule.forwardSteps() / steps - 1,
              "forward_step_evaluations", schedule.forwardSteps()));
    }
    return Map.of("rows", rows);
  }

  private static Map<String, Object> toy(OracleInputs in) {
    double[] x = in.numbers("x");
    Formula toy =
        Formula.trace(
            "toy",
            List.of(Port.scalar("a"), Port.scalar("b")),
            p -> new Expr[] {p.scalar("a").times(p.scalar("b")).plus(p.scalar("a").sin())});
    double[] hessian = toy.hessian().evaluate(x);
    return Map.of(
        "value",
        toy.evaluate(x)[0],
        "gradient",
        toy.gradient().evaluate(x),
        "hessian",
        new double[][] {{hessian[0], hessian[2]}, {hessian[1], hessian[3]}});
  }

  private static Map<String, Object> logSumExp(OracleInputs in) {
    Tape tape = new Tape();
    Var x = tape.input(Var.column(in.numbers("x")));
    Var top = x.max();
    Var result = x.minus(top).exp().sum().log().plus(top);
    tape.seed(result, 1);
    tape.sweep();
    return Map.of("primal", result.item(), "gradient", tape.adjoint(x));
  }

  private static Map<String, Object> product(OracleInputs in) {
    double[] x = in.numbers("x");
    int n = x.length;
    Formula rates =
        Formula.trace(
            "products",
            List.of(Port.vector("y", n), Port.vector("x", n)),
            p -> {
              Expr[] rate = p.vector("x");
              for (int k = 1; k < n; k++) {
                rate[k] = rate[k].times(p.vector("y")[k - 1]);
              }
              return rate;
            });
    List<Map<String, Object>> solutions = new ArrayList<>();
    for (double steps : in.numbers("s")) {
      Tape tape = new Tape();
      Var factors = tape.input(Var.row(x));
      Var end =
          OdeSolver.rungeKutta4((int) steps).solve(rates, Var.zeros(1, n), List.of(factors), 2);
      tape.seed(end.column(n - 1), 1);
      tape.sweep();
      solutions.add(Map.of("primal", end.data(), "gradient_of_last", tape.adjoint(factors)));
    }
    return Map.of("solutions", solutions);
  }

  private static Map<String, Object> elementary(OracleInputs in) {
    Map<String, UnaryOperator<Expr>> functions = new HashMap<>();
    functions.put("exp", Expr::exp);
    functions.put("log", Expr::log);
    functions.put("sin", Expr::sin);
    functions.put("cos", Expr::cos);
    functions.put("tan", x -> x.sin().divide(x.cos()));
    functions.put("tanh", Expr::tanh);
    functions.put("sqrt", Expr::sqrt);
    functions.put("atan", Expr::atan);
    functions.put("erf", Expr::erf);
    functions.put("expm1", Expr::expm1);
    functions.put("log1p", Expr::log1p);
    functions.put("sinh", x -> x.expm1().minus(x.negate().expm1()).times(0.5));
    functions.put("cosh", x -> x.exp().plus(x.negate().exp()).times(0.5));
    functions.put("sigmoid", Expr::logistic);
    functions.put("softplus", x -> x.exp().log1p());
    functions.put("algebraic_sigmoid", x -> x.divide(x.square().plus(1).sqrt()).plus(1).times(0.5));
    Map<String, Object> results = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : in.node().properties()) {
      UnaryOperator<Expr> function = functions.get(entry.getKey());
      Formula f =
          Formula.trace(
              entry.getKey(),
              List.of(Port.scalar("x")),
              p -> new Expr[] {function.apply(p.scalar("x"))});
      Formula first = f.derivative("x");
      Formula second = first.derivative("x");
      results.put(
          entry.getKey(),
          Arrays.stream(OracleInputs.numbers(entry.getValue()))
              .mapToObj(x ->
                  new double[] {x, f.evaluate(x)[0], first.evaluate(x)[0], second.evaluate(x)[0]})
              .toList());
    }
    return results;
  }

  /** All ways to differentiate must agree; the one that is returned is the default. */
  private static Map<String, Object> network(OracleInputs in) {
    double[][] table = in.table("W");
    int n = table.length;
    Formula rates =
        Formula.trace(
            "network",
            List.of(
                Port.vector("x", n),
                Port.matrix("W", n, n),
                Port.vector("alpha", n),
                Port.vector("u", n)),
            p -> {
              Expr[] x = p.vector("x");
              Expr[] rate = new Expr[n];
              for (int i = 0; i < n; i++) {
                Expr sum = p.vector("u")[i].negate();
                for (int j = 0; j < n; j++) {
                  sum = sum.plus(p.matrix("W", n, n)[i][j].times(x[j]));
                }
                rate[i] = p.vector("alpha")[i].times(sum.tanh()).minus(x[i]);
              }
              return rate;
            });
    Var u = Var.ofRows(in.table("u"));
    double[] times = in.numbers("times");
    List<OracleInputs> targets = new ArrayList<>();
    in.get("target").forEach(node -> targets.add(new OracleInputs(node)));
    Var target = Var.zeros(u.rows(), n * times.length);
    for (int c = 0; c < u.rows(); c++) {
      double[][] samples = OracleInputs.table(targets.get(c).node());
      for (int t = 0; t < times.length; t++) {
        for (int k = 0; k < n; k++) {
          target.data()[(t * n + k) * u.rows() + c] = samples[t][k];
        }
      }
    }
    Map<String, Object> result = new HashMap<>();
    for (OdeGradient gradient :
        List.of(
            OdeGradient.forwardSensitivities(),
            OdeGradient.continuousAdjoint(1e-9),
            OdeGradient.discrete())) {
      Tape tape = new Tape();
      Var w = tape.input(Var.ofRows(table).reshape(1, n * n));
      Var alpha = tape.input(Var.row(in.numbers("alpha")));
      Var all =
          OdeSolver.dormandPrince(1e-10, 1e-12, 0.01)
              .withGradient(gradient)
              .solveAt(rates, Var.zeros(u.rows(), n), List.of(w, alpha, u), times);
      Var loss = all.minus(target).square().mean();
      tape.seed(loss, 1);
      tape.sweep();
      double[] byWeight = tape.adjoint(w);
      if (result.get("weights") instanceof double[] before) {
        for (int k = 0; k < byWeight.length; k++) {
          if (!(Math.abs(before[k] - byWeight[k]) < 1e-8)) {
            throw new AssertionError(gradient + ": " + byWeight[k] + ", not " + before[k]);
          }
        }
      }
      result.put("weights", byWeight);
      result.put("loss", loss.item());
      result.put("grad_alpha", tape.adjoint(alpha));
      result.put("grad_W", Var.of(n, n, byWeight).toRows());
      result.put("states", states(all, n));
    }
    return result;
  }

  /** By condition, time and node. */
  private static double[][][] states(Var all, int n) {
    double[][][] states = new double[all.rows()][all.columns() / n][n];
    for (int c = 0; c < states.length; c++) {
      for (int k = 0; k < all.columns(); k++) {
        states[c][k / n][k % n] = all.get(c, k);
      }
    }
    return states;
  }
}
