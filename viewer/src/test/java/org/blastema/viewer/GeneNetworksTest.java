package org.blastema.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.train.ParameterSnapshot;
import org.blastema.record.train.ParameterValue;
import org.junit.jupiter.api.Test;

class GeneNetworksTest {
  private static final String SCENARIO =
      """
      steps:
        growth: {kind: saturating-growth}
        genes:
          kind: intracellular
          inputs: [chemical, radius]
          hidden: 1
          outputs: [division]
          feedback: %s
          memory: genes
          model: {kind: gene-network, input-genes: %s, weights: %s, bias: -2}
      """;

  private static CellsSchema schema(String... columns) {
    return new CellsSchema(
        3,
        "",
        "",
        List.of("a", "b"),
        List.of(columns).stream().map(c -> CellColumn.real(c, "")).toList());
  }

  private static GeneNetworks.Network only(String scenario, CellsSchema schema) throws IOException {
    List<GeneNetworks.Network> found = GeneNetworks.of(scenario, schema, Optional.empty());
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void genes_are_inputs_hidden_and_outputs_with_the_columns_of_their_activity() throws IOException {
    GeneNetworks.Network network =
        only(
            SCENARIO.formatted("raw", "held", "{init: orthogonal}"),
            schema("chemical.a", "chemical.b", "radius", "genes.0", "genes.1", "division"));
    assertThat(network.genes())
        .containsExactly(
            new GeneNetworks.Gene("chemical.a", "input", "chemical.a"),
            new GeneNetworks.Gene("chemical.b", "input", "chemical.b"),
            new GeneNetworks.Gene("radius", "input", "radius"),
            new GeneNetworks.Gene("hidden 1", "hidden", "genes.0"),
            new GeneNetworks.Gene("division", "output", "genes.1"));
    assertThat(network.targets()).containsExactly(3, 4);
    assertThat(network.weights()).isEmpty(); // where they began was not written down
    assertThat(network.bias()).isEqualTo(new double[][] {{-2}});
  }

  @Test
  void gated_outputs_have_the_written_field_and_evolving_inputs_are_targets() throws IOException {
    GeneNetworks.Network network =
        only(
            SCENARIO.formatted("gated", "evolving", "{init: orthogonal}"),
            schema("chemical", "radius", "genes", "division"));
    assertThat(network.genes().get(2).column()).isEqualTo("genes");
    assertThat(network.genes().get(3).column()).isEqualTo("division");
    assertThat(network.targets()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void written_weights_are_taken_and_trained_ones_come_first() throws IOException {
    CellsSchema schema = schema("chemical", "radius", "genes.0", "genes.1", "division");
    String written = SCENARIO.formatted("raw", "held", "{value: [[1, 2], [3, 4], [5, 6], [7, 8]]}");
    assertThat(only(written, schema).weights()[3]).containsExactly(7, 8);
    assertThat(only(written, schema).trained()).isFalse();
    ParameterSnapshot snapshot =
        new ParameterSnapshot(
            3,
            1,
            Map.of(
                "steps.genes.model.weights",
                new ParameterValue(4, 2, new double[] {1, 2, 3, 4, 50, 60, 70, 80})));
    GeneNetworks.Network trained =
        GeneNetworks.of(written, schema, Optional.of(snapshot)).getFirst();
    assertThat(trained.weights()[3]).containsExactly(4, 80);
    assertThat(trained.trained()).isTrue();
  }

  @Test
  void weights_that_do_not_fit_the_genes_are_left_out() throws IOException {
    GeneNetworks.Network network =
        only(
            SCENARIO.formatted("raw", "held", "[[1, 2], [3, 4]]"),
            schema("chemical", "radius", "genes.0", "genes.1", "division"));
    assertThat(network.weights()).isEmpty();
  }

  @Test
  void a_scenario_that_is_no_yaml_is_told() {
    assertThatThrownBy(() -> GeneNetworks.of("steps: [", schema("x"), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }
}
