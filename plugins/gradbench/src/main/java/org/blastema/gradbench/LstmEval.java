package org.blastema.gradbench;

import java.util.List;
import org.blastema.autodiff.array.Arguments;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Carried;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Index;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;

/**
 * The loss of a network of diagonal long short-term memory cells that predicts the next character
 * of a text (Srajer, Kukelova and Fitzgibbon, A benchmark of selected algorithmic differentiation
 * tools on some problems in computer vision and machine learning, 2018).
 *
 * <p>Sizes: l layers, b bits a character, c characters. Row 2i of {@code main} holds the weights of
 * the forget, input, output and change gates of layer i, row 2i + 1 their biases; row 2i of {@code
 * state} its hidden state, row 2i + 1 its cells. Rows of {@code extra}: weights of the input,
 * weights and biases of the output.
 */
final class LstmEval implements Eval {
  private static final int GATES = 4;

  private static final ArrayFormula LOSS =
      ArrayFormula.trace(
          "lstm",
          List.of(
              ArrayPort.reals("main", 2),
              ArrayPort.reals("extra", 2),
              ArrayPort.reals("state", 2),
              ArrayPort.reals("sequence", 2)),
          in -> Outputs.of("value", loss(in)));

  private final Evaluation objective = LOSS.evaluation();
  private final Evaluation jacobian = LOSS.gradient("main", "extra").evaluation();

  private static Real loss(Arguments in) {
    Reals main = in.reals("main");
    Reals extra = in.reals("extra");
    Reals state = in.reals("state");
    Reals text = in.reals("sequence");
    Index bits = extra.extent(1);
    Index layers = state.extent(0).divide(Index.constant(2));
    Index steps = text.extent(0).minus(1);
    Reals hidden = Reals.build(layers, bits, (i, j) -> state.at(i.times(2), j));
    Reals cells = Reals.build(layers, bits, (i, j) -> state.at(i.times(2).plus(1), j));
    Index[] row = {Index.constant(0), Index.constant(1), Index.constant(2)};
    Carried last =
        Carried.of(hidden, cells, Real.constant(0))
            .loop(
                steps,
                (t, c) -> {
                  Reals input = Reals.build(bits, j -> text.at(t, j).times(extra.at(row[0], j)));
                  Carried next = layered(main, input, layers, c.reals(0), c.reals(1));
                  Reals top = next.reals(0);
                  Reals guess =
                      Reals.build(
                          bits,
                          j -> top.at(j).times(extra.at(row[1], j)).plus(extra.at(row[2], j)));
                  Real norm = Real.sum(bits, j -> guess.at(j).exp()).plus(2).log();
                  Real gain =
                      Real.sum(bits, j -> text.at(t.plus(1), j).times(guess.at(j).minus(norm)));
                  return Carried.of(next.reals(1), next.reals(2), c.real(2).plus(gain));
                });
    return last.real(2).negate().divide(bits.times(steps).toReal());
  }

  /** What goes up from the top layer, and the next hidden states and cells of all layers. */
  private static Carried layered(Reals main, Reals input, Index layers, Reals hidden, Reals cells) {
    Index bits = input.length();
    return Carried.of(input)
        .scan(
            layers,
            (i, c) -> {
              Reals below = c.reals(0);
              Reals weights = main.row(i.times(2));
              Reals biases = main.row(i.times(2).plus(1));
              Reals nextCells =
                  Reals.build(
                      bits,
                      j -> {
                        Real forget = gate(0, weights, biases, bits, j, below.at(j)).logistic();
                        Real take = gate(1, weights, biases, bits, j, hidden.at(i, j)).logistic();
                        Real change = gate(3, weights, biases, bits, j, hidden.at(i, j)).tanh();
                        return cells.at(i, j).times(forget).plus(take.times(change));
                      });
              Reals nextHidden =
                  Reals.build(
                      bits,
                      j ->
                          gate(2, weights, biases, bits, j, below.at(j))
                              .logistic()
                              .times(nextCells.at(j).tanh()));
              return Carried.of(nextHidden, nextHidden, nextCells);
            });
  }

  private static Real gate(
      int number, Reals weights, Reals biases, Index bits, Index j, Real input) {
    Index at = bits.times(number).plus(j);
    return input.times(weights.at(at)).plus(biases.at(at));
  }

  @Override
  public Task prepare(String function, Fields input) {
    return switch (function) {
      case "objective" -> FormulaTask.number(set(objective, input), "value");
      case "jacobian" ->
          new FormulaTask(
              set(jacobian, input),
              e -> {
                double[] main = e.reals("main");
                double[] extra = e.reals("extra");
                double[] all = new double[main.length + extra.length];
                System.arraycopy(main, 0, all, 0, main.length);
                System.arraycopy(extra, 0, all, main.length, extra.length);
                return all;
              });
      default -> throw Eval.unknown(function);
    };
  }

  private static Evaluation set(Evaluation evaluation, Fields input) {
    Numbers main = input.numbers("main_params", 2);
    Numbers extra = input.numbers("extra_params", 2);
    Numbers state = input.numbers("state", 2);
    Numbers text = input.numbers("sequence", 2);
    int bits = extra.extents()[1];
    if (extra.length() != 3
        || main.extents()[1] != GATES * bits
        || state.extents()[1] != bits
        || text.extents()[1] != bits
        || state.length() != main.length()
        || text.length() < 2) {
      throw new IllegalArgumentException("parameters, state and sequence do not fit together");
    }
    return evaluation
        .set("main", main.data(), main.extents())
        .set("extra", extra.data(), extra.extents())
        .set("state", state.data(), state.extents())
        .set("sequence", text.data(), text.extents());
  }
}
