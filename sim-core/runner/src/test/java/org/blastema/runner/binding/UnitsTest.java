package org.blastema.runner.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.TreeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  private static Units units(String yaml) {
    Problems problems = new Problems();
    Units units = Units.read((MapNode) TreeReader.yaml(yaml, "x.yaml", problems), problems);
    problems.throwIfAny();
    return units;
  }

  private static double convert(Units units, String quantity) {
    NumberText text = NumberText.of(quantity).orElseThrow();
    return units.convert(
        text.exact(), UnitExpression.parse(text.unit(), UnitSymbols::find), text.unit());
  }

  /** Expected values by hand; each is the double nearest to the exact decimal. */
  @ParameterizedTest
  @CsvSource({
    "8.4 um, 8.4",
    "8.4um, 8.4",
    "0.1 mm, 100",
    "7 nm, 0.007",
    "1 cm, 10000",
    "0.5 1/h, 0.008333333333333333",
    "1/h, ",
    "3 d, 4320",
    "90 s, 1.5",
    "2.5 h^-1, 0.041666666666666664",
    "12 um^2/s, 720",
    "12 um²/s, 720",
    "1 mm^2/h, 16666.666666666668",
    "1 µm, 1",
    "2 uM, 2000",
    "3 pM, 0.003",
    "6 nM/h, 0.1",
    "6 nM / (um * h), 0.1",
    "5 aJ, 0.005",
    "1 pN, 1e-3",
    "1 kPa, 1",
    "1 fl, 1",
    "1 um^3/fl, 1",
    "180 deg, 3.141592653589793",
    "0.5 %, 0.005"
  })
  void numbers_are_converted_exactly(String quantity, String expected) {
    Units units = units("{length: um, time: min, concentration: nM, energy: fJ}");
    if (expected == null) {
      assertThat(NumberText.of(quantity).orElseThrow().unit()).isEqualTo("/h");
    } else {
      assertThat(convert(units, quantity)).isEqualTo(Double.parseDouble(expected));
    }
  }

  @Test
  void a_unit_may_be_a_multiple() {
    Units units = units("{length: 10 um, time: 2 h}");
    assertThat(convert(units, "8.4 um")).isEqualTo(0.84);
    assertThat(convert(units, "1 mm/d")).isEqualTo(100.0 / 12);
    assertThat(units.label("length^2/time")).isEqualTo("(10 um)^2/(2 h)");
  }

  @Test
  void cell_diameters_are_lengths_of_unknown_size() {
    Units diameters = units("length: cell-diameter");
    assertThat(convert(diameters, "1.5 cell-diameter")).isEqualTo(1.5);
    assertThatThrownBy(() -> convert(diameters, "8 um"))
        .hasMessage(
            "'um' cannot be converted to cell-diameter, because the size of a cell is not known");
    assertThat(UnitExpression.parse("um/cell-diameter", UnitSymbols::find).dimension())
        .isEqualTo(Dimension.NONE);
    assertThatThrownBy(() -> convert(diameters, "8 um/cell-diameter"))
        .hasMessageContaining("the size of a cell is not known");
  }

  @Test
  void without_a_declared_unit_there_is_no_conversion() {
    assertThatThrownBy(() -> convert(Units.none(), "8 um"))
        .hasMessage(
            "the scenario has no unit of length to convert 'um' to;"
                + " add it to 'units' or write a plain number");
  }

  @Test
  void labels_use_the_scenarios_units_and_else_the_quantity() {
    Units units = units("{length: um, time: min}");
    assertThat(units.label("length^2/time")).isEqualTo("um^2/min");
    assertThat(units.label("1/time")).isEqualTo("1/min");
    assertThat(units.label("energy/length")).isEqualTo("energy/um");
    assertThat(units.label("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"um/", "(um", "um)", "um^", "um^x", "2um", "''", "um^12", "*um", "um//s"})
  void malformed_units_are_refused(String text) {
    assertThatThrownBy(() -> UnitExpression.parse(text, UnitSymbols::find))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "8e-4, 8e-4, ''",
    "1_000.5, 1000.5, ''",
    ".5, .5, ''",
    "5., 5., ''",
    "+3, +3, ''",
    "-.inf, -.inf, ''",
    "2 1/h, 2, 1/h",
    "5e3um, 5e3, um"
  })
  void numbers_are_told_from_their_units(String text, String number, String unit) {
    assertThat(NumberText.of(text)).contains(new NumberText(number, unit));
  }

  @Test
  void doubles_are_written_so_that_they_are_read_alike() {
    double[] values = {
      0,
      -0.0,
      1,
      -25,
      8e-4,
      1e22,
      1e15,
      123456789012345.0,
      0.1,
      Math.PI,
      1e-300,
      Double.MIN_VALUE,
      Double.MAX_VALUE
    };
    for (double value : values) {
      double read = NumberText.of(Words.number(value)).orElseThrow().value();
      assertThat(Double.doubleToLongBits(read))
          .as("%s", value)
          .isEqualTo(Double.doubleToLongBits(value));
    }
    assertThat(Words.number(8e-4)).isEqualTo("8e-4");
    assertThat(Words.number(25)).isEqualTo("25");
    assertThat(new BigDecimal(Words.number(1.5e-7))).isEqualByComparingTo("0.00000015");
  }
}
