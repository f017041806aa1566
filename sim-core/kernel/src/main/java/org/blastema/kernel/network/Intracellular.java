package org.blastema.kernel.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * The step that runs an {@link IntracellularModel} in every cell: gives it what the cell senses,
 * keeps its hidden variables from step to step, and writes its outputs to fields, where a cell's
 * type allows it.
 */
public final class Intracellular implements Step {
  /** What the model finds as its outputs in the next macro-step. */
  public enum Feedback {
    /** Its own raw outputs, which have a field of their own. */
    RAW,
    /** The outputs after gate and type mask, as other steps see them: the published behavior. */
    GATED
  }

  /**
   * Configuration.
   *
   * @param model what happens inside
   * @param inputs sensed fields
   * @param hidden number of hidden variables
   * @param outputs written fields
   * @param duration how long the model runs in a macro-step
   * @param hiddenDecay share of the hidden variables that is lost between macro-steps
   * @param sizeGate gate of the division propensity
   * @param feedback what the model finds as its outputs
   * @param memory name of the field that keeps the hidden variables
   */
  @Describe(
      "Runs a model inside every cell: from what it senses to its division propensity and secretion.")
  public record Configuration(
      @Describe("What happens inside.") @Default("gene-network")
          Part<IntracellularModel.Factory> model,
      @Describe(
              "Sensed fields: chemical, chemical-gradient, stress, pressure, radius or another one.")
          @Default("[chemical]")
          List<String> inputs,
      @Describe("Number of hidden variables, kept from step to step and inherited by daughters.")
          @Default("1")
          @Range(min = 0, max = 1000)
          int hidden,
      @Describe("Written fields: division, secretion, uptake.") @Default("[division]")
          List<String> outputs,
      @Describe("How long the model runs in one macro-step.")
          @Default("1")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          double duration,
      @Describe("Share of the hidden variables that is lost between macro-steps.")
          @Default("0")
          @Range(min = 0, max = 1)
          double hiddenDecay,
      @Describe("Lets only grown cells divide.") Optional<SizeGate> sizeGate,
      @Describe(
              "Whether the model goes on from its own raw outputs, or from what gate and type have left of them.")
          @Default("raw")
          Feedback feedback,
      @Describe("Name of the field that keeps the hidden variables.") @Default("genes")
          String memory) {}

  private static final List<String> OUTPUTS = List.of("division", "secretion", "uptake");

  private final Configuration c;
  private final IntracellularModel model;
  private final CellTypes types;
  private final List<FieldSpec> sensed = new ArrayList<>();
  private final List<FieldSpec> written = new ArrayList<>();
  private final Optional<FieldSpec> memory;

  private Intracellular(Configuration c, BuildContext context) {
    this.c = c;
    this.types = context.require(CellTypes.class);
    int chemicals = context.find(Chemicals.class).map(Chemicals::count).orElse(0);
    int dimensions = context.require(Space.class).dimensions();
    if (c.inputs.isEmpty()) {
      throw InvalidConfiguration.at("inputs", "names no field");
    }
    if (c.outputs.isEmpty()) {
      throw InvalidConfiguration.at("outputs", "names no field");
    }
    int inputs = 0;
    for (int k = 0; k < c.inputs.size(); k++) {
      FieldSpec field = sensed(c.inputs.get(k), "inputs[" + k + "]", chemicals, dimensions);
      sensed.add(field);
      inputs += field.components();
    }
    int outputs = 0;
    for (int k = 0; k < c.outputs.size(); k++) {
      if (c.outputs.indexOf(c.outputs.get(k)) < k) {
        throw InvalidConfiguration.at("outputs[" + k + "]", "is written twice");
      }
      FieldSpec field = written(c.outputs.get(k), "outputs[" + k + "]", chemicals);
      written.add(field);
      outputs += field.components();
    }
    int kept = c.hidden + (c.feedback == Feedback.RAW ? outputs : 0);
    this.memory =
        kept == 0
            ? Optional.empty()
            : Optional.of(
                new FieldSpec(
                    c.memory,
                    kept,
                    Inheritance.COPY,
                    0,
                    "",
                    "Variables of the model inside of the cell."));
    this.model = c.model.build(context).create(inputs, c.hidden, outputs, types.types().size());
  }

  /**
   * Wires a model to a tissue.
   *
   * @throws InvalidConfiguration if a field does not exist or the model does not fit
   */
  public static Intracellular of(Configuration c, BuildContext context) {
    return new Intracellular(c, context);
  }

  private static FieldSpec sensed(String name, String entry, int chemicals, int dimensions) {
    if (name.startsWith("chemical") && chemicals == 0) {
      throw InvalidConfiguration.at(entry, "the scenario has no chemicals to sense");
    }
    return switch (name) {
      case "chemical" -> FieldSpec.chemical(chemicals);
      case "chemical-gradient" -> other(name, dimensions * chemicals);
      case "radius" -> FieldSpec.radius();
      default -> other(name, 1);
    };
  }

  private static FieldSpec other(String name, int components) {
    return new FieldSpec(name, components, Inheritance.COPY, 0, "", "Sensed by the cell.");
  }

  private static FieldSpec written(String name, String entry, int chemicals) {
    if (!name.equals("division") && OUTPUTS.contains(name) && chemicals == 0) {
      throw InvalidConfiguration.at(
          entry, "the scenario has no chemicals, so cells have no " + name);
    }
    return switch (name) {
      case "division" -> FieldSpec.division();
      case "secretion" -> FieldSpec.secretion(chemicals);
      case "uptake" -> FieldSpec.uptake(chemicals);
      default -> throw InvalidConfiguration.unknownWord(entry, "output field", name, OUTPUTS);
    };
  }

  @Override
  public StepKind kind() {
    return StepKind.DYNAMIC;
  }

  @Override
  public List<FieldSpec> reads() {
    List<FieldSpec> fields = new ArrayList<>(sensed);
    memory.ifPresent(fields::add);
    c.sizeGate.ifPresent(gate -> fields.add(FieldSpec.radius()));
    return fields;
  }

  @Override
  public List<FieldSpec> writes() {
    List<FieldSpec> fields = new ArrayList<>(written);
    memory.ifPresent(fields::add);
    return fields;
  }

  @Override
  public List<Parameter> parameters() {
    return model.parameters();
  }

  @Override
  public void apply(StepContext context) {
    CellState state = context.state();
    Var u = beside(sensed.stream().map(state::get).toList(), state.count());
    Var after = model.advance(context::value, u, variables(state), state.types(), c.duration);
    memory.ifPresent(field -> context.set(field, after.columns(0, field.components())));
    int column = c.hidden;
    for (FieldSpec field : written) {
      Var raw = after.columns(column, column + field.components());
      column += field.components();
      context.set(field, allowed(field, raw, state));
    }
  }

  private Var variables(CellState state) {
    List<Var> parts = new ArrayList<>();
    if (memory.isPresent()) {
      Var kept = state.get(memory.get());
      if (c.hidden > 0) {
        parts.add(
            c.hiddenDecay == 0
                ? kept.columns(0, c.hidden)
                : kept.columns(0, c.hidden).times(1 - c.hiddenDecay));
      }
      if (c.feedback == Feedback.RAW && kept.columns() > c.hidden) {
        parts.add(kept.columns(c.hidden, kept.columns()));
      }
    }
    if (c.feedback == Feedback.GATED) {
      written.forEach(field -> parts.add(state.get(field)));
    }
    return beside(parts, state.count());
  }

  private static Var beside(List<Var> parts, int rows) {
    return switch (parts.size()) {
      case 0 -> Var.zeros(rows, 0);
      case 1 -> parts.get(0);
      default -> Var.concatColumns(parts.toArray(Var[]::new));
    };
  }

  /** What gate and cell type leave of an output. */
  private Var allowed(FieldSpec field, Var raw, CellState state) {
    int n = state.count();
    double[] mask = new double[n * field.components()];
    boolean division = field.name().equals("division");
    for (int i = 0; i < n; i++) {
      CellTypes.CellType type = types.types().get(state.type(i));
      for (int k = 0; k < field.components(); k++) {
        boolean may =
            switch (field.name()) {
              case "division" -> type.divides();
              case "secretion" -> type.secretes().get(k);
              default -> true;
            };
        mask[k * n + i] = may ? 1 : 0;
      }
    }
    Var gated =
        division && c.sizeGate.isPresent() ? c.sizeGate.get().apply(raw, state.radius()) : raw;
    return gated.times(Var.of(n, field.components(), mask));
  }
}
