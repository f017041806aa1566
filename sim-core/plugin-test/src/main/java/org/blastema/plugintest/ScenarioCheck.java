package org.blastema.plugintest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.mechanics.Potential;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.Stop;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Contribution;
import org.blastema.plugin.Part;
import org.blastema.runner.experiment.Assembly;
import org.blastema.runner.experiment.Experiment;
import org.blastema.runner.scenario.Adjustments;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.scenario.ScenarioReader;
import org.blastema.runner.tree.InvalidInput;

/** What one scenario says about the plugin that it uses. */
final class ScenarioCheck {
  /** Macro-steps that are simulated: enough for cells to have met and perhaps divided. */
  private static final int STEPS = 4;

  private final Language language;
  private final String plugin;
  private final Path file;

  ScenarioCheck(Language language, String plugin, Path file) {
    this.language = language;
    this.plugin = plugin;
    this.file = file;
  }

  /**
   * A scenario whose objects are made.
   *
   * @param experiment the scenario
   * @param made the objects that the plugin made for it
   */
  record Assembled(Experiment experiment, List<Language.Made> made) {
    Trajectory grow() {
      int most = Math.min(STEPS, experiment.stop().steps());
      Stop stop = new Stop(experiment.stop().cells(), most, experiment.stop().time());
      return new Rollout(experiment.model(), ParameterValues.initial(), experiment.seed(), 0)
          .run(experiment.founders(experiment.seed(), 0), stop);
    }

    <T> List<T> all(Class<T> role) {
      return made.stream()
          .map(Language.Made::object)
          .filter(role::isInstance)
          .map(role::cast)
          .toList();
    }
  }

  Path file() {
    return file;
  }

  Assembled assemble() {
    List<Language.Made> made = new ArrayList<>();
    LoadedScenario scenario =
        new ScenarioReader(language.noting(plugin, made)).read(file, Adjustments.NONE);
    return new Assembled(Assembly.of(scenario), made);
  }

  void requireSameWhenReadBack() {
    ScenarioReader reader = new ScenarioReader(language.noting(plugin, new ArrayList<>()));
    String written = reader.read(file, Adjustments.NONE).resolved();
    String again = reader.parse(written, file, Adjustments.NONE).resolved();
    if (!again.equals(written)) {
      throw new AssertionError(
          "written out in full:\n" + written + "\nread back and written again:\n" + again);
    }
  }

  void requireSameBits() {
    List<CellState> first = assemble().grow().states();
    List<CellState> second = assemble().grow().states();
    for (int t = 0; t < Math.max(first.size(), second.size()); t++) {
      if (t >= first.size() || t >= second.size() || !same(first.get(t), second.get(t))) {
        throw new AssertionError("two runs with one seed differ after macro-step " + t);
      }
    }
  }

  private static boolean same(CellState a, CellState b) {
    boolean same = Arrays.equals(a.types(), b.types());
    for (int k = 0; same && k < a.columns().size(); k++) {
      Var x = a.columns().get(k);
      Var y = b.columns().get(k);
      same = x.rows() == y.rows() && Arrays.equals(x.toArray(), y.toArray());
    }
    return same;
  }

  /**
   * Numbers at the ends of what the entries allow, and far beyond: whatever happens must be either
   * a scenario that can be made, or a refusal with a place.
   */
  void requireClearRefusals() {
    Adjustments none = Adjustments.NONE;
    ScenarioReader reader = new ScenarioReader(language.noting(plugin, new ArrayList<>()));
    List<String> unclear = new ArrayList<>();
    for (Part<?> part : ScenarioParts.of(reader.read(file, none).scenario())) {
      if (!isOwn(part)) {
        continue;
      }
      for (String change : Extremes.of(part)) {
        Adjustments adjusted = new Adjustments(List.of(), List.of(change), OptionalLong.empty());
        try {
          Assembly.of(reader.read(file, adjusted));
        } catch (InvalidInput clear) {
          if (clear.problems().stream().anyMatch(p -> p.message().isBlank())) {
            unclear.add(change + ": an empty message");
          }
        } catch (RuntimeException e) {
          unclear.add(change + ": " + e);
        }
      }
    }
    if (!unclear.isEmpty()) {
      throw new AssertionError(
          "neither accepted nor refused with InvalidConfiguration:\n" + String.join("\n", unclear));
    }
  }

  private boolean isOwn(Part<?> part) {
    return language.of(plugin).stream().anyMatch(word -> made(word, part));
  }

  private static boolean made(Contribution word, Part<?> part) {
    return word.component().keyword().equals(part.keyword())
        && word.component().configuration() == part.configuration().getClass();
  }

  void checkPotentials(double tolerance) {
    Assembled assembled = assemble();
    assembled.all(Potential.class).forEach(p -> new PotentialCheck(p).require(tolerance));
  }

  void checkSteps(double tolerance) {
    Assembled assembled = assemble();
    List<Step> steps = assembled.all(Step.class);
    if (!steps.isEmpty()) {
      List<CellState> states = assembled.grow().states();
      CellState entering = states.get(Math.max(0, states.size() - 2));
      for (Step step : steps) {
        new StepCheck(assembled.experiment(), step).require(entering, tolerance);
      }
    }
  }

  void checkRewards(double tolerance) {
    Assembled assembled = assemble();
    List<Reward> rewards = assembled.all(Reward.class);
    if (!rewards.isEmpty()) {
      List<CellState> states = assembled.grow().states();
      CellState before = states.get(Math.max(0, states.size() - 2));
      for (Reward reward : rewards) {
        new RewardCheck(reward).require(before, states.getLast(), tolerance);
      }
    }
  }
}
