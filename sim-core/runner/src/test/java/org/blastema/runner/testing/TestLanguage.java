package org.blastema.runner.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.initial.InitialKeywords;
import org.blastema.kernel.initial.InitialState;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.blastema.kernel.training.TrainingKeywords;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Component;
import org.blastema.plugin.Contribution;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.KeywordGroup;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;
import org.blastema.runner.plugins.Keywords;

/** A small language with every sort of entry; its steps leave the tissue as it is. */
public final class TestLanguage implements KeywordGroup {
  /** A role that only plugins know. */
  public interface Potential {
    /** Depth of the well. */
    Parameter epsilon();
  }

  /** How daughters are placed. */
  public enum Direction {
    /** Anywhere. */
    RANDOM,
    /** Along the gradient. */
    POLAR_BIASED
  }

  /** Configuration of a window. */
  @Describe("Where interactions end.")
  public record Window(
      @Describe("Where the fall begins.") @Default("1.7") @Unit("length") double onset,
      @Describe("Where it ends.") @Default("2") @Unit("length") @Range(min = 0, exclusiveMin = true)
          double cutoff) {
    /** Checks the order. */
    public Window {
      if (onset > cutoff) {
        throw InvalidConfiguration.at("onset", "lies beyond the cutoff");
      }
    }
  }

  /** Configuration of a Morse potential. */
  @Describe("Morse potential.")
  public record Morse(
      @Describe("Depth of the well.") @Default("3") @Unit("energy") @Range(min = 0)
          ParameterSpec epsilon,
      @Describe("Steepness.") @Default("2.8") @Unit("1/length") ParameterSpec alpha,
      @Describe("Where interactions end.") @Default("{}") Window window) {}

  /** Configuration of a harmonic potential. */
  public record Harmonic(@Unit("energy/length^2") ParameterSpec stiffness) {}

  /** Configuration of growth. */
  @Describe("Cells grow.")
  public record Growth(
      @Describe("Growth rate.") @Unit("length/time") @Range(min = 0) double rate,
      @Default("0.5") @Unit("length") @Range(min = 0, exclusiveMin = true) double maxRadius) {}

  /** Configuration of relaxation. */
  public record Descent(
      @Default("25") @Range(min = 1) int steps,
      @Default("8e-4") double stepSize,
      @Default("morse") Part<Potential> potential) {}

  /** Configuration of a network. */
  public record Genes(
      List<String> inputs,
      @Default("[division]") List<String> outputs,
      @Range(min = 0) Optional<Integer> hidden,
      @Default("{init: orthogonal, scale: 0.01, train: true}") ParameterSpec weights,
      Map<String, Double> fixed) {}

  /** Configuration of division. */
  public record Division(
      @Default("random") Direction direction, @Default("true") boolean mark, String label) {}

  /** Configuration of founders. */
  public record Founders(@Default("1") @Range(min = 1) int count) {}

  /** Configuration of a goal along an axis. */
  @Describe("Spread along an axis.")
  public record Spread(@Default("y") String axis) {}

  /** Nothing to configure. */
  public record Nothing() {}

  /** All keywords, with the real ones for founders and training. */
  public static Keywords keywords() {
    return new Keywords(
        contributions(
            "test", List.of(new TestLanguage(), new InitialKeywords(), new TrainingKeywords())),
        List.of(),
        List.of());
  }

  /** The keywords of some groups as contributions of one plugin. */
  public static List<Contribution> contributions(String plugin, List<KeywordGroup> groups) {
    List<Contribution> all = new ArrayList<>();
    KeywordGroup.Language collect =
        new KeywordGroup.Language() {
          @Override
          public <C extends Record, T> void contribute(
              Class<T> role,
              String keyword,
              Class<C> configuration,
              Component.Factory<C, T> factory) {
            all.add(
                new Contribution(plugin, new Component<>(role, keyword, configuration, factory)));
          }
        };
    groups.forEach(group -> group.contributeTo(collect));
    return all;
  }

  /** Two potentials. */
  static void potentials(Language language) {
    language.contribute(
        Potential.class,
        "morse",
        Morse.class,
        (c, context) -> potential(c.epsilon().scalar(context.seed())));
    language.contribute(
        Potential.class,
        "harmonic",
        Harmonic.class,
        (c, context) -> potential(c.stiffness().scalar(context.seed())));
  }

  /** Founders, a metric, a reward, a step that does nothing and one that cannot be made. */
  static void idle(Language language) {
    language.contribute(
        InitialState.class, "founders", Founders.class, (c, context) -> new Grid(c.count()));
    language.contribute(Step.class, "idle", Nothing.class, (c, context) -> new Idle(List.of()));
    language.contribute(
        Step.class,
        "defective",
        Nothing.class,
        (c, context) -> {
          throw new IllegalStateException("the plugin has a bug");
        });
    language.contribute(Metric.class, "count", Nothing.class, (c, context) -> new CellCount());
    language.contribute(
        Reward.class, "spread", Spread.class, (c, context) -> (before, after) -> Var.constant(0));
  }

  @Override
  public void contributeTo(Language language) {
    potentials(language);
    idle(language);
    language.contribute(
        Step.class, "linear-growth", Growth.class, (c, context) -> new Idle(List.of()));
    language.contribute(
        Step.class,
        "descent",
        Descent.class,
        (c, context) -> new Idle(List.of(c.potential().build(context).epsilon())));
    language.contribute(Step.class, "gene-network", Genes.class, TestLanguage::genes);
    language.contribute(
        Step.class, "division", Division.class, (c, context) -> new Idle(List.of()));
    language.contribute(Metric.class, "cell-count", Nothing.class, (c, context) -> new CellCount());
    language.contribute(
        Reward.class,
        "axial-spread",
        Spread.class,
        (c, context) -> (before, after) -> Var.constant(0));
  }

  private static Step genes(Genes c, BuildContext context) {
    List<String> known = List.of("chemical", "stress");
    for (int i = 0; i < c.inputs().size(); i++) {
      if (!known.contains(c.inputs().get(i))) {
        throw InvalidConfiguration.unknownWord(
            "inputs[" + i + "]", "field", c.inputs().get(i), known);
      }
    }
    return new Idle(
        List.of(c.weights().resolve(c.inputs().size(), c.outputs().size(), context.seed())));
  }

  private static Potential potential(Parameter epsilon) {
    return () -> epsilon;
  }

  private record Idle(List<Parameter> parameters) implements Step {
    @Override
    public StepKind kind() {
      return StepKind.QUASI_STATIC;
    }

    @Override
    public List<FieldSpec> reads() {
      return List.of();
    }

    @Override
    public List<FieldSpec> writes() {
      return List.of();
    }

    @Override
    public void apply(StepContext context) {}
  }

  private record Grid(int count) implements InitialState {
    @Override
    public boolean random() {
      return false;
    }

    @Override
    public CellState create(StateSchema schema, KeyedRandom random) {
      return CellState.founders(schema, new int[count]);
    }
  }

  private record CellCount() implements Metric {
    @Override
    public String unit() {
      return "";
    }

    @Override
    public double of(List<CellState> history) {
      return history.getLast().count();
    }
  }
}
