package org.blastema.runner.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.blastema.runner.testing.TestLanguage;
import org.blastema.runner.tree.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios that are each wrong in one or more ways, with all that a user is told. */
class BrokenScenarioTest {
  private static final Path FILE = Path.of("x.yaml");

  /** A scenario of which the tests change single lines. */
  private static final String SOUND =
      """
      format: blastema/1
      units: {length: um, time: min, energy: fJ, concentration: nM}
      chemicals: {morphogen: {diffusion: 1.0, decay: 0.1}}
      cell-types:
        proliferating:
        source: {divides: false, secretes: {morphogen: 1.0}}
      initial: {kind: founders, count: 3}
      steps:
        growth: {kind: linear-growth, rate: 0.03}
        mechanics:
          kind: descent
          potential: {kind: morse, epsilon: 1.7}
        genes: {kind: gene-network, inputs: [chemical]}
        division: {direction: polar-biased, label: a}
      stop: {cells: 150}
      metrics: {cells: cell-count}
      checks: [{metric: cells, at-least: 150}]
      train:
        objective: {elongation: {kind: axial-spread, axis: x, weight: 2}}
      """;

  @ParameterizedTest(name = "{0} -> {1}")
  @MethodSource("changes")
  void a_faulty_line_is_explained(String line, String replacement, List<String> messages) {
    String yaml = line.isEmpty() ? replacement : SOUND.replace(line, replacement);
    assertThat(yaml).isNotEqualTo(SOUND);
    InvalidInput e =
        catchThrowableOfType(
            InvalidInput.class,
            () -> new ScenarioReader(TestLanguage.keywords()).parse(yaml, FILE, Adjustments.NONE));
    assertThat(e).as("accepted:\n%s", yaml).isNotNull();
    assertThat(e.problems()).map(Object::toString).containsExactlyElementsOf(messages);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        // words
        change(
            "epsilon: 1.7",
            "epsilonn: 1.7",
            "x.yaml:12:30: unknown entry 'epsilonn' in steps.mechanics.potential (did you mean"
                + " 'epsilon'?)"),
        change(
            "kind: morse,",
            "kind: mors,",
            "x.yaml:12:23: unknown potential 'mors' in steps.mechanics.potential (did you mean"
                + " 'morse'?)"),
        change(
            "kind: morse,",
            "kind: spring,",
            "x.yaml:12:23: unknown potential 'spring' in steps.mechanics.potential (known:"
                + " harmonic, morse)"),
        change(
            "rate: 0.03",
            "rate: 0.03, maxRadius: 2",
            "x.yaml:9:45: unknown entry 'maxRadius' in steps.growth (did you mean 'max-radius'?)"),
        change(
            "cell-types:",
            "cell_types:",
            "x.yaml:4:1: unknown entry 'cell_types' in the scenario (did you mean 'cell-types'?)"),
        change(
            "polar-biased",
            "polarbiased",
            "x.yaml:14:25: unknown value 'polarbiased' of steps.division.direction (did you mean"
                + " 'polar-biased'?)"),
        change(
            "  division: {direction",
            "  divisoin: {direction",
            "x.yaml:14:3: entry 'kind' is missing in steps.divisoin, and 'divisoin' is no known"
                + " step (did you mean 'division'?)"),
        change(
            "kind: axial-spread",
            "kind: axial-spred",
            "x.yaml:19:34: unknown reward 'axial-spred' in train.objective.elongation (did you mean"
                + " 'axial-spread'?)"),
        change(
            "weight: 2",
            "wieght: 2",
            "x.yaml:19:57: unknown entry 'wieght' in train.objective.elongation (did you mean"
                + " 'weight'?)"),
        change(
            "morphogen: 1.0}}",
            "morphogn: 1.0}}",
            "x.yaml:6:49: unknown chemical 'morphogn' in cell-types.source.secretes.morphogn (did"
                + " you mean 'morphogen'?)"),
        change(
            "metric: cells",
            "metric: cell",
            "x.yaml:17:19: unknown metric 'cell' in checks[0].metric (did you mean 'cells'?)"),
        // numbers
        change(
            "rate: 0.03",
            "rate: fast",
            "x.yaml:9:39: expected a number for steps.growth.rate, not 'fast'"),
        change(
            "rate: 0.03", "rate: -1", "x.yaml:9:39: steps.growth.rate must be at least 0, not -1"),
        change(
            "rate: 0.03",
            "rate: 1, max-radius: 0",
            "x.yaml:9:54: steps.growth.max-radius must be greater than 0, not 0"),
        change(
            "rate: 0.03",
            "rate:",
            "x.yaml:9:38: expected a number for steps.growth.rate, not nothing"),
        change(
            "rate: 0.03",
            "rate: [1]",
            "x.yaml:9:39: expected a number for steps.growth.rate, not a list"),
        change(
            "rate: 0.03",
            "rate: .nan",
            "x.yaml:9:39: expected a number for steps.growth.rate, not '.nan'"),
        change(
            "rate: 0.03",
            "rate: 1e400",
            "x.yaml:9:39: expected a smaller number for steps.growth.rate, not '1e400'"),
        change(
            "count: 3",
            "count: 2.5",
            "x.yaml:7:34: expected a whole number for initial.count, not '2.5'"),
        change(
            "count: 3",
            "count: 3e10",
            "x.yaml:7:34: expected a smaller number for initial.count, not '3e10'"),
        change("count: 3", "count: 0", "x.yaml:7:34: initial.count must be at least 1, not 0"),
        // units
        change(
            "rate: 0.03",
            "rate: 0.03 um",
            "x.yaml:9:39: steps.growth.rate is measured in length/time, but '0.03 um' is a length"),
        change(
            "rate: 0.03",
            "rate: 1, max-radius: 5 min",
            "x.yaml:9:54: steps.growth.max-radius is a length, but '5 min' is a time"),
        change(
            "rate: 0.03",
            "rate: 0.03 um/mni",
            "x.yaml:9:39: steps.growth.rate: unknown unit 'mni' (did you mean 'min'?)"),
        change(
            "rate: 0.03",
            "rate: 1 cell-diameter/min",
            "x.yaml:9:39: steps.growth.rate: 'cell-diameter/min' cannot be converted to um/min,"
                + " because the size of a cell is not known"),
        change(
            "energy: fJ,",
            "length: mm,",
            "x.yaml:2:32: entry 'length' is written twice, first in line 2"),
        change(
            "length: um",
            "length: min",
            "x.yaml:2:17: units.length is a length, but 'min' is a time"),
        // shapes
        change(
            "inputs: [chemical]",
            "inputs: chemical",
            "x.yaml:13:39: expected a list (write [chemical]) for steps.genes.inputs, not"
                + " 'chemical'"),
        change(
            "{morphogen: {diffusion: 1.0, decay: 0.1}}",
            "[morphogen]",
            "x.yaml:3:12: expected a map of names for chemicals, not a list"),
        change(
            "divides: false",
            "divides: no",
            "x.yaml:6:21: expected true or false for cell-types.source.divides, not 'no'"),
        change(
            "label: a", "mark: true", "x.yaml:14:13: entry 'label' is missing in steps.division"),
        change(
            "  proliferating:",
            "  a.b:",
            "x.yaml:5:3: 'a.b' cannot be a name in cell-types: . / $ [ ] are not allowed"),
        change(
            "initial: {kind: founders, count: 3}\n",
            "",
            "x.yaml:1:1: entry 'initial' is missing in the scenario"),
        change(
            "initial: {kind: founders, count: 3}",
            "initial: {count: 3}",
            "x.yaml:7:1: entry 'kind' is missing in initial (known: cluster-file, founders,"
                + " grown-cluster, lattice)"),
        change(
            "stop: {cells: 150}",
            "stop: {}",
            "x.yaml:15:7: the run would never end: set one of stop.cells, stop.steps, stop.time"),
        change(
            "at-least: 150",
            "tolerance: 1",
            "x.yaml:17:10: checks[0] needs one of at-least, at-most, equals"),
        change(
            "at-least: 150",
            "at-least: 150, at: 1",
            "x.yaml:17:45: checks[0].at: checks of a scenario that trains or fits hold at its end"),
        change(
            "at-least: 150",
            "at-least: 150, at-most: 149",
            "x.yaml:17:10: checks[0] can never hold: at-least is greater than at-most"),
        change(
            "epsilon: 1.7",
            "window: {onset: 3}",
            "x.yaml:12:46: steps.mechanics.potential.window.onset: lies beyond the cutoff"),
        // parameters
        change(
            "epsilon: 1.7",
            "epsilon: {train: true}",
            "x.yaml:12:39: steps.mechanics.potential.epsilon needs either 'value' or 'init'"),
        change(
            "epsilon: 1.7",
            "epsilon: {value: 1, trian: true}",
            "x.yaml:12:50: unknown entry 'trian' in steps.mechanics.potential.epsilon (did you mean"
                + " 'train'?)"),
        change(
            "epsilon: 1.7",
            "epsilon: {value: -1}",
            "x.yaml:12:47: steps.mechanics.potential.epsilon.value must be at least 0, not -1"),
        change(
            "epsilon: 1.7",
            "epsilon: {value: 5, bounds: [0, 3]}",
            "x.yaml:12:39: steps.mechanics.potential.epsilon begins at 5, outside its bounds [0,"
                + " 3]"),
        change(
            "epsilon: 1.7",
            "epsilon: {value: 1, bounds: [3, 0]}",
            "x.yaml:12:58: steps.mechanics.potential.epsilon.bounds: the lowest value must be less"
                + " than the highest"),
        change(
            "epsilon: 1.7",
            "epsilon: {init: ortogonal}",
            "x.yaml:12:46: unknown value 'ortogonal' of steps.mechanics.potential.epsilon.init (did"
                + " you mean 'orthogonal'?)"),
        change(
            "epsilon: 1.7",
            "epsilon: [[1, 2], [3]]",
            "x.yaml:12:48: steps.mechanics.potential.epsilon[1] has 1 numbers where the first row"
                + " has 2"),
        change(
            "epsilon: 1.7",
            "epsilon: $depth",
            "x.yaml:12:39: unknown parameter 'depth' in steps.mechanics.potential.epsilon"),
        change(
            "stop:",
            "parameters: {dept: 2}\nstop:",
            "x.yaml:15:14: nothing uses the parameter 'dept'; write $dept where its value belongs"),
        change(
            "stop:",
            "parameters: {speed: 1 um}\nstop:",
            "x.yaml:15:14: nothing uses the parameter 'speed'; write $speed where its value"
                + " belongs"),
        change(
            "rate: 0.03}",
            "rate: $v, max-radius: $v}\nparameters: {v: {value: 1, unit: um, train: true}}\nstps:",
            "x.yaml:9:39: steps.growth.rate is measured in length/time, but '$v' is a length",
            "x.yaml:9:55: steps.growth.max-radius is a constant number; $v is trained",
            "x.yaml:11:1: unknown entry 'stps' in the scenario (did you mean 'steps'?)"),
        // form
        change(
            "format: blastema/1",
            "format: blastema/2",
            "x.yaml:1:9: format 'blastema/2' needs another version of the program; this one reads"
                + " blastema/1"),
        change(
            "format: blastema/1",
            "format: sbml",
            "x.yaml:1:9: format 'sbml' is none; this program reads blastema/1"),
        change(
            "format: blastema/1\n", "", "x.yaml:1:1: the first entry must be 'format: blastema/1'"),
        change("", "", "x.yaml:1:1: the file is empty"),
        change("", "- a\n", "x.yaml:1:1: expected the sections of a scenario, not a list"),
        change(
            "[chemical]}",
            "[chemical}",
            "x.yaml:13:48: not well formed: expected ',' or ']', but got } while parsing a flow"
                + " sequence"),
        change(
            "stop:",
            "\tstop:",
            "x.yaml:15:1: not well formed: a tab stands where only spaces may indent"),
        change(
            "stop: {cells: 150}",
            "stop: {cells: 150}\n---\na: 1",
            "x.yaml:17:1: only one document belongs in a file"),
        // several at once
        change(
            "rate: 0.03}\n  mechanics:\n    kind: descent",
            "rte: 1}\n  mechanics:\n    kind: decent\n    stps: 3",
            "x.yaml:9:11: entry 'rate' is missing in steps.growth",
            "x.yaml:9:33: unknown entry 'rte' in steps.growth (did you mean 'rate'?)",
            "x.yaml:11:11: unknown step 'decent' in steps.mechanics (did you mean 'descent'?)"));
  }

  private static Arguments change(String line, String replacement, String... messages) {
    return Arguments.of(line, replacement, List.of(messages));
  }
}
