package org.blastema.record.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  private static final List<TableColumn> COLUMNS =
      List.of(new TableColumn("time", "h"), TableColumn.of("count, \"live\""));

  @TempDir Path folder;

  @Test
  void numbersReadBackToTheSameBits() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      double back = NumberText.parse(NumberText.of(value));
      assertThat(Double.doubleToLongBits(back)).isEqualTo(Double.doubleToLongBits(value));
    }
    for (double value : new double[] {0.0, -0.0, 1, -7, 1L << 53, 1e300, Double.MIN_VALUE}) {
      double back = NumberText.parse(NumberText.of(value));
      assertThat(Double.doubleToLongBits(back)).isEqualTo(Double.doubleToLongBits(value));
    }
    assertThat(NumberText.of(42)).isEqualTo("42");
    assertThat(NumberText.of(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void headerCarriesUnitsAndQuotedNames() throws IOException {
    Path file = folder.resolve("t.csv");
    try (NumericTableWriter writer = NumericTableWriter.open(file, COLUMNS)) {
      writer.append(0.5, 3);
      writer.append(1.5, Double.NaN);
    }
    assertThat(Files.readString(file, UTF_8))
        .isEqualTo("time [h],\"count, \"\"live\"\"\"\n0.5,3\n1.5,NaN\n");
    NumericTable table = NumericTable.read(file);
    assertThat(table.columns()).isEqualTo(COLUMNS);
    assertThat(table.column("time")).containsExactly(0.5, 1.5);
    assertThat(table.row(1)).containsExactly(1.5, Double.NaN);
    assertThat(table.after(1).column("time")).containsExactly(1.5);
    assertThat(table.after(9).rows()).isZero();
    assertThatThrownBy(() -> table.column("x")).hasMessageContaining("time");
  }

  @Test
  void whateverPartOfAFileIsLeftItsCompleteRowsAreRead() throws IOException {
    Path file = folder.resolve("t.csv");
    try (NumericTableWriter writer = NumericTableWriter.open(file, COLUMNS)) {
      for (int i = 0; i < 40; i++) {
        writer.append(i / 7.0, i);
      }
    }
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length <= whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      Files.write(file, part);
      long breaks = new String(part, UTF_8).chars().filter(c -> c == '\n').count();
      NumericTable table = NumericTable.read(file);
      assertThat(table.rows()).isEqualTo(Math.max(0, breaks - 1));
      for (int i = 0; i < table.rows(); i++) {
        assertThat(table.row(i)).containsExactly(i / 7.0, i);
      }
    }
  }

  @Test
  void aTornRowIsCutOffBeforeTheNextIsAppended() throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(file, "a,b\n1,2\n3,");
    try (NumericTableWriter writer =
        NumericTableWriter.open(file, List.of(TableColumn.of("a"), TableColumn.of("b")))) {
      assertThat(writer.rows()).isEqualTo(1);
      writer.append(5, 6);
    }
    assertThat(Files.readString(file, UTF_8)).isEqualTo("a,b\n1,2\n5,6\n");
  }

  @Test
  void cutKeepsTheFirstRows() throws IOException {
    Path file = folder.resolve("t.csv");
    try (CsvAppender rows = CsvAppender.create(file, List.of("a"))) {
      for (int i = 0; i < 5; i++) {
        rows.append(List.of("r" + i));
      }
      rows.cutToRows(2);
      rows.append(List.of("new"));
      assertThat(rows.rows()).isEqualTo(3);
      assertThatThrownBy(() -> rows.cutToRows(4)).isInstanceOf(IOException.class);
    }
    assertThat(CsvFile.read(file).rows())
        .isEqualTo(List.of(List.of("r0"), List.of("r1"), List.of("new")));
  }

  @Test
  void whatCannotBeReadBackIsRefused() throws IOException {
    Path file = folder.resolve("t.csv");
    try (CsvAppender rows = CsvAppender.create(file, List.of("a", "b"))) {
      assertThatThrownBy(() -> rows.append(List.of("1")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> rows.append(List.of("1", "two\nlines")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> NumericTableWriter.open(file, COLUMNS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("time [h]");
    Files.writeString(file, "a,b\n1,2\n3\n4,5\n");
    assertThatThrownBy(() -> NumericTable.read(file)).hasMessageContaining("line 3");
    Files.writeString(file, "a,b\n1,x\n");
    assertThatThrownBy(() -> NumericTable.read(file)).hasMessageContaining("column 'b'");
    assertThatThrownBy(() -> new TableColumn("a [b]", "")).isInstanceOf(RuntimeException.class);
  }
}
