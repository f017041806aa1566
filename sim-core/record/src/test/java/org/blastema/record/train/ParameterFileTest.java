package org.blastema.record.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterFileTest {
  @TempDir Path folder;

  @Test
  void everyNumberAndShapeReadsBack() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("steps.b.scalar", ParameterValue.scalar(1.7));
    values.put("steps.a.row", new ParameterValue(1, 3, new double[] {1, -0.0, 1e-300}));
    values.put("steps.a.column", new ParameterValue(3, 1, new double[] {1e300, 2, 3}));
    values.put(
        "a \"quoted\\ name",
        new ParameterValue(
            1, 3, new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}));
    double[] table = new double[30 * 40];
    for (int i = 0; i < table.length; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      table[i] = Double.isFinite(value) ? value : i;
    }
    values.put("steps.genes.weights", new ParameterValue(30, 40, table));
    ParameterSnapshot snapshot = new ParameterSnapshot(12, -3.25, values);
    Path file = folder.resolve("p.yaml");
    ParameterFile.write(file, snapshot);
    ParameterSnapshot back = ParameterFile.read(file);
    assertThat(back).isEqualTo(snapshot);
    assertThat(List.copyOf(back.values().keySet())).isEqualTo(List.copyOf(values.keySet()));
    assertThat(Arrays.hashCode(back.values().get("steps.genes.weights").values()))
        .isEqualTo(Arrays.hashCode(table));
  }

  @Test
  void rowsOfATableAreLinesOfTheFile() {
    ParameterValue table = new ParameterValue(2, 2, new double[] {1, 2, 3, 4});
    assertThat(ParameterFile.text(new ParameterSnapshot(0, Double.NaN, Map.of("w", table))))
        .isEqualTo(
            """
            format: blastema-parameters/1
            epoch: 0
            score: .nan
            parameters:
              "w":
                - [1.0, 3.0]
                - [2.0, 4.0]
            """);
    assertThat(table.get(0, 1)).isEqualTo(3);
  }

  @Test
  void theTrainingFolderListsItsEpochs() throws IOException {
    TrainingFolder training = new TrainingFolder(folder.resolve("train"));
    assertThat(training.epochs()).isEmpty();
    assertThat(training.best()).isEmpty();
    assertThat(training.history().columns()).isEmpty();
    for (int epoch : new int[] {100000, 10, 0}) {
      training.writeEpoch(
          new ParameterSnapshot(epoch, epoch, Map.of("p", ParameterValue.scalar(epoch))));
    }
    training.writeBest(new ParameterSnapshot(10, 10, Map.of()));
    assertThat(training.epochs()).containsExactly(0, 10, 100000);
    assertThat(folder.resolve("train/parameters/epoch-00010.yaml")).exists();
    assertThat(training.parameters(10).values()).containsEntry("p", ParameterValue.scalar(10));
    assertThat(training.best().orElseThrow().epoch()).isEqualTo(10);
    assertThat(training.last()).isEmpty();
  }

  @Test
  void whatIsNoParameterFileIsRefused() throws IOException {
    Path file = folder.resolve("p.yaml");
    for (String text :
        List.of(
            "",
            "format: other/1",
            "format: blastema-parameters/1\nepoch: 1\nscore: 1\nparameters: {a: [[1, 2], [3]]}",
            "format: blastema-parameters/1\nepoch: 1\nscore: 1\nparameters: {a: word}",
            "format: [")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> ParameterFile.read(file)).isInstanceOf(IOException.class);
    }
  }
}
