package org.blastema.record.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageTest {
  @TempDir Path folder;

  @Test
  void aCellHasOneRowWhenTheRunHasEnded() throws IOException {
    Path file = folder.resolve("lineage.csv");
    LineageWriter writer = LineageWriter.create(file, List.of());
    writer.born(0, LineageEntry.FOUNDER, "source", 0);
    writer.born(1, 0, "stem", 1.5);
    writer.died(0, 2.25, "apoptosis, late");
    writer.born(2, 1, "stem", 3);
    writer.flush();
    String running = Files.readString(file, UTF_8);
    assertThat(running.lines()).hasSize(5);
    assertThat(LineageTable.read(file)).isEqualTo(writer.cells());
    writer.close();
    assertThat(Files.readString(file, UTF_8))
        .isEqualTo(
            """
            id,parent,type,birth,death,cause
            0,-1,source,0,2.25,"apoptosis, late"
            1,0,stem,1.5,,
            2,1,stem,3,,
            """);
    assertThat(LineageTable.read(file)).isEqualTo(writer.cells());

    // Whatever part is left of the file of a running simulation, it reads back.
    byte[] whole = running.getBytes(UTF_8);
    int before = 0;
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int cells = LineageTable.read(file).size();
      assertThat(cells).isGreaterThanOrEqualTo(before);
      before = cells;
    }
    assertThat(before).isEqualTo(3);
  }

  @Test
  void livesAreConsistent() throws IOException {
    LineageWriter writer = LineageWriter.create(folder.resolve("l.csv"), List.of());
    writer.born(4, LineageEntry.FOUNDER, "a", 0);
    assertThatThrownBy(() -> writer.born(4, LineageEntry.FOUNDER, "a", 1))
        .hasMessageContaining("born before");
    assertThatThrownBy(() -> writer.died(5, 1, "x")).hasMessageContaining("no cell 5");
    writer.died(4, 1, "x");
    assertThatThrownBy(() -> writer.died(4, 2, "x")).hasMessageContaining("no cell 4");
    writer.close();
  }
}
