package org.blastema.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFilesTest {
  private static final String SCENARIO =
      """
      steps:
        genes:
          inputs: [dose]
          hidden: 2
          outputs: [division]
          model: {kind: cellbox, network: net.csv, perturbs: [b], reads: [a], potency: -3, slope: 5}
      """;

  @TempDir Path folder;

  @Test
  void a_fit_tells_its_weights_from_sources_to_targets() throws IOException {
    GeneNetworks.Network network =
        FittedNetwork.read(SampleRuns.fit(folder.resolve("fit"))).orElseThrow();
    assertThat(network.genes()).extracting(GeneNetworks.Gene::name).containsExactly("a", "b", "c");
    assertThat(network.weights()[2]).containsExactly(-1, 0, 0); // c acts on a
    assertThat(network.weights()[1]).containsExactly(0, 0, 2);
    GeneNetworks.Edge edge = network.edges().get(1);
    assertThat(edge.source() + edge.target()).isEqualTo("ab");
    assertThat(edge.numbers().get("confidence")).isEqualTo(0.9);
    assertThat(edge.numbers().get("reference")).isNaN();
  }

  @Test
  void a_table_that_is_not_square_is_refused() throws IOException {
    Path table = folder.resolve("net.csv");
    Files.writeString(table, "target,a,b\na,0,1\n");
    assertThatThrownBy(() -> NetworkTable.read(table)).hasMessageContaining("no square table");
    Files.writeString(table, "target,a\na,x\n");
    assertThatThrownBy(() -> NetworkTable.read(table)).hasMessageContaining("holds 'x'");
  }

  @Test
  void a_network_inside_of_cells_has_what_perturbs_it_and_what_reads_it() throws IOException {
    Path table = folder.resolve("net.csv");
    Files.writeString(table, "target,a,b\na,0,1\nb,2,0\n");
    CellsSchema schema =
        new CellsSchema(
            2,
            "",
            "",
            List.of("cell"),
            Stream.of("dose", "genes.0", "genes.1", "genes.2", "division")
                .map(c -> CellColumn.real(c, ""))
                .toList());
    GeneNetworks.Network network =
        CellBoxNetworks.of(SCENARIO, schema, Optional.empty(), name -> Optional.of(table))
            .getFirst();
    assertThat(network.genes())
        .extracting(gene -> gene.name() + "/" + gene.role() + "/" + gene.column())
        .containsExactly(
            "dose/input/dose", "a/hidden/genes.0", "b/hidden/genes.1", "division/output/division");
    assertThat(network.targets()).containsExactly(1, 2, 3);
    assertThat(network.weights())
        .isEqualTo(new double[][] {{0, -3, 0}, {0, 2, 5}, {1, 0, 0}, {0, 0, 0}});
    assertThat(CellBoxNetworks.of(SCENARIO, schema, Optional.empty(), name -> Optional.empty()))
        .isEmpty();
  }
}
