package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.blastema.record.RunReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar from outside takes every role, with nothing but the public classes. */
class ThirdPartyPluginTest {
  private static final String PLUGIN =
      """
      package com.example;

      import java.io.IOException;
      import java.nio.file.*;
      import java.util.*;
      import java.util.function.Function;
      import org.blastema.autodiff.*;
      import org.blastema.kernel.export.*;
      import org.blastema.kernel.goal.*;
      import org.blastema.kernel.initial.InitialState;
      import org.blastema.kernel.mechanics.Potential;
      import org.blastema.kernel.model.*;
      import org.blastema.kernel.network.IntracellularModel;
      import org.blastema.kernel.random.KeyedRandom;
      import org.blastema.kernel.space.Space;
      import org.blastema.kernel.state.*;
      import org.blastema.kernel.training.*;
      import org.blastema.plugin.*;

      public class Everything extends BlastemaPlugin {
        @Override public String name() { return "everything"; }

        @Override protected void configure() {
          contribute(InitialState.class, "row", Row.class, (c, context) -> c);
          contribute(Step.class, "swelling", SwellingEntries.class,
              (c, context) -> new Swelling(c.rate().scalar(context.seed())));
          contribute(Potential.class, "square", Square.class, (c, context) -> c);
          contribute(IntracellularModel.Factory.class, "drift", DriftEntries.class,
              (c, context) -> (inputs, hidden, outputs, types) ->
                  new Drift(c.speed().scalar(context.seed())));
          contribute(Reward.class, "mean-radius", MeanRadius.class, (c, context) -> c);
          contribute(Metric.class, "largest", Largest.class, (c, context) -> c);
          contribute(EstimatorFactory.class, "plain", Plain.class, (c, context) -> c);
          contribute(OptimizerFactory.class, "ascent", Ascent.class, (c, context) -> c);
          contribute(Exporter.class, "count", Count.class, (c, context) -> c);
          contribute(Command.class, "greet", Greet.class, (c, context) -> c);
        }

        @Describe("Cells in a row.")
        record Row(@Describe("How many.") @Default("3") @Range(min = 1) int cells)
            implements InitialState {
          public boolean random() { return false; }
          public CellState create(StateSchema schema, KeyedRandom random) {
            double[] x = new double[cells * schema.fields().get(schema.indexOf("position")).components()];
            double[] r = new double[cells];
            for (int i = 0; i < cells; i++) { x[i] = 1.0 * i; r[i] = 0.5; }
            return CellState.founders(schema, new int[cells])
                .with("position", Var.of(cells, x.length / cells, x))
                .with("radius", Var.column(r));
          }
        }

        @Describe("Radii grow at a rate times what the intracellular model says.")
        record SwellingEntries(
            @Describe("Rate.") @Default("0.5") @Unit("length/time") ParameterSpec rate) {}

        record Swelling(Parameter rate) implements Step {
          public StepKind kind() { return StepKind.DYNAMIC; }
          public List<FieldSpec> reads() { return List.of(FieldSpec.radius()); }
          public List<FieldSpec> writes() { return List.of(FieldSpec.radius()); }
          public List<Parameter> parameters() { return List.of(rate); }
          public void apply(StepContext context) {
            CellState state = context.state();
            Var grown = state.radius().plus(context.value(rate).times(context.dt()));
            context.state(state.with("radius", grown));
          }
        }

        @Describe("Overlapping cells repel.")
        record Square() implements Potential {
          public Formula energy() {
            return Formula.trace("square", List.of(Port.scalar("r"), Port.scalar("sigma")), in -> {
              Expr overlap = in.scalar("sigma").minus(in.scalar("r"));
              return new Expr[] {Expr.where(in.scalar("r").lessThan(in.scalar("sigma")),
                  overlap.square(), Expr.constant(0))};
            });
          }
          public List<Parameter> parameters() { return List.of(); }
          public double range(double contact) { return contact; }
        }

        @Describe("Variables that rise steadily.")
        record DriftEntries(
            @Describe("How fast.") @Default("1") @Unit("1/time") ParameterSpec speed) {}

        record Drift(Parameter speed) implements IntracellularModel {
          public List<Parameter> parameters() { return List.of(speed); }
          public Var advance(Function<Parameter, Var> values, Var sensed, Var variables,
              int[] types, double duration) {
            return variables.plus(values.apply(speed).times(duration));
          }
        }

        @Describe("Growth of the mean radius.")
        record MeanRadius() implements Reward {
          public Var transition(CellState before, CellState after) {
            return after.radius().mean().minus(before.radius().mean());
          }
        }

        @Describe("Largest radius.")
        record Largest() implements Metric {
          public String unit() { return "length"; }
          public double of(List<CellState> history) {
            return Arrays.stream(history.getLast().radius().toArray()).max().orElseThrow();
          }
        }

        @Describe("Gradients of the rewards alone.")
        record Plain() implements EstimatorFactory, GradientEstimator {
          public GradientEstimator create() { return this; }
          public History history() { return History.FULL; }
          public boolean pathwise() { return true; }
          public int firstStep() { return 0; }
          public Weights weights(double[][] rewards, List<Trajectory> batch) {
            double[][] zeros = new double[rewards.length][rewards[0].length];
            double[][] ones = new double[rewards.length][rewards[0].length];
            for (double[] row : ones) { Arrays.fill(row, 1); }
            return new Weights(zeros, ones);
          }
          public double[] memory() { return new double[0]; }
          public void restore(double[] memory) {}
        }

        @Describe("Steps along the gradient.")
        record Ascent(@Describe("Length.") @Default("0.125") @Range(min = 0) double rate)
            implements OptimizerFactory {
          public Optimizer create(int epochs, int count) {
            return new Optimizer() {
              public double[] change(int epoch, double[] parameters, double[] gradient) {
                return Arrays.stream(gradient).map(g -> -rate * g).toArray();
              }
              public Map<String, double[]> memory() { return Map.of(); }
              public void restore(Map<String, double[]> memory) {}
            };
          }
        }

        @Describe("The number of cells at every moment.")
        record Count() implements Exporter {
          public String ending() { return ".txt"; }
          public void export(RecordedRun run, Path target) throws IOException {
            StringBuilder text = new StringBuilder();
            for (int k = 0; k < run.frames(); k++) {
              text.append(run.frame(k).count()).append(' ');
            }
            Files.writeString(target, text.toString());
          }
        }

        @Describe("Greets.")
        record Greet() implements Command {
          public int run(List<String> arguments, Streams streams) {
            streams.out().println("hello " + arguments);
            return 0;
          }
        }
      }
      """;

  private static final String SCENARIO =
      """
      format: blastema/1
      space: {dimensions: 2}
      cell-types: {plain: {}}
      initial: {kind: row, cells: 4}
      steps:
        swelling: {rate: {value: 0.5, train: true}}
        mechanics: {kind: descent, potential: square}
        genes: {kind: intracellular, inputs: [radius], hidden: 0, outputs: [division], model: drift}
      stop: {steps: 2}
      metrics: {largest: largest}
      train:
        objective: {growth: mean-radius}
        estimator: plain
        optimizer: {kind: ascent}
        epochs: 4
        rollouts: 2
      """;

  @TempDir Path folder;

  @Test
  void every_role_can_be_taken_from_outside() throws IOException {
    Path jar =
        new PluginJar()
            .announcing("com.example.Everything")
            .source(PLUGIN)
            .write(folder.resolve("everything.jar"));
    Path scenario = Files.writeString(folder.resolve("scenario.yaml"), SCENARIO);
    Path run = folder.resolve("run");
    Program program = Program.run("run", scenario, "-o", run, "--plugin", jar);
    assertThat(program.exitCode()).as(program.err()).isZero();
    // the mean radius grows by rate * dt in each of 2 steps: its derivative by the rate is 2
    double rate =
        RunReader.open(run).last().orElseThrow().values().get("steps.swelling.rate").get(0, 0);
    assertThat(rate).isEqualTo(0.5 + 4 * 0.125 * 2);
    assertThat(program.out()).containsPattern("largest +3\\.5");
    Path file = folder.resolve("count.txt");
    Program export = Program.run("export", run, "--to", "count", "-o", file, "--plugin", jar);
    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(file).hasContent("4 4 4 ");
    assertThat(Program.run("greet", "you", "--plugin", jar).out()).startsWith("hello [you]");
    Program docs = Program.run("plugins", "docs", "-o", folder.resolve("docs"), "--plugin", jar);
    assertThat(docs.exitCode()).as(docs.err()).isZero();
    assertThat(Files.readString(folder.resolve("docs/step.md"))).contains("## swelling");
    Program schema = Program.run("schema", "--plugin", jar);
    assertThat(schema.out()).contains("step.swelling").contains("Cells in a row.");
  }
}
