package org.blastema.cellbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {
  @TempDir Path folder;

  private CsvTable read(String text) throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(file, text);
    return CsvTable.read(file, "t.csv");
  }

  @Test
  void names_are_found_by_themselves() throws IOException {
    CsvTable table = read("# note\ncondition,a,b\nc1,1,2.5\nc2,-3,4e-1\n");
    assertThat(table.columns()).containsExactly("a", "b");
    assertThat(table.rows()).containsExactly("c1", "c2");
    assertThat(table.values()).isDeepEqualTo(new double[][] {{1, 2.5}, {-3, 0.4}});
    assertThat(read("1,2\n3,4\n").columns()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b\\n1,2\\n3,x\\n|t.csv, row 3, column 2: holds 'x' where a number is expected",
        "a,b\\n1,2\\n3,\\n|t.csv, row 3, column 2: is empty where a number is expected",
        "1,2\\n3,NaN\\n|t.csv, row 2, column 2: holds NaN, not a finite number",
        "1,2\\n3\\n|t.csv: row 2 has 1 columns where 2 are expected",
        "a,a\\n1,2\\n|t.csv: has two columns named 'a'",
        "a,b\\n|t.csv: has names of columns, but no rows",
        "''|t.csv: is empty"
      })
  void bad_tables_are_named_with_row_and_column(String text, String message) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(BadTable.class)
        .hasMessage(message);
  }

  @Test
  void a_network_must_be_square_and_named() throws IOException {
    Files.writeString(folder.resolve("n.csv"), "Genes,a,b\na,0,1\n");
    assertThatThrownBy(() -> ReferenceNetwork.read(folder.resolve("n.csv"), "n.csv"))
        .hasMessage("n.csv: has 1 rows of 2 numbers, so it is not square");
  }
}
